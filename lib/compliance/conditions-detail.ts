import type { PolicyStatement } from '../iam/policy-statement';

/**
 * The conditions of a statement, for the id of a finding: what is acknowledged under conditions that anyone meets is none of
 * what is found under others, or under none.
 */
export function underConditions({ conditions, hasUndecidedConditions }: PolicyStatement): string {
  const tests = conditions.map(({ operator, key, values }) => [operator.name, key, values.join(' or ')].join(' ')).sort();
  const all = [...tests, ...hasUndecidedConditions ? ['others'] : []];
  return all.length === 0 ? '' : ` under ${all.join(' and ')}`;
}
