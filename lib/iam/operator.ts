import { isKnown } from './partial-text';

/** How the several values of a request's key are combined. */
export type Quantifier = 'none' | 'ForAllValues' | 'ForAnyValue';

/** What the values are compared as. */
export type ComparisonType = 'string' | 'number' | 'date' | 'bool' | 'binary' | 'ip' | 'arn' | 'null';

/**
 * How a value of the request is compared with a value of the policy. `like` takes `*` and `?`; under ARN operators, `equals`
 * takes them too. For `ip`, `equals` means within the range; for `null`, whether the key is absent.
 */
export type Relation = 'equals' | 'like' | 'lessThan' | 'lessThanEquals' | 'greaterThan' | 'greaterThanEquals';

/**
 * A condition operator, parsed: `ForAnyValue:StringNotLikeIfExists` is a negated `like` of strings.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export interface ConditionOperator {
  /** As the policy writes it. */
  readonly name: string;
  /** False for a name that IAM does not have, and for one that is not known yet. The fields below then mean nothing. */
  readonly known: boolean;
  readonly quantifier: Quantifier;
  readonly type: ComparisonType;
  readonly relation: Relation;
  readonly ignoreCase: boolean;
  /** Whether the condition holds where the comparison does not, and where the key is absent. */
  readonly negated: boolean;
  /** Whether the condition also holds where the key is absent. */
  readonly ifExists: boolean;
}

type Meaning = Pick<ConditionOperator, 'type' | 'relation' | 'ignoreCase' | 'negated'>;

const ORDERS: readonly (readonly [string, Relation])[] = [
  ['LessThan', 'lessThan'], ['LessThanEquals', 'lessThanEquals'], ['GreaterThan', 'greaterThan'], ['GreaterThanEquals', 'greaterThanEquals'],
];

/** The operators, without quantifiers and `IfExists`. */
const OPERATORS: readonly (readonly [string, Meaning])[] = [
  ...bothWays('String', 'Equals', 'string', 'equals'),
  ...bothWays('String', 'EqualsIgnoreCase', 'string', 'equals', true),
  ...bothWays('String', 'Like', 'string', 'like'),
  ...(['Numeric', 'Date'] as const).flatMap((prefix) => {
    const type = prefix === 'Numeric' ? 'number' : 'date';
    return [...bothWays(prefix, 'Equals', type, 'equals'), ...ORDERS.map(([suffix, relation]) => entry(prefix + suffix, type, relation))];
  }),
  ...bothWays('Arn', 'Equals', 'arn', 'equals'),
  ...bothWays('Arn', 'Like', 'arn', 'like'),
  ...bothWays('', 'IpAddress', 'ip', 'equals'),
  entry('Bool', 'bool', 'equals'),
  entry('BinaryEquals', 'binary', 'equals'),
  entry('Null', 'null', 'equals'),
];

/** The names of all operators in AWS's own spelling, without quantifiers and `IfExists`. */
export const OPERATOR_NAMES = OPERATORS.map(([name]) => name);

/** IAM ignores the case of their names. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map(OPERATORS.map(([name, meaning]) => [name.toLowerCase(), meaning]));

/** Most conditions have one of them, in this spelling: they are made once. */
const PLAIN_OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map(OPERATORS.map(([name, meaning]) =>
  [name, { name, known: true, quantifier: 'none', ifExists: false, ...meaning }]));

const QUANTIFIERS: Readonly<Record<string, Quantifier>> = { 'forallvalues:': 'ForAllValues', 'foranyvalue:': 'ForAnyValue' };

const IF_EXISTS = 'ifexists';

/** Parses the name of an operator. `IfExists` is not for `Null`, which asks for just that. */
export function parseOperator(name: string): ConditionOperator {
  return PLAIN_OPERATORS.get(name) ?? parsed(name);
}

function parsed(name: string): ConditionOperator {
  const lower = name.toLowerCase();
  const prefix = lower.slice(0, lower.indexOf(':') + 1);
  const quantifier = prefix === '' ? 'none' : QUANTIFIERS[prefix];
  const ifExists = lower.endsWith(IF_EXISTS);
  const meaning = MEANINGS.get(lower.slice(prefix.length, ifExists ? -IF_EXISTS.length : undefined));
  if (meaning === undefined || quantifier === undefined || !isKnown(name) || (ifExists && meaning.type === 'null')) {
    return { name, known: false, quantifier: 'none', type: 'string', relation: 'equals', ignoreCase: false, negated: false, ifExists: false };
  }
  return { name, known: true, quantifier, ifExists, ...meaning };
}

/** Whether a condition under an operator holds only where the request has the key, with one of the policy's values. */
export function requiresValue({ known, quantifier, type, negated, ifExists }: ConditionOperator): boolean {
  return known && type !== 'null' && quantifier !== 'ForAllValues' && !negated && !ifExists;
}

/** Whether an operator asks, without a quantifier, whether the request has the key. */
export function asksForPresence({ known, type, quantifier }: ConditionOperator): boolean {
  return known && type === 'null' && quantifier === 'none';
}

function entry(name: string, type: ComparisonType, relation: Relation, ignoreCase = false, negated = false): [string, Meaning] {
  return [name, { type, relation, ignoreCase, negated }];
}

/** An operator and its negation: `StringLike` and `StringNotLike`. */
function bothWays(prefix: string, suffix: string, type: ComparisonType, relation: Relation, ignoreCase = false): [string, Meaning][] {
  return [entry(prefix + suffix, type, relation, ignoreCase), entry(`${prefix}Not${suffix}`, type, relation, ignoreCase, true)];
}
