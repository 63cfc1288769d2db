import { KeyTest } from './key-test';
import type { PolicyVariables, VariablePlace } from './variables';
import { lowerCased } from '../action';
import type { PolicyKind } from '../applicable-policies';
import type { PolicyDocument } from '../document';
import type { StatementReference } from '../evaluation';
import { hasWildcard } from '../glob';
import { TextSet } from '../language/text-set';
import { parseOperator } from '../operator';
import { isKnown } from '../partial-text';
import type { ConditionTest, PolicyStatement, UndecidedPart } from '../policy-statement';

/** A statement as one set for each dimension. Nothing has been settled yet about its unknown parts. */
export interface StatementSets {
  readonly reference: StatementReference;
  readonly statement: PolicyStatement;
  readonly actions: TextSet;
  readonly resources: TextSet;
  /** By the key's name in lower case. */
  readonly keys: ReadonlyMap<string, KeyTest>;
  /** Whether it may say more or less than can be read. */
  readonly isOpen: boolean;
  readonly hasUnreadablePrincipals: boolean;
}

/** Kinds of policies in whose resources IAM fills up an entry of fewer than six parts. */
const FILLED_UP: readonly PolicyKind[] = ['identity', 'permissionsBoundary', 'session'];

const PRINCIPAL_ARN = 'aws:PrincipalArn';

/** The keys that follow from who asks. */
export const PRINCIPAL_KEYS: readonly string[] = [PRINCIPAL_ARN.toLowerCase(), 'aws:principalaccount'];

/** The statements of a document. */
export function statementSets(
  document: PolicyDocument, { policy, document: index, level }: Omit<StatementReference, 'statement'>, variables: PolicyVariables,
): StatementSets[] {
  return document.statements.map((statement) => {
    const reference = { policy, level, document: index, statement: statement.number };
    const parts = document.undecided.filter((part) => part.statement === statement.number);
    return setsOf(statement, { version: document.version, asked: askedPatterns(statement.conditions) }, reference, parts, variables);
  });
}

/** Whether a document may have statements that cannot be read. */
export function hasUnreadStatements({ undecided }: PolicyDocument): boolean {
  return undecided.some(({ statement, path }) => statement === undefined && !(path.length === 1 && path[0] === 'Id'));
}

function setsOf(
  statement: PolicyStatement, place: Place, reference: StatementReference, parts: readonly UndecidedPart[], variables: PolicyVariables,
): StatementSets {
  const { actions, notActions, resources, notResources } = statement;
  const elements = parts.map(({ path }) => path[2]);
  const isOfResource = ['resource', 'trust', 'resourceControlPolicies'].includes(reference.policy);
  const isOfPrincipal = (element: string | undefined) => element === 'Principal' || element === 'NotPrincipal';
  const notation = FILLED_UP.includes(reference.policy) ? 'paddedResource' : 'resource';
  const resourceSet = (entries: readonly string[]) => TextSet.of(variables.read(entries, { ...place, hasWildcards: true, arns: 'resource' }), notation);
  const actionSet = (entries: readonly string[]) => TextSet.of(entries.map(lowerCased), 'like');
  return {
    reference,
    statement,
    actions: listedOrNot(actions, notActions, actionSet),
    resources: listedOrNot(resources, notResources, resourceSet),
    keys: keyTests(statement.conditions, place, variables),
    isOpen: parts.length > 0 || statement.hasUndecidedConditions || (actions.length > 0) === (notActions.length > 0)
      || (resources.length > 0 && notResources.length > 0) || (resources.length + notResources.length === 0 && !['resource', 'trust'].includes(reference.policy))
      || (!isOfResource && (statement.principals.length > 0 || statement.hasNotPrincipal)),
    hasUnreadablePrincipals: elements.some((element) => element === undefined || isOfPrincipal(element)),
  };
}

/** Where both or none are written, which IAM does not take, the set is the larger one. */
function listedOrNot(listed: readonly string[], excepted: readonly string[], setOf: (entries: readonly string[]) => TextSet): TextSet {
  if (excepted.length === 0) {
    return listed.length === 0 ? TextSet.every : setOf(listed);
  }
  const other = setOf(excepted).not();
  return listed.length === 0 ? other : setOf(listed).or(other);
}

type Place = Pick<VariablePlace, 'version' | 'asked'>;

/** What a statement's own conditions ask of keys, where they list it. */
function askedPatterns(conditions: readonly ConditionTest[]): ReadonlyMap<string, readonly string[]> {
  return new Map(conditions.filter(({ operator, values }) => {
    const { known, type, relation, quantifier, negated, ifExists, ignoreCase } = operator;
    const isPlain = known && type === 'string' && quantifier === 'none' && !negated && !ifExists && !ignoreCase;
    return isPlain && values.length > 0 && values.every((value) => isKnown(value) && !value.includes('$') && (relation === 'like' || !hasWildcard(value)));
  }).map(({ key, values }) => [key.toLowerCase(), values]));
}

function keyTests(conditions: readonly ConditionTest[], place: Place, variables: PolicyVariables): Map<string, KeyTest> {
  const byKey = new Map<string, ConditionTest[]>();
  for (const test of conditions) {
    const key = test.key.toLowerCase();
    const tests = byKey.get(key);
    if (tests === undefined) {
      byKey.set(key, [test]);
    } else {
      tests.push(test);
    }
  }
  return new Map([...byKey].map(([key, tests]) => [key, new KeyTest(tests, place, variables)]));
}

/** Tests of a principal's account as tests of its ARN; nothing where one compares as what no account is. */
export function asArnTests(tests: readonly ConditionTest[]): ConditionTest[] | undefined {
  const usable = tests.every(({ operator: { known, type } }) => known && (type === 'string' || type === 'null'));
  return !usable ? undefined : tests.map((test) => {
    const { type, relation, negated, quantifier, ifExists } = test.operator;
    if (type === 'null') {
      return { ...test, key: PRINCIPAL_ARN };
    }
    const name = `${quantifier === 'none' ? '' : `${quantifier}:`}Arn${negated ? 'Not' : ''}Like${ifExists ? 'IfExists' : ''}`;
    const values = test.values.filter((value) => relation === 'like' || !/[*?]/.test(value)).map((value) => `arn:*:*:*:${value}:*`);
    return { operator: parseOperator(name), key: PRINCIPAL_ARN, values };
  });
}
