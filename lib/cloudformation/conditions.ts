import { isKnown, isUnknown } from '../iam/partial-text';

/** How each condition comes out. */
export type Branches = ReadonlyMap<string, boolean>;

type Conditions = Readonly<Record<string, unknown>>;
type TextOf = (side: unknown) => string | undefined;

/** Four conditions that have nothing to do with each other. */
const MOST_WAYS = 16;
const DEEPEST = 30;

/** What a condition depends on, by name, with the values that it is compared with, and `''` for any other. */
type Variables = Map<string, Set<string>>;
type Values = ReadonlyMap<string, string>;
/** A condition, for given values of what it depends on. */
type Test = (values: Values) => boolean;

/**
 * The ways in which conditions of a template can come out together: `IsProduction` and `Fn::Not` of it are never
 * both true, nor are two regions. Nothing, if there are too many.
 *
 * @param textOf a side of `Fn::Equals` as text
 */
export function waysOf(names: ReadonlySet<string>, conditions: Conditions, textOf: TextOf): Branches[] | undefined {
  if (names.size === 0) {
    return [new Map()];
  }
  const reader = new ConditionReader(conditions, textOf);
  const tests = [...names].map((name) => [name, reader.named(name, 0)] as const);
  let ways: Map<string, string>[] = [new Map()];
  for (const [variable, values] of reader.variables) {
    ways = ways.flatMap((way) => [...values].map((value) => new Map([...way, [variable, value]])));
    if (ways.length > MOST_WAYS) {
      return undefined;
    }
  }
  return ways.map((values) => new Map(tests.map(([name, test]) => [name, test(values)])));
}

class ConditionReader {
  public readonly variables: Variables = new Map();
  private readonly tests = new Map<string, Test>();

  public constructor(private readonly conditions: Conditions, private readonly textOf: TextOf) {}

  public named(name: string, depth: number): Test {
    const known = this.tests.get(name);
    if (known) {
      return known;
    }
    this.tests.set(name, () => false); // for one that asks for itself, which CloudFormation refuses
    const read = Object.hasOwn(this.conditions, name) ? this.read(this.conditions[name], depth + 1) : this.free(`condition ${name}`);
    const results = new Map<Values, boolean>();
    const test = (values: Values) => {
      const result = results.get(values) ?? read(values);
      results.set(values, result);
      return result;
    };
    this.tests.set(name, test);
    return test;
  }

  private read(value: unknown, depth: number): Test {
    const [[key, argument] = ['', undefined], ...others] = value !== null && typeof value === 'object' ? Object.entries(value) : [];
    const list = Array.isArray(argument) ? argument : [];
    if (others.length > 0 || depth > DEEPEST) {
      return this.free(JSON.stringify(value) ?? '');
    }
    switch (key) {
      case 'Condition':
        return typeof argument === 'string' ? this.named(argument, depth) : this.free(JSON.stringify(value) ?? '');
      case 'Fn::Not':
        return negated(this.read(list[0], depth + 1));
      case 'Fn::And':
      case 'Fn::Or': {
        const tests = list.map((item) => this.read(item, depth + 1));
        return key === 'Fn::And' ? (values) => tests.every((test) => test(values)) : (values) => tests.some((test) => test(values));
      }
      case 'Fn::Equals':
        return this.equals(this.textOf(list[0]), this.textOf(list[1]), JSON.stringify(value));
      default:
        return this.free(JSON.stringify(value) ?? '');
    }
  }

  private equals(left: string | undefined, right: string | undefined, whole: string): Test {
    if (left === undefined || right === undefined) {
      return this.free(whole);
    }
    if (left === right) {
      return () => true;
    }
    const [unknown, known] = isUnknown(left) ? [left, right] : [right, left];
    if (isKnown(unknown)) {
      return () => false;
    }
    if (!isUnknown(unknown) || !isKnown(known)) {
      return this.free(whole);
    }
    const compared = this.variables.get(unknown) ?? new Set(['']);
    this.variables.set(unknown, compared.add(`=${known}`));
    return (values) => values.get(unknown) === `=${known}`;
  }

  /** One of which nobody can tell how it comes out. */
  private free(name: string): Test {
    this.variables.set(name, new Set(['', '=true']));
    return (values) => values.get(name) === '=true';
  }
}

function negated(test: Test): Test {
  return (values) => !test(values);
}
