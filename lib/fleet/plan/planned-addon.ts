import type { KnownCluster } from './planned-clusters';
import type { PlannedSubjects } from './planned-subjects';
import type { Workload } from './workload';
import { addOnNamed } from '../../bundles/add-ons';
import { isObject } from '../../core/plain-object';
import { list } from '../../core/text';
import { addonNameOf, strangeAccount, strangeAccountProblem, wayProblem } from '../../kubernetes/addon-grant';
import { ServiceAccountCreation } from '../../kubernetes/service-account-creation';
import type { DataPath } from '../file/data-path';

/** Where the role of a workload is, and who becomes it. */
export interface AddonPlace {
  /** The role's account. */
  readonly account: string | undefined;
  readonly clusters: readonly KnownCluster[];
  readonly subjects: PlannedSubjects;
}

/** The add-on that is given the role of a workload; reports what EKS would refuse, or would not reach the pods. */
export function plannedAddon(workload: Workload, place: AddonPlace): ServiceAccountCreation {
  const { own: { addon, bundles = [] } } = workload;
  if (isNameLost(workload)) {
    return ServiceAccountCreation.addon(); // which is reported
  }
  const name = addonNameOf(addon?.name, bundles.flatMap((bundle) => bundle?.id ?? []));
  if ('problem' in name) {
    workload.report(addon?.name === undefined ? placeOf(workload) : ['addon', 'name'],
      addon?.name === undefined ? `must name the add-on (addon: { name: … }): it ${name.problem}` : name.problem, { atKey: addon?.name === undefined });
    return ServiceAccountCreation.addon();
  }
  const { addonName } = name;
  checkAccounts(workload, addonName, place);
  place.clusters.forEach((cluster) => checkCluster(workload, addonName, cluster, place.account));
  checkSettings(workload, addonName, place.clusters);
  const clusterNames = Object.fromEntries(place.clusters
    .flatMap(({ name: key, clusterName }) => clusterName === undefined ? [] : [[key, clusterName]]));
  return ServiceAccountCreation.addon({ addonName, namespace: addon?.namespace, clusterNames });
}

function checkAccounts(workload: Workload, addonName: string, { clusters, subjects }: AddonPlace): void {
  const { own: { addon } } = workload;
  const known = addOnNamed(addonName);
  const strange = workload.isLost('serviceAccounts') || workload.isLost('namespaces') ? undefined : strangeAccount(addonName, addon?.namespace, subjects.all(clusters));
  if (known === undefined || strange === undefined) {
    return;
  }
  const namespace = addon?.namespace ?? known.namespace;
  const isElsewhere = !strange.isPattern && known.serviceAccounts.includes(strange.serviceAccountName);
  const key = (isElsewhere ? ['namespaces', 'serviceAccounts'] as const : ['serviceAccounts', 'serviceAccountPatterns', 'namespaces'] as const).find((one) => workload.raw(one) !== undefined);
  workload.report(key === undefined ? [] : [key], `${key === undefined ? 'the service account ' : ''}${strangeAccountProblem(addonName, addon?.namespace, strange)}: ` +
    `write namespaces: [${namespace}] and serviceAccounts: [${known.serviceAccounts.join(', ')}]` +
    `${isElsewhere && addon?.namespace === undefined ? `, or, where the add-on is installed in ${strange.namespace}, addon: { namespace: ${strange.namespace} }` : ''}`, { atKey: key === undefined });
}

function checkCluster(workload: Workload, addonName: string, cluster: KnownCluster, account: string | undefined): void {
  const { name, identity, audience, issuer, clusterName, region } = cluster;
  const at = placeOf(workload);
  const isIrsa = identity !== 'podIdentity';
  const problem = wayProblem(addonName, { isIrsa, isPodIdentity: identity !== 'irsa', audience, kind: issuer?.kind });
  const report = (message: string) => workload.report(at, message, { atKey: true });
  if (problem !== undefined) {
    report(`the cluster ${name} ${problem}`);
  } else if (clusterName === undefined) {
    report(`the cluster ${name} must have its "clusterName", its name in EKS, by which the commands for an add-on name it`);
  } else if (account !== undefined && cluster.account !== undefined && cluster.account !== account) {
    report(`must be left out, since the role is in account ${account} and the cluster ${name} in ${cluster.account}: EKS passes roles of the cluster's own account only, so write createdBy: existing`);
  } else if (isIrsa) {
    workload.context.claim(`addon ${cluster.account} ${region} ${clusterName} ${addonName}`, [...workload.path, ...at], (byOther) =>
      `the add-on ${addonName} of the cluster ${name} must be given one role by IRSA, but it is given one ${byOther} as well: make it one workload`, { atKey: true });
  }
}

/** What an association has that an add-on owns: a service account and a role. */
function checkSettings(workload: Workload, addonName: string, clusters: readonly KnownCluster[]): void {
  const { own: { podIdentity = {} } } = workload;
  const idle = Object.entries(podIdentity).filter(([, value]) => value !== undefined && value !== false).map(([key]) => key);
  if (idle.length > 0 && clusters.some(({ identity }) => identity !== 'irsa')) {
    workload.report(['podIdentity', idle[0]], `${list(idle)} must be left out with an add-on, since an association that ${addonName} owns cannot have it: ` +
      'write createdBy: existing, by which the association is created beside the add-on', { atKey: true });
  }
}

function placeOf(workload: Workload): DataPath {
  return workload.raw('addon') === undefined ? ['kubernetes', 'createdBy'] : ['addon'];
}

/** Whether something is wrong with the entry of the add-on itself. */
function isNameLost(workload: Workload): boolean {
  const written = workload.raw('addon');
  return workload.isLost('addon') || (isObject(written) && Object.keys(written).some((key) => workload.own.addon?.[key as 'name'] === undefined));
}
