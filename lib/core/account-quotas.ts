import type { Stack } from 'aws-cdk-lib/core';
import { ConstructStore } from './construct-store';

/** How many roles the account of a stack may have, set by what creates the stack: a `workloads.yaml` knows what AWS raised. */
export const ROLES_QUOTA = new ConstructStore<number>('rolesQuota');

/** The quota that applies to all of several stacks of one account: the highest that is set; none where no stack has one. */
export function highestRolesQuota(stacks: readonly Stack[]): number | undefined {
  const set = stacks.map((stack) => ROLES_QUOTA.get(stack) ?? 0);
  return Math.max(0, ...set) || undefined;
}
