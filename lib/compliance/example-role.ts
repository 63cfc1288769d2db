import { arnParts } from '../iam/arn';
import type { Question } from '../iam/decide/question';
import type { PolicyDocument } from '../iam/document';
import { TextSet } from '../iam/language/text-set';
import { isKnown } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';
import type { InventoryRole } from '../inventory/role';

const ACCOUNT = /^\d{12}$/;

/**
 * The role that questions about a trust are asked for: of the trust's own account, as far as that can be told. Which role it is does not
 * matter to a trust.
 */
export function askedForExample(role: Pick<InventoryRole, 'account' | 'trust'>): Pick<Question, 'resources' | 'resourceAccount'> {
  const account = exampleAccountOf(role);
  return { resources: TextSet.equals(`arn:aws:iam::${account}:role/example`), resourceAccount: account };
}

/** The account of that role. */
export function exampleAccountOf(role: Pick<InventoryRole, 'account' | 'trust'>): string {
  return accountOf(role) ?? '111122223333';
}

/** A role takes tokens of its own account's providers only. */
function accountOf({ account, trust: { statements } }: Pick<InventoryRole, 'account' | 'trust'>): string | undefined {
  const ofProviders = statements.flatMap(({ principals }) => principals.filter(({ type }) => type === 'Federated').map(({ value }) => arnParts(value)?.account));
  const asked = statements.flatMap(({ conditions }) => conditions).filter(({ key }) => key.toLowerCase() === 'aws:resourceaccount').flatMap(({ values }) => values);
  return [account, ...ofProviders, ...asked].find((text) => text !== undefined && isKnown(text) && ACCOUNT.test(text));
}

/** The role's organization, which is not known: no stranger is of it. */
const OWN_ORGANIZATION = 'o-own0000000';

/** A default is for a role without an organization, of which it is not known whether it is one. */
const VARIABLE = /\$\{aws:ResourceOrgID\}/gi;

/**
 * A trust with what its variables say of the role's own organization, which is the same whoever asks. Without the version that has
 * variables they are text.
 */
export function withOwnOrganization(trust: PolicyDocument): PolicyDocument {
  const hasVariable = (value: string) => value.match(VARIABLE) !== null;
  const isConcerned = ({ conditions }: PolicyStatement) => conditions.some(({ values }) => values.some(hasVariable));
  return trust.version !== '2012-10-17' || !trust.statements.some(isConcerned) ? trust : { ...trust, statements: trust.statements.map(filled) };
}

function filled(statement: PolicyStatement): PolicyStatement {
  const inValue = (value: string) => value.replace(VARIABLE, OWN_ORGANIZATION);
  return { ...statement, conditions: statement.conditions.map((test) => ({ ...test, values: test.values.map(inValue) })) };
}
