import type { JudgedRole } from './judged-role';
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

/** The Deny statements of a role's policies, and those of its boundary, which deny as well. */
export function denyingOf({ policies, boundary }: Pick<JudgedRole, 'policies' | 'boundary'>): PolicyStatement[] {
  const ofBoundary = boundary?.undecided.length === 0 ? boundary.statements : [];
  return [...denying(policies), ...ofBoundary.filter(({ effect }) => effect === 'Deny')];
}
