import { AGENT_WAYS } from './ways/agent-ways';
import { CODE_WAYS } from './ways/code-ways';
import { IDENTITY_WAYS } from './ways/identity-ways';
import { LOGIN_WAYS } from './ways/login-ways';
import { PEOPLE_WAYS } from './ways/people-ways';
import { RESOURCE_POLICY_WAYS } from './ways/resource-policy-ways';
import { SUPPLY_WAYS } from './ways/supply-ways';
import type { Way } from './ways/way';

/** Every way to the permissions of others that has a line of its own. Which roles may be passed, and to what, is a table of its own. */
export const WAYS: readonly Way[] = [
  ...IDENTITY_WAYS,
  ...CODE_WAYS,
  ...AGENT_WAYS,
  ...LOGIN_WAYS,
  ...PEOPLE_WAYS,
  ...RESOURCE_POLICY_WAYS,
  ...SUPPLY_WAYS,
];

const EVEN_NAMED: ReadonlySet<string> = new Set(WAYS.filter(({ evenNamed }) => evenNamed).map(({ needs: [{ action }] }) => action));

/** Whether an action, in AWS's own spelling, gives others' permissions also where its resources are named. */
export function isWayEvenNamed(action: string): boolean {
  return EVEN_NAMED.has(action);
}
