import { Role } from 'aws-cdk-lib/aws-iam';
import { Annotations } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { FleetStacks } from './fleet-stacks';
import type { PlannedCluster, PlannedExistingRole, PlannedRole, PlannedRoleCluster, PlannedTargetRole } from './plan/fleet-plan';
import { NAMED_WORKLOAD } from '../access/guardrails/file-guardrails';
import { CustomBundle } from '../bundles/custom';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { UNKNOWN_ACTION_WARNING } from '../core/unknown-action-warning';
import { writtenAt } from '../core/written-at';
import { RoleArnOutput } from '../kubernetes/role-arn-output';
import { associate, claimAssociation } from '../role/associate';
import { BUNDLE_PLACES } from '../role/bundle-places';
import type { PodIdentityOptions } from '../role/pod-identity-options';
import { ServiceAccountRole } from '../role/service-account-role';
import type { ServiceAccountRoleProps } from '../role/service-account-role-props';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import type { TargetRole } from '../role/target-role';
import { isUnannotated } from '../role/unannotated-role';

/** The role of a plan. The construct's id, and so the logical id, is the role's name: the workload's key names no resource. */
export function roleFromPlan(planned: PlannedRole, stacks: FleetStacks): ServiceAccountRole {
  const stack = stacks.stack(planned.stack, planned.account);
  const { account, bundlePlaces, clusters, managedPolicies, permissionsBoundary, place, props, workload } = planned;
  const role = new ServiceAccountRole(stack, props.roleName, {
    ...props,
    ...trusted(clusters, (cluster) => stacks.issuer(cluster, account), stacks),
    podIdentity: podIdentityOf(planned, stack, stacks),
    permissionsBoundary: permissionsBoundary === undefined ? undefined : stacks.policy(stack, permissionsBoundary),
  });
  BUNDLE_PLACES.set(role, bundlePlaces);
  writtenAt(role.node.defaultChild, `${workload} (${place})`);
  NAMED_WORKLOAD.set(role.node.defaultChild!, {
    key: workload, place, bundles: (props.bundles ?? []).map(({ bundleId: id }, index) => ({ id, place: bundlePlaces[index] })),
  });
  for (const { arn, reason, source } of managedPolicies) {
    role.addBundle(CustomBundle.fromManagedPolicy('managed-policy', { managedPolicy: stacks.policy(stack, arn), reason, source }));
  }
  if (planned.targetRole) {
    targetRoleOf(planned.targetRole, stacks).addSource(role);
  }
  return role;
}

function targetRoleOf(planned: PlannedTargetRole, stacks: FleetStacks): TargetRole {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- few workloads have one
  const { targetRoleFromPlan } = require('./target-role-from-plan') as typeof import('./target-role-from-plan');
  return targetRoleFromPlan(planned, stacks);
}

/** The Kubernetes side of a role that exists. A colon is in no workload's key and no role's name. */
export function existingRoleFromPlan(planned: PlannedExistingRole, stack: Stack, stacks: FleetStacks): IServiceAccountRole {
  const { workload, roleArn, roleAccount, clusters } = planned;
  return ServiceAccountRole.fromRole(stack, `existing:${workload}`, {
    role: Role.fromRoleArn(stack, `imported:${workload}`, roleArn, { mutable: false }),
    ...trusted(clusters, (cluster) => stacks.knownIssuer(cluster, roleAccount), stacks),
    podIdentity: podIdentityOf(planned, stack, stacks),
  });
}

/** The issuers of a role, and its service accounts: in every cluster, or each cluster's own where they differ. */
function trusted(
  planned: readonly PlannedRoleCluster[], issuerOf: (cluster: PlannedCluster) => ClusterIssuer, stacks: FleetStacks,
): Pick<ServiceAccountRoleProps, 'clusters' | 'serviceAccounts' | 'serviceAccountsByCluster'> {
  const clusters = ofIrsa(planned).map(issuerOf);
  const lists = planned.map(({ serviceAccounts }) => [...serviceAccounts]);
  const isSame = new Set(lists.map((subjects) => subjects.map(({ subject }) => subject).sort().join())).size <= 1;
  return isSame ? { clusters, serviceAccounts: lists[0] } : {
    clusters,
    serviceAccountsByCluster: planned.map((cluster, index) => ({
      cluster: cluster.identity === 'podIdentity' ? stacks.podIdentityCluster(cluster) : issuerOf(cluster),
      serviceAccounts: lists[index],
    })),
  };
}

function ofIrsa(clusters: readonly PlannedCluster[]): PlannedCluster[] {
  return clusters.filter(({ identity }) => identity !== 'podIdentity');
}

function ofPodIdentity(clusters: readonly PlannedCluster[]): PlannedCluster[] {
  return clusters.filter(({ identity }) => identity !== 'irsa');
}

function podIdentityOf(planned: PlannedRole | PlannedExistingRole, stack: Stack, stacks: FleetStacks): PodIdentityOptions | undefined {
  const { workload, clusters, podIdentity: { targetRoleArn, warnings: _, ...settings } } = planned;
  const own = ofPodIdentity(clusters);
  const created = 'targetRole' in planned ? planned.targetRole : undefined;
  return own.length === 0 ? undefined : {
    ...settings,
    clusters: own.map((cluster) => stacks.podIdentityCluster(cluster)),
    targetRole: created ? targetRoleOf(created, stacks) : targetRoleArn === undefined ? undefined : Role.fromRoleArn(stack, `target:${workload}`, targetRoleArn, { mutable: false }),
  };
}

/** The associations of a role, in stacks of their own. The ids follow the service accounts: there is one in a cluster for each. */
export function associateFromPlan(planned: PlannedRole | PlannedExistingRole, role: IServiceAccountRole, stacks: FleetStacks): void {
  planned.podIdentity.warnings?.forEach((warning) => Annotations.of(role).addWarningV2(UNKNOWN_ACTION_WARNING, warning));
  // An add-on owns the associations of its service accounts.
  for (const cluster of planned.createdBy._addon === undefined ? ofPodIdentity(planned.clusters) : []) {
    const named = stacks.podIdentityCluster(cluster);
    for (const subject of role.serviceAccountsIn(named).filter((one) => !one.isPattern && !isUnannotated(role, one))) {
      const stack = stacks.associations(planned, cluster);
      claimAssociation(stack, named, subject);
      // In a construct of its own, so that the logical id has a hash: a:bc and ab:c are different.
      const scope = stack.node.tryFindChild('Association') as Construct | undefined ?? new Construct(stack, 'Association');
      const association = associate(scope, `${subject.namespace}:${subject.serviceAccountName}`, { role, cluster: named, subject });
      writtenAt(association, `${planned.workload} (${planned.place})`);
    }
  }
}

/** Tells others of a role: its ARN where the file asks for it, and EKS its service accounts. */
export function publishRole(planned: PlannedRole, role: ServiceAccountRole, stacks: FleetStacks): void {
  const { publishing: { stackOutput, parameterName } } = planned;
  associateFromPlan(planned, role, stacks);
  if (stackOutput) {
    RoleArnOutput.toStackOutput(role, 'RoleArn', role);
  }
  if (parameterName !== undefined) {
    RoleArnOutput.toParameter(role, 'RoleArnParameter', role, { parameterName });
  }
}
