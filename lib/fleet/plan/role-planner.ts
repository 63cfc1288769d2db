import { Duration } from 'aws-cdk-lib/core';
import type { PlannedRole, PlannedRoleProps, PlannedTargetRole } from './fleet-plan';
import type { PlaceholderValues } from './placeholder-values';
import { plannedAcknowledgements } from './planned-acknowledgements';
import { plannedBoundary } from './planned-boundary';
import { bundlesOf, bundlePlace, bundlePlaces } from './planned-bundles';
import type { KnownCluster } from './planned-clusters';
import { plannedCreation } from './planned-creation';
import { checkPodIdentityAccount } from './planned-identity';
import { checkOwnPolicies, checkReasons, plannedManagedPolicies } from './planned-managed-policies';
import { plannedParameterName, plannedRoleName } from './planned-names';
import { plannedPodIdentity } from './planned-pod-identity';
import { roleClustersOf } from './planned-subjects';
import type { PlannedSubjects } from './planned-subjects';
import { plannedTags } from './planned-tags';
import { plannedWarnings } from './planned-warnings';
import { claimServiceAccounts } from './service-account-claims';
import { boundBundles, checkSessionTags } from './session-tag-problems';
import { accountStack, stackOf } from './stack-names';
import type { Workload } from './workload';
import { filledEntries } from './workload-filling';
import { placeholderValuesOf } from './workload-placeholders';
import { partitionOfRegion } from '../../core/partition';
import type { RoleQuotas } from '../../role/service-account-role-props';
import { durationSeconds } from '../file/duration';
import { isPerCluster } from '../file/types/by-cluster-type';

/** A workload's clusters of one account. */
export interface RolePlace {
  readonly account: string;
  readonly clusters: readonly KnownCluster[];
  /** The target role of the workload. */
  readonly targetRole?: PlannedTargetRole;
}

/** Plans the role of a workload in one account. */
export function planRole(written: Workload, place: RolePlace, planned: PlannedSubjects): PlannedRole {
  const { account, clusters, targetRole } = place;
  const [{ partition }] = clusters;
  const values = placeholderValuesOf(written, { accounts: [account], clusters }, planned);
  const workload = written.with(filledEntries(written, values));
  const roleName = plannedRoleName(workload, account, values, () => clusters.map((cluster) => (
    { cluster: cluster.name, serviceAccounts: planned.exact([cluster]).map(String) })));
  const subjects = planned.forRole(roleName, clusters);
  const acknowledged = plannedAcknowledgements(workload, subjects.exact(clusters));
  claimServiceAccounts(workload, clusters, subjects, acknowledged);
  checkPartition(workload, place);
  checkPodIdentityAccount(workload, account, clusters, 'account');
  checkOwnPolicies(workload, account, partition);
  checkReasons(workload);
  const parameterName = plannedParameterName(workload, account, values);
  const props = planProps(workload, place, { roleName, values });
  const managedPolicies = plannedManagedPolicies(workload);
  checkSessionTags(workload, workload, clusters, boundBundles(workload, props.bundles ?? []));
  return {
    workload: workload.key,
    place: workload.linkTo(),
    owner: workload.team?.included.owner,
    account,
    stack: planStack(workload, account, subjects.all(clusters).map((subject) => subject.namespace)),
    props,
    clusters: roleClustersOf(clusters, subjects),
    permissionsBoundary: plannedBoundary(workload, account, partition),
    managedPolicies,
    bundleIds: [...(props.bundles ?? []).map((bundle) => bundle.bundleId), ...managedPolicies.map(({ arn }) => arn.split(':policy/')[1]), ...targetRole ? ['sts.assumeRole'] : []],
    targetRole,
    bundlePlaces: bundlePlaces(workload),
    createdBy: plannedCreation(workload, { account, clusters, subjects }),
    podIdentity: plannedPodIdentity({ written, workload, account, roleArn: `arn:${partition}:iam::${account}:role${workload.get('path') ?? '/'}${roleName}`, clusters, subjects, targetRole }),
    publishing: {
      stackOutput: workload.own.publishRoleArn?.stackOutput ?? workload.defaults.publishRoleArn?.stackOutput ?? false,
      parameterName,
    },
    acknowledged,
    warnings: plannedWarnings(workload, subjects.all(clusters)),
  };
}

function planProps(
  workload: Workload, { account, clusters }: RolePlace, { roleName, values }: { roleName: string; values: PlaceholderValues },
): PlannedRoleProps {
  const duration = workload.get('maxSessionDuration');
  return {
    roleName,
    bundles: bundlesOf(workload, bundlePlace(account, clusters, values)),
    path: workload.get('path'),
    description: workload.own.description,
    maxSessionDuration: duration === undefined ? undefined : Duration.seconds(durationSeconds(duration)),
    tags: plannedTags(workload),
    quotas: quotasOf(workload, account),
  };
}

/** What AWS raised for the account, as far as it concerns each role. */
export function quotasOf({ context }: Workload, account: string): RoleQuotas {
  const { trustPolicyCharacters, managedPolicies } = context.data.accounts?.[account]?.quotas ?? {};
  return { trustPolicyCharacters, managedPolicies };
}

/** Where the role is; by the workload's own entry alone. */
export function planStack(workload: Workload, account: string, namespaces: readonly string[]): string {
  const { data, fleetName: name } = workload.context;
  const placed = stackOf({ name, account, stacks: data.stacks ?? 'single', stack: workload.own.stack, namespaces });
  if ('problem' in placed && !workload.isLost('stack')) {
    const { namespaces: common = [] } = workload.defaults;
    if (workload.own.namespaces === undefined && !isPerCluster(common) && new Set(common).size > 1) {
      // Each workload that takes the default has the mistake.
      workload.context.reportOnce(['defaults', 'namespaces'], `must be one namespace with stacks: perNamespace, or each workload have "stack" (${workload.key} has none)`, { atKey: true });
    } else {
      workload.report([], placed.problem, { atKey: true });
    }
  }
  return 'stack' in placed ? placed.stack : accountStack(name, account);
}

/** An account is in one partition, and so is everything that its roles name. */
function checkPartition(workload: Workload, { account, clusters }: RolePlace): void {
  const region = workload.context.data.accounts?.[account]?.region;
  const placed = clusters.filter(({ isMisplaced }) => isMisplaced !== true);
  const own = region === undefined ? placed.at(0)?.partition : partitionOfRegion(region)?.name;
  const other = placed.find((cluster) => cluster.partition !== own);
  if (other) {
    workload.report([], `the clusters of a role must be in the partition of its account ${account}, "${own}", but ${other.name} is in "${other.partition}"`,
      { atKey: true });
  }
}
