import { KeySet } from './key-set';
import { everyValue, facetOf, listedValues, noValue } from './key-test';
import type { Facet, KeyNature, KeyTest } from './key-test';
import { ACTION_NAMES, RESOURCES, SESSION_NAMES } from './possible-names';
import { followingKey } from './principal-keys';
import { isOfAccount, possibleIdentifiers, principalMatches } from './principal-sets';
import type { PrincipalKind, PrincipalMatch } from './principal-sets';
import { constraintOf } from './question';
import type { KeyConstraint, PrincipalSet, Question } from './question';
import { asArnTests, PRINCIPAL_KEYS } from './statement-sets';
import type { StatementSets } from './statement-sets';
import type { ValueSet } from './value-set';
import { arnParts } from '../arn';
import { Language } from '../language/language';
import type { Steps } from '../language/steps';
import { TextSet } from '../language/text-set';
import type { Reading } from '../language/text-set';
import { isKnown } from '../partial-text';

/** What a box allows in one dimension. */
export type Coordinates = ValueSet | KeySet;

/** The first dimensions; those of condition keys come behind them. */
export const [PRINCIPAL, SESSION, ACTION, RESOURCE] = [0, 1, 2, 3];

/** How many dimensions come before those of keys. */
export const FIRST_KEY = 4;

/** The dimensions that a statement restricts, in order. */
export type Restrictions = readonly (readonly [dimension: number, coordinates: Coordinates])[];

/** What each key costs, as it is looked at again and again, where there are more than policies of use have. */
const COST_OF_KEY = 80;
const MOST_USUAL_KEYS = 100;

/** How sets are read in each dimension. */
export interface Readings {
  readonly of: (dimension: number) => Reading;
  /** Whether words of the dimension may have parts that are not known. */
  readonly isLoose: (dimension: number) => boolean;
}

/** A statement in one of the ways in which it means a principal. */
export interface Way {
  readonly sets: StatementSets;
  readonly match: PrincipalMatch | undefined;
}

/** The dimensions of a question for one set of principals: who, what, on what, and each condition key that a policy mentions. */
export class Dimensions {
  public readonly kind: PrincipalKind;
  /** Names of keys in lower case. */
  public readonly keys: readonly string[];
  /** Whether anything of it has parts that are not known. */
  private readonly hasUnknown: boolean;
  private readonly natures: readonly KeyNature[];
  private readonly positions: ReadonlyMap<string, number>;
  private readonly questions = new Map<string, readonly Coordinates[]>();
  private readonly spellings = new Map<string, string>();

  public constructor(
    private readonly question: Question, private readonly asked: PrincipalSet, statements: readonly StatementSets[],
    private readonly steps: Steps,
  ) {
    this.kind = asked.kind;
    const { actions, resources, context = {} } = question;
    const others = question.otherKeys === undefined ? [] : statements.flatMap(({ keys }) => [...keys.keys()].map(question.otherKeys!));
    const asks = [...Object.values(context), ...others].map((constraint) => constraint?.values);
    this.hasUnknown = statements.some(hasUnknownTexts)
      || [asked.identifiers, actions, resources, ...asks].some((set) => set?.hasUnknown);
    const facets = new Map<string, { facet?: Facet; isMultivalued: boolean }>();
    for (const { keys } of statements) {
      for (const [key, { operators }] of keys) {
        const nature = facets.get(key) ?? { isMultivalued: false };
        facets.set(key, operators.reduce((found, operator) => withOperator(found, facetOf(operator), operator.quantifier !== 'none'), nature));
      }
    }
    const inPolicies = statements.flatMap(({ statement }) => statement.conditions.map(({ key }) => key));
    const written = [...Object.keys(question.context ?? {}), ...inPolicies];
    written.reverse().forEach((key) => this.spellings.set(key.toLowerCase(), key));
    const given = Object.keys(question.context ?? {}).map((key) => key.toLowerCase());
    this.keys = [...new Set([...given, ...facets.keys()])].filter((key) => !this.isOfPrincipal(key));
    this.natures = this.keys.map((key) => {
      const { facet = 'text', isMultivalued = false } = facets.get(key) ?? {};
      return { facet: facet === 'bool' && this.constraint(key)?.values !== undefined ? 'text' : facet, isMultivalued };
    });
    this.positions = new Map(this.keys.map((key, i) => [key, FIRST_KEY + i]));
    steps.spend(COST_OF_KEY * Math.max(0, this.keys.length - MOST_USUAL_KEYS));
  }

  /** For what certainly is so, of whatever words. */
  public get smaller(): Readings {
    return { of: () => 'smaller', isLoose: () => this.hasUnknown };
  }

  /** Whether a key follows from the principal, so that it is no dimension of its own. */
  public isOfPrincipal(key: string): boolean {
    return isOfAccount(this.kind) && PRINCIPAL_KEYS.includes(key) && this.constraint(key) === undefined;
  }

  /** The dimension of a key, by its name in lower case. */
  public ofKeyNamed(key: string): number | undefined {
    return this.positions.get(key);
  }

  /** A key as it is written first. */
  public spelling(key: string): string {
    return this.spellings.get(key) ?? key;
  }

  public constraint(key: string): KeyConstraint | undefined {
    return constraintOf(this.question, key) ?? followingKey(key, this.asked, this.question.resourceAccount, this.steps);
  }

  /** What the question asks about. */
  public asQuestion(readings: Readings): readonly Coordinates[] {
    const readingOf = (dimension: number) => readings.isLoose(dimension) && readings.of(dimension);
    const loose = Array.from({ length: FIRST_KEY + this.keys.length }, (_, dimension) => readingOf(dimension)).join();
    let coordinates = this.questions.get(loose);
    if (coordinates === undefined) {
      coordinates = this.readQuestion(readings);
      this.questions.set(loose, coordinates);
    }
    return coordinates;
  }

  private readQuestion(readings: Readings): Coordinates[] {
    const { asked, question } = this;
    const read = (set: TextSet | undefined, dimension: number) =>
      (set ?? TextSet.every).language(readings.of(dimension), readings.isLoose(dimension), this.steps);
    const identifiers = read(asked.identifiers, PRINCIPAL);
    const possible = possibleIdentifiers(this.kind).language('larger', readings.isLoose(PRINCIPAL), this.steps);
    return [possible.and(identifiers, this.steps), read(SESSION_NAMES, SESSION),
      read(ACTION_NAMES, ACTION).and(read(question.actions, ACTION), this.steps),
      read(RESOURCES, RESOURCE).and(read(question.resources, RESOURCE), this.steps),
      ...this.keys.map((key, i) => this.keyAsked(key, this.natures[i], (set) => read(set, FIRST_KEY + i)))];
  }

  /** Whether a dimension of the question itself has unknown parts. */
  public isUnknownInQuestion(dimension: number): boolean {
    const { asked, question } = this;
    const set = dimension === PRINCIPAL ? asked.identifiers : dimension === ACTION ? question.actions
      : dimension === RESOURCE ? question.resources
        : dimension === SESSION ? undefined : this.constraint(this.keys[dimension - FIRST_KEY])?.values;
    return set?.hasUnknown ?? false;
  }

  /** The account of all principals that the question asks about, if it is one. */
  public askingAccount(steps: Steps): string | undefined {
    const listed = this.asked.identifiers?.finite(steps);
    const accounts = new Set([...listed ?? []].map((arn) => arnParts(arn)?.account));
    return accounts.size === 1 ? [...accounts][0] : undefined;
  }

  /** The ways in which a statement of a resource's policy means principals of the kind; other statements have one. */
  public waysOf(sets: StatementSets): Way[] {
    const { policy } = sets.reference;
    if (policy !== 'resource' && policy !== 'trust' && policy !== 'resourceControlPolicies') {
      return [{ sets, match: undefined }];
    }
    return principalMatches(sets.statement, this.kind, sets.hasUnreadablePrincipals).map((match) => ({ sets, match }));
  }

  /** Whether a statement has no unknown parts, in any dimension. */
  public isKnown({ sets, match }: Way): boolean {
    return !sets.actions.hasUnknown && !sets.resources.hasUnknown
      && match?.identifiers.hasUnknown !== true && match?.sessions?.hasUnknown !== true
      && ![...sets.keys.values()].some(({ hasUnknown }) => hasUnknown);
  }

  /** Whether a statement has unknown parts in a dimension. */
  public isUnknownIn({ sets, match }: Way, dimension: number): boolean {
    switch (dimension) {
      case PRINCIPAL: return match?.identifiers.hasUnknown === true
        || PRINCIPAL_KEYS.some((key) => this.isOfPrincipal(key) && sets.keys.get(key)?.hasUnknown);
      case SESSION: return match?.sessions?.hasUnknown ?? false;
      case ACTION: return sets.actions.hasUnknown;
      case RESOURCE: return sets.resources.hasUnknown;
      default: return sets.keys.get(this.keys[dimension - FIRST_KEY])?.hasUnknown ?? false;
    }
  }

  /** What a statement restricts, of which nothing is left out that may be restricted. */
  public restrictions({ sets, match }: Way, readings: Readings): Restrictions {
    const { steps } = this;
    const found: (readonly [number, Coordinates])[] = [];
    const add = (dimension: number, set: TextSet | undefined) => {
      if (set !== undefined && set !== TextSet.every) {
        const language = set.language(readings.of(dimension), readings.isLoose(dimension), steps);
        if (!language.isEverything) {
          found.push([dimension, language]);
        }
      }
    };
    add(ACTION, sets.actions);
    add(RESOURCE, sets.resources);
    add(PRINCIPAL, match?.identifiers);
    add(SESSION, match?.sessions);
    for (const [key, test] of sets.keys) {
      found.push(this.isOfPrincipal(key) ? [PRINCIPAL, this.ofPrincipal(key, test, readings)] : this.ofKey(key, test, readings));
    }
    return found;
  }

  private ofKey(key: string, test: KeyTest, readings: Readings): readonly [number, KeySet] {
    const dimension = this.positions.get(key)!;
    return [dimension, test.set(this.natures[dimension - FIRST_KEY], readings.of(dimension), readings.isLoose(dimension), this.steps)];
  }

  private ofPrincipal(key: string, test: KeyTest, { of, isLoose }: Readings): Coordinates {
    const reading = of(PRINCIPAL);
    const nature = { facet: 'text', isMultivalued: false } as const;
    const tests = key === PRINCIPAL_KEYS[0] ? test : test.derived(asArnTests);
    return tests === undefined ? reading === 'smaller' ? Language.none : Language.every : tests.set(nature, reading, isLoose(PRINCIPAL), this.steps).one;
  }

  private keyAsked(key: string, nature: KeyNature, read: (set: TextSet) => Language): KeySet {
    const constraint = this.constraint(key);
    const every = everyValue(nature);
    if (constraint === undefined) {
      return every;
    }
    const { mayBeAbsent = constraint.values === undefined, values } = constraint;
    if (values === undefined) {
      return noValue(nature, mayBeAbsent);
    }
    const language = read(values);
    const asked = nature.facet === 'text' ? language : listedValues(nature.facet, language.finite) ?? every.one;
    return new KeySet(mayBeAbsent, asked, every.one, nature.isMultivalued ? [{ bound: asked, needs: [] }] : undefined);
  }
}

function hasUnknownTexts({ actions, resources, keys, statement: { principals, notPrincipals } }: StatementSets): boolean {
  return actions.hasUnknown || resources.hasUnknown || [...keys.values()].some((test) => test.hasUnknown)
    || [...principals, ...notPrincipals].some(({ value }) => !isKnown(value));
}

function withOperator(found: { facet?: Facet; isMultivalued: boolean }, facet: Facet | undefined, isQuantified: boolean) {
  const isText = found.facet === 'bool' && facet === 'text';
  return { facet: isText ? facet : found.facet ?? facet, isMultivalued: found.isMultivalued || isQuantified };
}
