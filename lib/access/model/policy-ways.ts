import { undecidedDocument } from '../../iam/document';
import type { InventoryPolicy } from '../../inventory/role';

/** More than these are not told apart: of a policy that comes out in several ways, nothing is known then. */
const MOST_WAYS = 8;

/**
 * The policies of a role, once for each way in which those can come out that depend on conditions of the template. Two that depend on
 * one condition have ways here in which they do not come out together: what is so in all ways is so all the same.
 */
export function policyWays(policies: readonly InventoryPolicy[], most = MOST_WAYS): (readonly InventoryPolicy[])[] {
  const all = [...alternativesOf(policies).values()];
  return all.reduce((count, { length }) => count * length, 1) > most ? [all.map(known)]
    : all.reduce<(readonly InventoryPolicy[])[]>((ways, one) => ways.flatMap((way) => one.map((policy) => [...way, policy])), [[]]);
}

/** A policy that stands once stands alone; the same one several times is there once for each way. */
function alternativesOf(policies: readonly InventoryPolicy[]): Map<unknown, InventoryPolicy[]> {
  const found = new Map<unknown, InventoryPolicy[]>();
  for (const policy of policies) {
    const { at, name } = policy;
    const key = at === undefined ? policy : `${at}\n${name}`;
    found.set(key, [...found.get(key) ?? [], policy]);
  }
  return found;
}

function known([policy, ...others]: readonly InventoryPolicy[]): InventoryPolicy {
  return others.length === 0 ? policy : { ...policy, document: undecidedDocument('a policy that depends on conditions of the template') };
}
