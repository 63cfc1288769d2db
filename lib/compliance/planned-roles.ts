import { addTo } from '../core/add-to';
import type { LiveState } from '../inventory/live/live-state';
import type { InventoryRole } from '../inventory/role';

/** A role as it is, and what templates make of it: several, if it can come out in several ways. */
export interface PlannedRole {
  readonly live: InventoryRole;
  readonly planned: readonly InventoryRole[];
}

/** The roles of accounts that a template creates too, by their names. One name in several accounts or templates is nobody's. */
export function plannedRoles({ accounts, planned }: LiveState): PlannedRole[] {
  const byName = new Map<string, InventoryRole[]>();
  const named = planned.filter(({ perhaps, roleName }) => perhaps === undefined && roleName !== undefined);
  named.forEach((role) => addTo(byName, keyOf(role), [role]));
  const lives = new Map<string, InventoryRole[]>();
  [...accounts.values()].flatMap(({ roles = [] }) => roles).forEach((role) => addTo(lives, keyOf(role), [role]));
  return [...byName].flatMap(([key, all]) => {
    const own = (lives.get(key) ?? []).filter((live) => all.every(({ account }) => account === undefined || account === live.account));
    return own.length === 1 && new Set(all.map(({ at }) => at)).size === 1 ? [{ live: own[0], planned: all }] : [];
  });
}

/** IAM tells no names apart by their case. */
function keyOf({ path = '/', roleName = '' }: InventoryRole): string {
  return `${path}${roleName.toLowerCase()}`;
}
