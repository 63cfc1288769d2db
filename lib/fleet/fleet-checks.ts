import { Annotations } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { FleetPlan, PlannedExistingRole, PlannedRole } from './plan/fleet-plan';
import type { PlannedAcknowledgement } from './plan/planned-acknowledgements';
import { FILE_ACKNOWLEDGEMENTS, STACK_OPTIONS } from '../compliance/file-settings';
import { acknowledge } from '../core/cdk-internals';
import { CHECKS } from '../core/checks-name';
import { DEFAULT_AUDIENCE } from '../core/names';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** Gives the checks the file's settings for the roles of a stack: otherwise a setting of the file could fail its own synth. */
export function setCheckOptions(stack: Stack, account: string, { clusters, quotas, requirePermissionsBoundary }: FleetPlan): void {
  const { trustPolicyCharacters, managedPolicies } = quotas.get(account) ?? {};
  STACK_OPTIONS.set(stack, {
    audiences: [...new Set([DEFAULT_AUDIENCE, ...clusters.flatMap(({ audience }) => audience ?? [])])],
    requirePermissionsBoundary,
    trustPolicyCharacters,
    managedPoliciesPerRole: managedPolicies,
  });
}

/** Adds the warnings of a role. One about a default has the same text for each workload, and is given once. */
export function warnOnce(role: IConstruct, { warnings }: PlannedRole, given: Set<string>): void {
  for (const { id, message } of warnings.filter((warning) => !given.has(warning.message))) {
    given.add(message);
    Annotations.of(role).addWarningV2(id, message);
  }
}

/** Records what is acknowledged of a role that exists: nothing judges it, but its files follow. */
export function acknowledgeExisting(role: IServiceAccountRole, { acknowledged }: PlannedExistingRole): void {
  acknowledged.forEach(({ id, reason }) => acknowledge(role, id, reason));
}

/** Of a workload with a target role. */
export const OWN_ROLE = 'own role (findings on its target role are acknowledged under targetRole)';

/** Acknowledges findings on the construct of a role or its target role, and so for the policies that its permissions overflow to. */
export function acknowledgeFindings(role: IConstruct, acknowledged: readonly PlannedAcknowledgement[], of?: string): void {
  acknowledged.forEach(({ id, reason }) => acknowledge(role, id, reason));
  const resource = role.node.defaultChild;
  const ofChecks = acknowledged.filter(({ id }) => id.startsWith(`${CHECKS}-`));
  if (resource && ofChecks.length > 0) {
    FILE_ACKNOWLEDGEMENTS.set(resource, ofChecks.map(({ id, place }) => ({ id, place, of, scope: role })));
  }
}
