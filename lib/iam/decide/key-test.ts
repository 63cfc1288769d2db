import { Intervals } from './intervals';
import type { Scale } from './intervals';
import { KeySet } from './key-set';
import type { Lists } from './key-set';
import { ADDRESSES, DATES, NUMBERS } from './scales';
import type { ValueSet } from './value-set';
import { PolicyVariables } from './variables';
import type { VariablePlace } from './variables';
import { Language } from '../language/language';
import { arnPattern } from '../language/pattern';
import type { Steps } from '../language/steps';
import { TextSet } from '../language/text-set';
import type { Notation, Reading } from '../language/text-set';
import type { ConditionOperator } from '../operator';
import { isKnown } from '../partial-text';
import type { ConditionTest } from '../policy-statement';

/** As what a key's values are compared throughout a question. A test that compares them as something else stays open. */
export type Facet = 'text' | 'bool' | 'number' | 'date' | 'ip';

/** What a question knows of a key before any policy restricts it. */
export interface KeyNature {
  readonly facet: Facet;
  /** Whether it may have several values: some test asks with `ForAllValues` or `ForAnyValue`. */
  readonly isMultivalued: boolean;
}

const SCALES: Readonly<Record<string, Scale | undefined>> = { number: NUMBERS, date: DATES, ip: ADDRESSES };

/** All that a key may be. */
export function everyValue({ facet, isMultivalued }: KeyNature): KeySet {
  const every = everyOf(facet);
  return new KeySet(true, every, every, isMultivalued ? [{ bound: every, needs: [] }] : undefined);
}

/** Nothing that a key may be, not even absent, unless it is said. */
export function noValue({ facet, isMultivalued }: KeyNature, isAbsent = false): KeySet {
  const scale = SCALES[facet];
  const texts = scale === undefined ? Language.none : Intervals.every(scale).not();
  return new KeySet(isAbsent, texts, everyOf(facet), isMultivalued ? [] : undefined);
}

/** Under which facet a test's values are compared; nothing for one that asks for presence alone. */
export function facetOf({ known, type }: ConditionOperator): Facet | undefined {
  return !known || type === 'null' ? undefined : type === 'string' || type === 'arn' || type === 'binary' ? 'text' : type;
}

/** Listed values of a facet that is a line of points; nothing if there is no list of them. */
export function listedValues(facet: Facet, values: ReadonlySet<string> | undefined): ValueSet | undefined {
  const scale = SCALES[facet];
  return scale === undefined || values === undefined ? undefined : Intervals.related(scale, 'equals', [...values]);
}

/** All tests that a statement has for one key. */
export class KeyTest {
  private readonly sets = new Map<string, KeySet>();
  private unknown?: boolean;

  public constructor(
    private readonly tests: readonly ConditionTest[], private readonly place: Pick<VariablePlace, 'version' | 'asked'>,
    private readonly variables: PolicyVariables,
  ) {}

  /** The same test of another key; nothing where there is none. */
  public derived(map: (tests: readonly ConditionTest[]) => readonly ConditionTest[] | undefined): KeyTest | undefined {
    const tests = map(this.tests);
    return tests === undefined ? undefined : new KeyTest(tests, this.place, this.variables);
  }

  public get operators(): readonly ConditionOperator[] {
    return this.tests.map(({ operator }) => operator);
  }

  /** Whether a text that may be equal to a text of a request has parts that are not known. */
  public get hasUnknown(): boolean {
    return this.unknown ??= this.tests.some((test) => this.read(test).some((value) => !isKnown(value)));
  }

  /** What the key may be for the tests to hold. */
  public set(nature: KeyNature, reading: Reading, isLoose: boolean, steps: Steps): KeySet {
    const key = `${nature.facet}${nature.isMultivalued}${reading}${isLoose}`;
    let set = this.sets.get(key);
    if (set === undefined) {
      set = this.tests.map((test) => this.setOf(test, nature, reading, isLoose, steps)).reduce((one, two) => one.and(two, steps));
      this.sets.set(key, set);
    }
    return set;
  }

  private setOf(test: ConditionTest, nature: KeyNature, reading: Reading, isLoose: boolean, steps: Steps): KeySet {
    const { operator } = test;
    const every = everyOf(nature.facet);
    const isLarger = reading !== 'smaller';
    if (operator.known && operator.type === 'null') {
      return presence(test, nature, isLarger);
    }
    const values = this.values(test, nature.facet, reading, isLoose, steps);
    if (values === undefined) {
      return isLarger ? everyValue(nature) : noValue(nature);
    }
    // Of a key whose name is not known it is not known that it is absent.
    const isAbsent = holdsWithout(operator, isLarger) && (isLarger || isKnown(test.key));
    return new KeySet(isAbsent, values, every, nature.isMultivalued ? listsFor(operator, values, every, isLarger) : undefined);
  }

  private read({ values, operator: { type, relation, ignoreCase }, key }: ConditionTest): readonly string[] {
    const isArn = type === 'arn';
    const mayHaveVariables = type === 'string' || type === 'bool' || isArn;
    return !mayHaveVariables ? values : this.variables.read(values, {
      ...this.place, ignoreCase, hasWildcards: isArn || relation === 'like', arns: isArn ? 'condition' : undefined, key: key.toLowerCase(),
    });
  }

  /** The values for which the comparison holds; nothing if that is open. */
  private values(test: ConditionTest, facet: Facet, reading: Reading, isLoose: boolean, steps: Steps): ValueSet | undefined {
    const { operator } = test;
    const own = facetOf(operator);
    const scale = SCALES[facet];
    if (own === undefined || test.values.length === 0 || (own !== facet && !(own === 'bool' && facet === 'text'))) {
      return undefined;
    }
    if (scale !== undefined) {
      const related = Intervals.related(scale, operator.relation, test.values);
      return operator.negated ? related?.not() : related;
    }
    const written = this.read(test);
    const short = operator.type === 'arn' ? written.filter(isShortArn) : [];
    if (short.length > 0 && operator.negated) {
      return undefined;
    }
    const texts = textsOf(operator, written);
    const perhaps = short.length > 0 && reading !== 'smaller' ? texts.or(TextSet.like(...short).and(ARNS)) : texts;
    return (operator.negated ? texts.not() : perhaps).language(reading, isLoose, steps);
  }
}

const ARNS = TextSet.of(['*:*:*:*:*:*'], 'arn');

/**
 * Whether a pattern of ARNs has fewer than six parts. AWS does not say whether its wildcards take the colons of an ARN, nor what is
 * unlike it.
 */
function isShortArn(pattern: string): boolean {
  return isKnown(pattern) && arnPattern(pattern, 'itself') === undefined;
}

function textsOf({ type, relation, ignoreCase }: ConditionOperator, values: readonly string[]): TextSet {
  if (type === 'bool') {
    return TextSet.of(values.map((value) => isKnown(value) ? value.toLowerCase() : value), 'equals');
  }
  const notation: Notation = type === 'arn' ? 'arn' : relation === 'like' ? 'like' : 'equals';
  return TextSet.of(values, notation, ignoreCase);
}

/** Whether a test holds where the key is absent. */
function holdsWithout({ quantifier, negated, ifExists }: ConditionOperator, isLarger: boolean): boolean {
  if (quantifier === 'ForAnyValue') {
    // AWS does not document what IfExists adds.
    return isLarger && ifExists;
  }
  return quantifier === 'ForAllValues' || negated || ifExists;
}

function listsFor({ quantifier, negated }: ConditionOperator, values: ValueSet, every: ValueSet, isLarger: boolean): readonly Lists[] {
  switch (quantifier) {
    case 'ForAllValues': return [{ bound: values, needs: [] }];
    case 'ForAnyValue': return [{ bound: every, needs: [values] }];
    // Without a quantifier, several values match nothing; whether a negation then holds, and what one value in a list does, is not documented.
    default: return isLarger ? [{ bound: negated ? every : values, needs: [] }] : [];
  }
}

function presence({ values, operator }: ConditionTest, nature: KeyNature, isLarger: boolean): KeySet {
  const every = everyValue(nature);
  const asked = values;
  const isOpen = operator.quantifier !== 'none' || asked.length === 0 || asked.some((value) => value !== 'true' && value !== 'false');
  const has = (value: string) => isOpen ? isLarger : asked.includes(value);
  return has('false') ? new KeySet(has('true'), every.one, every.one, every.lists) : noValue(nature, has('true'));
}

function everyOf(facet: Facet): ValueSet {
  const scale = SCALES[facet];
  return scale !== undefined ? Intervals.every(scale) : facet === 'bool' ? BOOLEANS : Language.every;
}

const BOOLEANS = Language.texts(['true', 'false']);
