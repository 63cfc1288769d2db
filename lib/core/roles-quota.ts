import type { Stack } from 'aws-cdk-lib/core';

const ROLES = Symbol.for('cdk-irsa.rolesPerAccount');

/** How many roles the account of a stack may have, told by what makes the stack: such as a file, which knows what AWS raised. */
export function tellRolesQuota(stack: Stack, roles: number): void {
  Object.defineProperty(stack, ROLES, { value: roles, configurable: true });
}

export function toldRolesQuota(stack: Stack): number | undefined {
  return (stack as { [ROLES]?: number })[ROLES];
}
