import type { PolicyDocument } from '../iam/document';
import type { PolicyStatement } from '../iam/policy-statement';

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
