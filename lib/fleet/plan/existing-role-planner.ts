import type { PlannedExistingRole } from './fleet-plan';
import { plannedAcknowledgements } from './planned-acknowledgements';
import { completeClusters } from './planned-clusters';
import type { KnownCluster } from './planned-clusters';
import { plannedCreation } from './planned-creation';
import { checkPodIdentityAccount } from './planned-identity';
import { plannedPodIdentity } from './planned-pod-identity';
import { plannedSubjects, roleClustersOf } from './planned-subjects';
import { claimServiceAccounts } from './service-account-claims';
import { accountStack } from './stack-names';
import { checkTeamRules } from './team-checks';
import type { Workload } from './workload';
import { filledOwn } from './workload-filling';
import { placeholderValuesOf } from './workload-placeholders';
import { parseArn } from '../../core/arn';
import { withoutCliPrefix } from '../../core/cli-finding-id';
import { list, show } from '../../core/text';
import { UNANNOTATED_ROLE } from '../../role/unannotated-role';

/** Keys of what is created here. */
const OF_A_CREATED_ROLE = [
  'description', 'account', 'roleName', 'path', 'permissionsBoundary', 'maxSessionDuration', 'tags', 'publishRoleArn', 'stack', 'bundles', 'policies', 'managedPolicies',
  'emrNamespaces', 'targetRole',
] as const;

/** Whether a workload's role exists already, as far as is written. */
export function isExisting(workload: Workload): boolean {
  return workload.raw('roleArn') !== undefined;
}

/** Plans the Kubernetes side of a role that exists. Defaults of what only a created role has are not for it. */
export function planExistingRole(written: Workload, clusters: readonly KnownCluster[]): PlannedExistingRole[] {
  checkKeys(written);
  const subjects = plannedSubjects(written, clusters);
  checkTeamRules(written, clusters, subjects);
  const accounts = clusters.flatMap(({ account }) => account ?? []);
  const values = placeholderValuesOf(written, accounts.length === 0 ? undefined : { accounts, clusters }, subjects);
  const workload = written.with({ own: filledOwn(written, values), defaults: written.defaults });
  const acknowledged = plannedAcknowledgements(workload, subjects.exact(clusters));
  claimServiceAccounts(workload, clusters, subjects, acknowledged);
  const { roleArn } = workload.own;
  const { account: roleAccount, partition } = parseArn(roleArn ?? '') ?? {};
  const createdBy = plannedCreation(workload, { account: roleAccount, clusters, subjects });
  const [first] = completeClusters(clusters);
  if (roleArn === undefined || roleAccount === undefined || first === undefined) {
    return [];
  }
  const other = clusters.find((cluster) => cluster.partition !== partition && cluster.isMisplaced !== true);
  if (other) {
    workload.report(['roleArn'], `must be in the partition of its clusters, and ${other.name} is in ${show(other.partition)}, got ${show(roleArn)}`);
  }
  checkPodIdentityAccount(workload, roleAccount, clusters, 'roleArn');
  return [{
    workload: workload.key,
    place: workload.linkTo(),
    roleArn,
    roleAccount,
    account: first.account,
    stack: accountStack(workload.context.fleetName, first.account),
    clusters: roleClustersOf(clusters, subjects),
    createdBy,
    acknowledged,
    podIdentity: plannedPodIdentity({ written, workload, account: roleAccount, roleArn, clusters, subjects }),
  }];
}

function checkKeys(workload: Workload): void {
  const idle = [
    ...OF_A_CREATED_ROLE.filter((key) => workload.raw(key) !== undefined),
    ...(workload.own.acknowledge ?? []).some((item) => item?.id !== undefined && !withoutCliPrefix(item.id).startsWith(UNANNOTATED_ROLE)) ? ['acknowledge'] : [],
  ];
  if (idle.length > 0) {
    workload.report([idle[0]], `${idle.length === 1 ? '' : `${list(idle)} `}must be left out with roleArn, since the role exists and nothing of it is created or changed here`, { atKey: true });
  }
}
