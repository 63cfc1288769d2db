import { isGeneratedFrom } from './generated-name';
import { subjectsOf } from './subjects';
import { addTo } from '../core/add-to';
import { globMatches } from '../iam/glob';
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
  const byWrittenName = [...byName].flatMap(([key, all]) => {
    const own = (lives.get(key) ?? []).filter((live) => isOfAccount(live, all));
    return own.length === 1 && new Set(all.map(({ at }) => at)).size === 1 ? [{ live: own[0], planned: all }] : [];
  });
  return [...byWrittenName, ...byGeneratedName(planned, [...lives.values()].flat())];
}

/**
 * Roles whose names CloudFormation made. Another stack may have made the same of the same logical id, so that a role is taken for that
 * of the template only if it is the only one, and trusts the same service accounts.
 */
function byGeneratedName(planned: LiveState['planned'], lives: readonly InventoryRole[]): PlannedRole[] {
  const byId = new Map<string, InventoryRole[]>();
  planned.filter(({ perhaps, namedAfter }) => perhaps === undefined && namedAfter !== undefined)
    .forEach((role) => addTo(byId, role.namedAfter!, [role]));
  return [...byId].flatMap(([id, all]) => {
    const own = lives.filter((live) => isGeneratedFrom(id, live.roleName ?? '') && isOfAccount(live, all) && all.some((role) => trustsTheSame(role, live)));
    return own.length === 1 && new Set(all.map(({ at }) => at)).size === 1 ? [{ live: own[0], planned: all }] : [];
  });
}

function isOfAccount(live: InventoryRole, planned: readonly InventoryRole[]): boolean {
  return planned.every(({ account }) => account === undefined || account === live.account);
}

/** Whether both trust the same service accounts, as far as these are known before the deploy. */
function trustsTheSame(planned: InventoryRole, live: InventoryRole): boolean {
  const valuesOf = (role: InventoryRole) => [...new Set(subjectsOf(role).map(({ value }) => value))];
  const [wanted, given] = [valuesOf(planned).map((value) => value.replace(/<[^>]*>/g, '*')), valuesOf(live)];
  return wanted.length > 0 && wanted.length === given.length && given.every((value) => wanted.some((own) => globMatches(own, value)));
}

/** IAM tells no names apart by their case. */
function keyOf({ path = '/', roleName = '' }: InventoryRole): string {
  return `${path}${roleName.toLowerCase()}`;
}
