import { followingKey, RESOURCE_ACCOUNT, USER_NAME } from './principal-keys';
import { isOfAccount } from './principal-sets';
import { constraintOf } from './question';
import type { KeyConstraint, PrincipalSet, Question } from './question';
import { PRINCIPAL_KEYS } from './statement-sets';
import { PolicyVariables } from './variables';
import type { VariableValue } from './variables';
import { arnParts } from '../arn';
import type { PolicyDocument } from '../document';
import { hasWildcard } from '../glob';
import type { Steps } from '../language/steps';
import { TextSet } from '../language/text-set';
import { isKnown } from '../partial-text';
import type { ConditionTest } from '../policy-statement';

/** A part of a question, in which it is settled what policy variables stand for. Together the cases are the whole question. */
export interface VariableCase {
  readonly question: Question;
  readonly variables: PolicyVariables;
}

/** What one variable may stand for. */
interface Alternative {
  readonly value?: VariableValue;
  /** What else is so of the requests. */
  readonly constraint?: KeyConstraint;
}

const MOST_VALUES = 8;
const MOST_PRINCIPALS = 16;
const MOST_CASES = 64;

const OPEN: readonly Alternative[] = [{}];
const ANY_VALUE: KeyConstraint = { values: TextSet.every, mayBeAbsent: true };

/** The cases of a question by what the variables in its policies stand for. */
export class VariableCases {
  /** The keys that variables name, in lower case, and as they are written first. */
  public readonly spellings: ReadonlyMap<string, string>;
  private readonly keys: readonly string[];
  private readonly texts = new Map<string, Set<string>>();
  /** Keys that may have several values. */
  private readonly multivalued: ReadonlySet<string>;

  public constructor(private readonly question: Question, documents: readonly PolicyDocument[], private readonly steps: Steps) {
    const conditions = documents.flatMap(({ statements }) => statements.flatMap((statement) => statement.conditions));
    const written = Object.keys(question.context ?? {});
    this.spellings = variableKeys(documents, [...written, ...conditions.map(({ key }) => key)]);
    this.keys = [...this.spellings.keys()];
    this.multivalued = new Set(conditions.filter(({ operator }) => operator.quantifier !== 'none').map(({ key }) => key.toLowerCase()));
    this.addLiterals(conditions);
  }

  /** Each variable may be any text that the question asks about. */
  public get open(): PolicyVariables {
    return new PolicyVariables(new Map(), (key) => this.listed(key, constraintOf(this.question, key)));
  }

  /** A text that a variable may stand for. */
  public add(key: string, text: string): void {
    const texts = this.texts.get(key) ?? new Set();
    this.texts.set(key, texts);
    if (texts.size < MOST_VALUES && text !== '' && isKnown(text)) {
      texts.add(text);
    }
  }

  public* all(): Generator<VariableCase> {
    for (const asked of this.question.principals.flatMap((set) => this.singled(set))) {
      yield* this.ofPrincipals(asked);
    }
  }

  private* ofPrincipals(asked: PrincipalSet): Generator<VariableCase> {
    let cases: ReadonlyMap<string, Alternative>[] = [new Map()];
    const all = this.keys.map((key) => [key, this.alternatives(key, asked)] as const).sort(([, one], [, two]) => one.length - two.length);
    for (const [key, alternatives] of all) {
      const usable = cases.length * alternatives.length > MOST_CASES ? OPEN : alternatives;
      cases = cases.flatMap((before) => usable.map((alternative) => new Map([...before, [key, alternative]])));
    }
    for (const own of cases) {
      yield this.caseOf(asked, own);
    }
  }

  private caseOf(asked: PrincipalSet, alternatives: ReadonlyMap<string, Alternative>): VariableCase {
    const { question } = this;
    const own = [...alternatives].flatMap(([key, { constraint }]) => constraint === undefined ? [] : [[key, constraint] as const]);
    const isOwn = new Set(own.map(([key]) => key));
    const others = Object.entries(question.context ?? {}).filter(([name]) => !isOwn.has(name.toLowerCase()));
    const values = new Map([...alternatives].flatMap(([key, { value }]) => value === undefined ? [] : [[key, value] as const]));
    const context = [...others, ...own.map(([key, constraint]) => [this.spellings.get(key) ?? key, constraint] as const)];
    return {
      question: { ...question, principals: [asked], context: Object.fromEntries(context) },
      variables: new PolicyVariables(values, (key) => this.listed(key, this.constraint(key, asked))),
    };
  }

  /** The principals one by one, if a variable stands for what each has by itself. */
  private singled(asked: PrincipalSet): PrincipalSet[] {
    const isNeeded = isOfAccount(asked.kind) && this.keys.some((key) => key === USER_NAME || PRINCIPAL_KEYS.includes(key));
    const listed = isNeeded ? [...asked.identifiers?.finite(this.steps) ?? []] : [];
    return listed.length === 0 || listed.length > MOST_PRINCIPALS ? [asked]
      : listed.map((arn) => ({ ...asked, identifiers: TextSet.equals(arn) }));
  }

  private listed(key: string, constraint: KeyConstraint | undefined): readonly string[] | undefined {
    return this.multivalued.has(key) ? undefined : constraint?.values?.listed;
  }

  private constraint(key: string, asked: PrincipalSet): KeyConstraint | undefined {
    return constraintOf(this.question, key) ?? followingKey(key, asked, this.question.resourceAccount, this.steps);
  }

  private alternatives(key: string, asked: PrincipalSet): readonly Alternative[] {
    const isFollowing = constraintOf(this.question, key) === undefined;
    if (isFollowing && isOfAccount(asked.kind) && PRINCIPAL_KEYS.includes(key)) {
      return this.ofPrincipal(key, asked);
    }
    if (this.multivalued.has(key) || (isFollowing && key === RESOURCE_ACCOUNT && this.question.resourceAccount === undefined)) {
      return OPEN;
    }
    const { values, mayBeAbsent = values === undefined } = this.constraint(key, asked) ?? ANY_VALUE;
    return [
      // What AWS makes of an empty text is not certain: it may count as none, or as the text that it is.
      ...mayBeAbsent || this.has(values, '') ? [{ value: { kind: 'absent' } as const, constraint: { mayBeAbsent, values: values?.and(TextSet.equals('')) } }] : [],
      ...values === undefined ? [] : this.texted(key, values),
    ];
  }

  private has(values: TextSet | undefined, text: string): boolean {
    return values?.language('larger', true, this.steps).contains(text, this.steps) ?? false;
  }

  private texted(key: string, values: TextSet): Alternative[] {
    const listed = values.hasUnknown ? undefined : values.finite(this.steps);
    const isWhole = listed !== undefined && listed.size <= MOST_VALUES;
    const texts = isWhole ? [...listed].filter((text) => text !== '') : [...this.texts.get(key) ?? []].filter((text) => this.has(values, text));
    const ofText = texts.map((text): Alternative => ({ value: { kind: 'text', text }, constraint: { values: TextSet.equals(text) } }));
    const isAll = isWhole && !listed.has('');
    return isAll ? ofText : [...ofText, { value: { kind: 'same' }, constraint: { values: texts.length === 0 ? values : values.but(TextSet.equals(...texts)) } }];
  }

  private ofPrincipal(key: string, { identifiers }: PrincipalSet): readonly Alternative[] {
    const arns = [...identifiers?.finite(this.steps) ?? []];
    const texts = [...new Set(key === PRINCIPAL_KEYS[0] ? arns : arns.map((arn) => arnParts(arn)?.account ?? ''))];
    return texts.length === 1 && texts[0] !== '' && isKnown(texts[0]) ? [{ value: { kind: 'text', text: texts[0] } }] : OPEN;
  }

  /** What conditions compare the keys of variables with. */
  private addLiterals(conditions: readonly ConditionTest[]): void {
    for (const { key, operator, values } of conditions) {
      if (operator.type === 'string' && this.spellings.has(key.toLowerCase())) {
        values.filter((value) => !value.includes('$') && (operator.relation !== 'like' || !hasWildcard(value))).forEach((value) => this.add(key.toLowerCase(), value));
      }
    }
  }
}

/** The keys that the policies' variables name. */
function variableKeys(documents: readonly PolicyDocument[], written: readonly string[]): Map<string, string> {
  const keys = new Map<string, string>();
  const spelled = new Map([...written].reverse().map((key) => [key.toLowerCase(), key]));
  for (const { version, statements } of documents) {
    if (version === '2012-10-17') {
      const texts = statements.flatMap(({ resources, notResources, conditions }) =>
        [...resources, ...notResources, ...conditions.flatMap(({ values }) => values)]);
      texts.forEach((text) =>
        [...text.matchAll(/\$\{([^{}',*?$]+)[^{}]*\}/g)].forEach(([, name]) => {
          const key = name.trim().toLowerCase();
          keys.set(key, spelled.get(key) ?? keys.get(key) ?? name.trim());
        }));
    }
  }
  return keys;
}
