import { Role } from 'aws-cdk-lib/aws-iam';
import type { Stack } from 'aws-cdk-lib/core';
import type { FleetStacks } from './fleet-stacks';
import type { PlannedExistingRole, PlannedRole } from './plan/fleet-plan';
import { CustomBundle } from '../bundles/custom';
import { writtenAt } from '../core/written-at';
import { RoleArnOutput } from '../kubernetes/role-arn-output';
import { BUNDLE_PLACES } from '../role/bundle-places';
import { ServiceAccountRole } from '../role/service-account-role';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/** The role of a plan. The construct's id, and so the logical id, is the role's name: the workload's key names no resource. */
export function roleFromPlan(planned: PlannedRole, stack: Stack, stacks: FleetStacks): ServiceAccountRole {
  const { account, bundlePlaces, clusters, managedPolicies, permissionsBoundary, place, props, workload } = planned;
  const role = new ServiceAccountRole(stack, props.roleName, {
    ...props,
    clusters: clusters.map((cluster) => stacks.issuer(cluster, account)),
    permissionsBoundary: permissionsBoundary === undefined ? undefined : stacks.policy(stack, permissionsBoundary),
  });
  BUNDLE_PLACES.set(role, bundlePlaces);
  writtenAt(role.node.defaultChild, `${workload} (${place})`);
  for (const { arn, reason, source } of managedPolicies) {
    role.addBundle(CustomBundle.fromManagedPolicy('managed-policy', { managedPolicy: stacks.policy(stack, arn), reason, source }));
  }
  return role;
}

/** The Kubernetes side of a role that exists. A colon is in no workload's key and no role's name. */
export function existingRoleFromPlan(planned: PlannedExistingRole, stack: Stack, stacks: FleetStacks): IServiceAccountRole {
  const { workload, roleArn, roleAccount, clusters, serviceAccounts } = planned;
  return ServiceAccountRole.fromRole(stack, `existing:${workload}`, {
    role: Role.fromRoleArn(stack, `imported:${workload}`, roleArn, { mutable: false }),
    clusters: clusters.map((cluster) => stacks.knownIssuer(cluster, roleAccount)),
    serviceAccounts: [...serviceAccounts],
  });
}

/** Publishes a role's ARN where the file asks for it. */
export function publishArn(role: ServiceAccountRole, { publishing: { stackOutput, parameterName } }: PlannedRole): void {
  if (stackOutput) {
    RoleArnOutput.toStackOutput(role, 'RoleArn', role);
  }
  if (parameterName !== undefined) {
    RoleArnOutput.toParameter(role, 'RoleArnParameter', role, { parameterName });
  }
}
