import type { PlannedTargetRole } from './fleet-plan';
import { targetAcknowledgements } from './planned-acknowledgements';
import { plannedBoundary } from './planned-boundary';
import { bundlesOf, bundlePlace, bundlePlaces } from './planned-bundles';
import type { KnownCluster } from './planned-clusters';
import { checkOwnPolicies, checkReasons, plannedManagedPolicies } from './planned-managed-policies';
import { plannedRoleName } from './planned-names';
import type { PlannedSubjects } from './planned-subjects';
import { plannedTags } from './planned-tags';
import { planStack, quotasOf } from './role-planner';
import { boundBundles, checkSessionTags } from './session-tag-problems';
import type { Workload } from './workload';
import { filledEntries, filledPart } from './workload-filling';
import { placeholderValuesOf } from './workload-placeholders';
import { partitionOfRegion } from '../../core/partition';
import { list, show } from '../../core/text';
import { OWN_PERMISSIONS } from '../file/entries/permission-keys';
import { TARGET_ROLE } from '../file/entries/target-role-entry';
import type { WorkloadEntry } from '../file/entries/workload-entry';

/** The target role of a workload: one for the roles of all its accounts. */
export function planTargetRole(
  written: Workload, clusters: readonly KnownCluster[], subjects: PlannedSubjects): PlannedTargetRole | undefined {
  const entry = written.own.targetRole;
  if (entry === undefined) {
    return undefined;
  }
  checkBeside(written, clusters);
  const { account, roleName = written.own.roleName, ...rest } = entry;
  const isPlaced = account !== undefined && clusters.length > 0 && isOtherAccount(written, account, clusters)
    && isOfOnePartition(written, clusters) && hasRegion(written, account, clusters[0].partition);
  if (!isPlaced) {
    return undefined;
  }
  const values = placeholderValuesOf(written, { accounts: [account], clusters }, subjects);
  const part = written.partOf('targetRole', {});
  const filled = filledPart(part, TARGET_ROLE, { account, ...rest }, values);
  const workload = part.with({ own: { ...filled as WorkloadEntry, roleName }, defaults: filledEntries(part, values).defaults });
  const [{ partition }] = clusters;
  checkOwnPolicies(workload, account, partition);
  checkReasons(workload);
  const name = plannedRoleName(workload, account, values, () => clusters.map((cluster) => (
    { cluster: cluster.name, serviceAccounts: subjects.exact([cluster]).map(String) })));
  const bundles = bundlesOf(workload, bundlePlace(account, clusters, values));
  checkSessionTags(workload, written, clusters, boundBundles(workload, bundles));
  const managedPolicies = plannedManagedPolicies(workload);
  const path = workload.get('path') ?? '/';
  return {
    workload: written.key,
    place: workload.linkTo(),
    account,
    stack: planStack(written, account, subjects.all(clusters).map(({ namespace }) => namespace)),
    roleArn: `arn:${partition}:iam::${account}:role${path}${name}`,
    props: {
      roleName: name,
      bundles,
      path,
      tags: plannedTags(workload),
      quotas: quotasOf(workload, account),
      description: workload.own.description ?? `Target role of the workload ${written.key}`,
    },
    permissionsBoundary: plannedBoundary(workload, account, partition),
    managedPolicies,
    bundleIds: [...bundles.map(({ bundleId }) => bundleId), ...managedPolicies.map(({ arn }) => arn.split(':policy/')[1])],
    bundlePlaces: bundlePlaces(workload),
    acknowledged: targetAcknowledgements(workload),
  };
}

/** What has no place beside a target role. */
function checkBeside(workload: Workload, clusters: readonly KnownCluster[]): void {
  const [ofIrsa, ofBoth, ofPodIdentity] = ['irsa', 'both', 'podIdentity']
    .map((wanted) => clusters.filter(({ identity }) => identity === wanted).map(({ name }) => name));
  if (workload.raw('roleArn') !== undefined) {
    return; // which has its own error
  }
  if (workload.own.podIdentity?.targetRoleArn !== undefined) {
    workload.report(['podIdentity', 'targetRoleArn'], 'must be left out beside targetRole, which creates the role that the pods get', { atKey: true });
  }
  if (workload.raw('addon') !== undefined || workload.get('kubernetes')?.createdBy === 'addon') {
    workload.report(['targetRole'], 'must be left out with an add-on, whose association has no target role, and whose pods assume no further role: give its own role the permissions', { atKey: true });
    return;
  }
  if (workload.isIdentityLost(clusters.map(({ name }) => name))) {
    return;
  }
  const mixed = ofBoth.length > 0 ? ofBoth : ofIrsa.length > 0 && ofPodIdentity.length > 0 ? [...ofIrsa, ...ofPodIdentity] : [];
  if (mixed.length > 0) {
    workload.report(['targetRole'], `must be of a workload with one identity, got IRSA and EKS Pod Identity (${list(mixed)}): pods of EKS Pod Identity get the target role, ` +
      'those of IRSA the workload\'s own, so set identity to podIdentity or irsa', { atKey: true });
  }
  const idle = mixed.length > 0 || ofPodIdentity.length === 0 ? undefined : OWN_PERMISSIONS.find((key) => workload.raw(key) !== undefined);
  if (idle !== undefined) {
    workload.report([idle], `must be under targetRole, since with EKS Pod Identity the pods (${list(ofPodIdentity)}) get the target role's permissions only, and not those of the workload's own role`, { atKey: true });
  }
}

function isOtherAccount(workload: Workload, account: string, clusters: readonly KnownCluster[]): boolean {
  const own = workload.own.account ?? clusters.find((cluster) => cluster.account === account)?.account;
  if (own !== account) {
    return true;
  }
  workload.report(['targetRole', 'account'], `must be another account than that of the workload's own role, got ${show(account)}: give the workload itself the permissions`);
  return false;
}

/** No role of one partition can assume a role of another. */
function isOfOnePartition(workload: Workload, clusters: readonly KnownCluster[]): boolean {
  const [first, ...others] = clusters.filter(({ isMisplaced }) => isMisplaced !== true);
  const other = others.find(({ partition }) => partition !== first.partition);
  if (other === undefined) {
    return true;
  }
  workload.report(['targetRole'], `must be of a workload with clusters of one partition, but ${first.name} is in ${show(first.partition)} and ${other.name} in ${show(other.partition)}: ` +
    'no role of one can assume a role of another, so make it two workloads', { atKey: true });
  return false;
}

/** The stack of an account without clusters stands where the file says. */
function hasRegion(workload: Workload, account: string, partition: string): boolean {
  const { accounts = {}, clusters = {} } = workload.context.data;
  const ofCluster = Object.values(clusters).find((cluster) => cluster?.account === account);
  const isKnown = accounts[account]?.region !== undefined || ofCluster !== undefined;
  const region = accounts[account]?.region ?? ofCluster?.region;
  const other = region === undefined ? undefined : partitionOfRegion(region)?.name;
  if (other !== undefined && other !== partition) {
    workload.report(['targetRole', 'account'], `must be in the partition of the workload's clusters, "${partition}", got ${show(account)} in "${other}": no role of one can assume a role of another`);
    return false;
  }
  if (!isKnown && !workload.context.isWritten(['accounts', account, 'region'])) {
    workload.report(['targetRole', 'account'], `must have a region in this file, for the stack of its roles, got ${show(account)}: add accounts: { ${show(account)}: { region: … } }`);
  }
  return isKnown;
}
