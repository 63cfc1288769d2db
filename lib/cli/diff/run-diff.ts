import { jsonOfDifferences } from './diff-json';
import { markdownOfDifferences } from './diff-markdown';
import { textOfDifferences } from './diff-text';
import { withReadablePaths } from './revision';
import type { ReadablePath } from './revision';
import type { DifferenceGroup, DifferenceKind } from '../../access/differences/difference';
import { differencesBetween } from '../../access/differences/differences';
import { AccessModel } from '../../access/model/access-model';
import { terminalLines } from '../../core/escape';
import { GivenParameters } from '../../inventory/given-parameters';
import { problemLine } from '../audit/text-report';
import { parametersGiven } from '../can-i/parameters-given';
import { readPaths } from '../can-i/read-paths';
import { paintOf } from '../colours';
import type { Console } from '../console';
import { ExitCode } from '../exit-code';
import { UsageError } from '../usage-error';

/** Options of the command, as commander gives them. */
export interface DiffOptions {
  readonly format: 'text' | 'markdown' | 'json';
  readonly failOn: 'gain' | 'replace' | 'any' | 'none';
  readonly parameter?: readonly string[];
}

/** The lines that count for each value of `--fail-on`. What cannot be compared may be a gain. */
const COUNTED: Readonly<Record<DiffOptions['failOn'], readonly DifferenceKind[]>> = {
  gain: ['gains', 'mayBecome', 'unclear'],
  replace: ['replaced'],
  any: ['gains', 'loses', 'mayBecome', 'mayNoLongerBecome', 'gets', 'replaced', 'unclear'],
  none: [],
};

/**
 * Compares two states, and gives the exit code.
 *
 * @throws UsageError
 */
export function runDiff(before: string, after: string, { format, failOn, parameter }: DiffOptions, console: Console): number {
  if (before === '-' && after === '-') {
    throw new UsageError('BEFORE and AFTER must not both be -, which is standard input: write one of them to a file');
  }
  const given = new GivenParameters(parametersGiven(parameter));
  return withReadablePaths([before, after], (paths) => {
    const [old, fresh] = paths.map((path) => modelAt(path, given, console));
    const problems = given.problems();
    problems.forEach((problem) => console.err(asWritten(`${problemLine(problem)}\n`, paths)));
    if (old === undefined || fresh === undefined || problems.length > 0) {
      return ExitCode.WRONG_USAGE;
    }
    const groups = differencesBetween(old, fresh).map((group) => ({ ...group, place: asWritten(group.place, paths) }));
    console.out(format === 'json' ? jsonOfDifferences(before, after, groups)
      : format === 'markdown' ? markdownOfDifferences(before, after, groups) : textOfDifferences(groups, console.width, paintOf(console.isColoured)));
    return counts(groups, failOn) ? ExitCode.FOUND : ExitCode.SUCCESS;
  });
}

function counts(groups: readonly DifferenceGroup[], failOn: DiffOptions['failOn']): boolean {
  return groups.some(({ differences }) => differences.some(({ kind, isUndecided }) =>
    // A role that is not among the paths may be allowed anything.
    COUNTED[failOn].includes(kind) || (failOn === 'gain' && kind === 'gets' && isUndecided)));
}

function modelAt(path: ReadablePath, given: GivenParameters, console: Console): AccessModel | undefined {
  if (path.path === undefined) {
    console.err(terminalLines(`note: ${path.shown} does not exist: everything counts as new, or as gone\n`));
    return new AccessModel({ parts: [] });
  }
  const read = readPaths([path.path], { ...console, err: (text) => console.err(asWritten(text, [path])) }, given);
  return read && new AccessModel(read.inventory, read.clusters);
}

/** Files of a revision are read in a folder of their own, which nobody knows. */
function asWritten(text: string, paths: readonly ReadablePath[]): string {
  return paths.reduce((found, { path, shown }) => path === undefined || path === shown ? found : found.split(path).join(shown), text);
}
