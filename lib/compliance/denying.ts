import type { PolicyStatement } from '../iam/policy-statement';
import type { InventoryPolicy } from '../inventory/role';

/** The Deny statements of policies, but those of a policy that can come out in several ways: it may deny in one of them alone. */
export function denying(policies: readonly InventoryPolicy[]): PolicyStatement[] {
  const ways = new Map<string, Set<InventoryPolicy>>();
  const waysOf = (policy: InventoryPolicy) => {
    const key = `${policy.at}\n${policy.name}`;
    const known = ways.get(key) ?? new Set();
    ways.set(key, known);
    return known;
  };
  policies.forEach((policy) => waysOf(policy).add(policy));
  return policies.filter((policy) => waysOf(policy).size === 1)
    .flatMap(({ document }) => document.statements.filter(({ effect }) => effect === 'Deny'));
}
