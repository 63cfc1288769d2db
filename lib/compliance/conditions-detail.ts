import { asksForPresence, requiresValue } from '../iam/operator';
import type { ConditionTest, PolicyStatement } from '../iam/policy-statement';

/**
 * The conditions of a statement, for the id of a finding: what is acknowledged under conditions that anyone meets is none of
 * what is found under others, or under none.
 */
export function underConditions({ conditions, hasUndecidedConditions }: PolicyStatement): string {
  return under([...conditions.map(textOf), ...hasUndecidedConditions ? ['others'] : []]);
}

/**
 * What whoever is let in must meet, for the id of a finding: conditions that ask for a value, and denies of whoever lacks one. A condition
 * that holds for whoever is not named, or for whoever lacks the key, keeps out nobody who chooses what he sends, and a change of it makes
 * no other finding.
 *
 * @param isSaid conditions that the id has already
 */
export function underAsked(
  statement: PolicyStatement, denies: readonly PolicyStatement[], isSaid: (test: ConditionTest) => boolean,
): string {
  const asked = statement.conditions.filter((test) => requiresValue(test.operator) || asksForPresence(test.operator));
  const denied = denies.filter(({ conditions, hasUndecidedConditions }) => conditions.length === 1 && !hasUndecidedConditions)
    .flatMap(({ conditions }) => conditions).filter(({ operator: { known, negated } }) => known && negated);
  return under([...new Set([
    ...asked.filter((test) => !isSaid(test)).map(textOf),
    ...denied.filter((test) => !isSaid(test)).map((test) => `denied ${textOf(test)}`),
    ...statement.hasUndecidedConditions ? ['others'] : [],
  ])]);
}

function textOf({ operator, key, values }: ConditionTest): string {
  return [operator.name, key, values.join(' or ')].join(' ');
}

function under(tests: readonly string[]): string {
  return tests.length === 0 ? '' : ` under ${[...tests].sort().join(' and ')}`;
}
