import type { PolicyStatement } from '../iam/policy-statement';

const ACCOUNT_VARIABLE = /\$\{aws:(?:Principal|Resource)Account\}/gi;

/** A statement whose resources name the account by a variable, which is as good as any: the role's own. */
export function inOwnAccount(statement: PolicyStatement): PolicyStatement {
  const { resources, notResources } = statement;
  if (![...resources, ...notResources].some((entry) => entry.includes('Account}'))) {
    return statement;
  }
  const without = (entries: readonly string[]) => entries.map((entry) => entry.replace(ACCOUNT_VARIABLE, '*'));
  return { ...statement, resources: without(resources), notResources: without(notResources) };
}
