import { fillPlaceholders } from '../../core/placeholders';
import { own } from '../../core/plain-object';
import { list, show } from '../../core/text';
import type { PlaceholderWord } from '../file/placeholder-words';

/** A placeholder that does not stand for one value. */
export interface UnfilledPlaceholder {
  readonly name: string;
  /** None, or several. */
  readonly candidates: readonly string[];
  /** The variable whose value holds it, if one does. */
  readonly variable?: string;
}

/** A text with its placeholders filled, or the first that stands for no single value. */
export type Filled = { readonly text: string } | { readonly unfilled: UnfilledPlaceholder };

/** What each placeholder that every file has stands for; nothing where that is not known, since something is wrong in the file. */
export type WordValues = { readonly [Word in PlaceholderWord]: readonly string[] | undefined };

/** What placeholders stand for in one role. */
export class PlaceholderValues {
  private readonly filledVariables = new Map<string, Filled>();

  /**
   * @param variables those of the file, none of which leads back to itself
   * @param used takes the names of those that something asks for
   */
  public constructor(
    private readonly words: WordValues, private readonly variables: Readonly<Record<string, string | undefined>>,
    private readonly used = new Set<string>(),
  ) {}

  /** The names of all. */
  public get names(): string[] {
    return [...Object.keys(this.words), ...Object.keys(this.variables)];
  }

  /** Fills the placeholders; each must stand for one value. */
  public fill(text: string): Filled {
    let unfilled: UnfilledPlaceholder | undefined;
    const filled = fillPlaceholders(text, (name) => {
      const value = this.valueOf(name);
      if ('unfilled' in value) {
        unfilled ??= value.unfilled;
        return '';
      }
      return value.text;
    });
    return unfilled === undefined ? { text: filled } : { unfilled };
  }

  /** Whether it is not known what a placeholder stands for, since what says it is wrong and reported. */
  public isLost({ name }: UnfilledPlaceholder): boolean {
    return Object.hasOwn(this.words, name)
      ? this.words[name as PlaceholderWord] === undefined
      : !Object.hasOwn(this.variables, name) || this.variables[name] === undefined;
  }

  /** The values of a placeholder: mostly one. */
  public candidates(name: string): readonly string[] {
    if (Object.hasOwn(this.words, name)) {
      return [...new Set(this.words[name as PlaceholderWord] ?? [])];
    }
    const value = this.valueOf(name);
    return 'text' in value ? [value.text] : [];
  }

  private valueOf(name: string): Filled {
    if (!Object.hasOwn(this.words, name) && Object.hasOwn(this.variables, name)) {
      return this.variable(name);
    }
    const candidates = [...new Set(Object.hasOwn(this.words, name) ? this.words[name as PlaceholderWord] ?? [] : [])];
    return candidates.length === 1 ? { text: candidates[0] } : { unfilled: { name, candidates } };
  }

  private variable(name: string): Filled {
    this.used.add(name);
    const value = this.variables[name];
    if (value === undefined) {
      return { unfilled: { name, candidates: [] } };
    }
    const known = this.filledVariables.get(name) ?? this.fill(value);
    this.filledVariables.set(name, known);
    return 'unfilled' in known ? { unfilled: { variable: name, ...known.unfilled } } : known;
  }
}

/**
 * What is wrong with a text whose placeholder stands for no single value: a sentence without its subject.
 *
 * @param subject whose values they are, for a text that several have, such as `workloads.web`
 */
export function unfilledProblem({ name, candidates, variable }: UnfilledPlaceholder, text: string, subject?: string): string {
  const what = variable === undefined ? `{${name}}` : `{${variable}}, which stands for a text with {${name}}`;
  const of = subject === undefined ? '' : ` of ${subject}`;
  if (candidates.length > 1) {
    return `must not hold ${what}, since that would be several values${of} (${list(candidates)}), got ${show(text)}: write each of them instead, or make a workload for each`;
  }
  const why = own({
    environment: 'since the file has no "environments"',
    clusterName: `unless the name of each cluster${of} in EKS is known`,
    team: 'which stands for the name of an included file, and this workload is in none',
    serviceAccount: `since the service accounts${of} have no names, but patterns`,
  }, name) as string | undefined;
  return `must not hold ${what}, ${why ?? `which stands for nothing${of} here`}, got ${show(text)}${name === 'clusterName' ? ': give each cluster of the workload its "clusterName" in clusters' : ''}`;
}
