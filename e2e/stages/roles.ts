import { isDeepStrictEqual } from 'node:util';
import type { Checks } from '../support/checks';
import type { Place } from '../support/places';
import { roleState } from '../support/role-state';
import type { RoleState } from '../support/role-state';
import { meantRoles } from '../support/stack';
import type { Template } from '../support/stack';

/** Checks that each role of a stack is deployed as its template means it: one check for each role. */
export async function checkDeployedRoles(checks: Checks, prefix: string, place: Place, stack: string, template: Template): Promise<void> {
  const meant = await meantRoles(place, stack, template);
  for (const role of meant.values()) {
    const deployed = await roleState(place.iam, role.name);
    const differences = Object.entries(role)
      .filter(([key, value]) => !isDeepStrictEqual(deployed[key as keyof RoleState], value))
      .map(([key, value]) => `${key} is ${JSON.stringify(deployed[key as keyof RoleState])}, the template means ${JSON.stringify(value)}`);
    checks.none(`${prefix}${shortName(role.name)} is deployed as its template means it`, differences, summaryOf(role));
  }
}

function summaryOf({ path, inline, attached, boundary, tags, maxSessionDuration }: Omit<RoleState, 'roleId'>): string {
  const count = (n: number, noun: string) => n === 0 ? [] : [`${n} ${noun}${n === 1 ? '' : noun.endsWith('y') ? '' : 's'}`];
  return [
    `path ${path}`, ...count(Object.keys(inline).length, 'inline'), ...count(attached.length, 'attached'), ...count(Object.keys(tags).length, 'tag'),
    ...(boundary ? [`boundary ${boundary.split('/').pop()}`] : []), `${maxSessionDuration / 3600} h`,
  ].join(', ');
}

/** Without what CloudFormation makes up, so that the name of a check is the same in each run. */
function shortName(name: string): string {
  return name.replace(/-[A-Z0-9]{12,13}$/, '');
}
