import { PlaceholderValues, unfilledProblem } from './placeholder-values';
import { TAG_VALUE } from '../../core/names';
import { show } from '../../core/text';
import { explain } from '../../core/text-format';
import type { TextFormat } from '../../core/text-format';
import type { DataPath } from '../file/data-path';
import type { DefaultsEntry } from '../file/entries/defaults-entry';
import { NAMESPACE_GLOB } from '../file/entries/include-entry';
import type { IncludeEntry } from '../file/entries/include-entry';
import { PLACEHOLDERS } from '../file/placeholder-words';
import type { IncludedFile } from '../file/source';
import type { Incomplete } from '../file/types/incomplete';

/** The rules of the include that has a file, with its placeholders filled. */
export interface TeamRules {
  readonly included: IncludedFile;
  readonly namespaces?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly allow: readonly string[];
}

/** What the rules of an include are read with. */
interface RuleContext {
  readonly environment: string | undefined;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly usedVariables: Set<string>;
  readonly report: (path: DataPath, message: string) => void;
}

/** The rules of a file. What stands for something in a role alone has no value here. */
export function teamRulesOf(included: IncludedFile, entry: Incomplete<IncludeEntry> | undefined, context: RuleContext): TeamRules {
  const { namespaces, tags, allow } = entry ?? {};
  const words = Object.fromEntries(PLACEHOLDERS.map((name) => [name, [] as string[]])) as Record<typeof PLACEHOLDERS[number], string[]>;
  const environment = context.environment === undefined ? [] : [context.environment];
  const values = new PlaceholderValues({ ...words, team: [included.team], environment }, context.variables, context.usedVariables);
  const filled = (text: string | undefined, format: TextFormat, path: DataPath): string[] => {
    const result = text === undefined ? undefined : values.fill(text);
    if (result === undefined || ('unfilled' in result && values.isLost(result.unfilled))) {
      return [];
    }
    const problem = 'unfilled' in result ? unfilledProblem(result.unfilled, text!) : explain(format, result.text);
    if (problem !== undefined) {
      context.report(['include', included.index, ...path], 'text' in result && result.text !== text ? `${problem} (written ${show(text)}, for ${included.file})` : problem);
    }
    return problem === undefined && 'text' in result ? [result.text] : [];
  };
  return {
    included,
    namespaces: namespaces?.flatMap((glob, index) => filled(glob, NAMESPACE_GLOB, ['namespaces', index])),
    tags: tags && Object.fromEntries(Object.entries(tags).flatMap(([key, value]) => filled(value, TAG_VALUE, ['tags', key]).map((text) => [key, text]))),
    allow: allow?.flatMap((key) => key ?? []) ?? [],
  };
}

/** The defaults of a file's workloads: those of the workloads file, with what its include gives. */
export function withTeam(defaults: Incomplete<DefaultsEntry>, { namespaces, tags }: TeamRules): Incomplete<DefaultsEntry> {
  const own = namespaces?.find((name) => !name.includes('*'));
  return {
    ...defaults,
    ...own === undefined ? {} : { namespaces: [own] },
    ...tags === undefined ? {} : { tags: { ...defaults.tags, ...tags } },
  };
}
