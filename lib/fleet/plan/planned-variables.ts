import { placeholderNames } from '../../core/placeholders';
import { Quotas } from '../../core/quotas';
import { count, list, show } from '../../core/text';

type Variables = Readonly<Record<string, string | undefined>>;

/** The variables of a file, without those that cannot be filled: these are reported. */
export function plannedVariables(variables: Variables, report: (name: string, problem: string) => void): Variables {
  const checks = new VariableChecks(variables);
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => {
    const problem = value === undefined ? undefined : checks.problemOf(name);
    if (problem !== undefined) {
      report(name, problem);
    }
    return [name, problem === undefined ? value : undefined];
  }));
}

/** Whether variables lead back to themselves, or become too long: each may hold others. */
class VariableChecks {
  private readonly lengths = new Map<string, number>();

  public constructor(private readonly variables: Variables) {}

  public problemOf(name: string): string | undefined {
    const circle = this.circleFrom(name);
    if (circle !== undefined) {
      return `must not lead back to itself, got ${show(this.variables[name])} (${list(circle.map((part) => `{${part}}`), 'to')})`;
    }
    const length = this.lengthOf(name);
    return length > Quotas.inlinePolicyCharacters
      ? `must be at most ${count(Quotas.inlinePolicyCharacters, 'character')} with its placeholders filled, got ${count(length, 'character')}` : undefined;
  }

  /** The way from a variable back to itself or to one that is in a circle. */
  private circleFrom(name: string, way: readonly string[] = [name]): string[] | undefined {
    for (const next of this.namesIn(name)) {
      if (way.includes(next)) {
        return [...way, next];
      }
      const found = this.lengths.has(next) ? undefined : this.circleFrom(next, [...way, next]);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  /** At most the length of what it stands for; only asked where there is no circle. */
  private lengthOf(name: string): number {
    const known = this.lengths.get(name);
    if (known !== undefined) {
      return known;
    }
    const length = (this.variables[name] ?? '').length + this.namesIn(name).reduce((sum, next) => sum + this.lengthOf(next) * occurrences(this.variables[name]!, next), 0);
    this.lengths.set(name, length);
    return length;
  }

  private namesIn(name: string): string[] {
    return placeholderNames(this.variables[name] ?? '').filter((other) => Object.hasOwn(this.variables, other));
  }
}

function occurrences(text: string, name: string): number {
  return text.split(`{${name}}`).length - 1;
}
