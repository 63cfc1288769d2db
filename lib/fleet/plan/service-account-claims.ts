import type { PlannedAcknowledgement } from './planned-acknowledgements';
import type { KnownCluster } from './planned-clusters';
import type { PlannedSubjects } from './planned-subjects';
import type { Workload } from './workload';
import { show } from '../../core/text';
import { unannotatedId } from '../../role/unannotated-role';
import type { ServiceAccountSubject } from '../../trust/service-account-subject';

/** Those that the role is written to; the others are acknowledged to have another role's annotation. */
function annotatedOf(acknowledged: readonly PlannedAcknowledgement[], exact: readonly ServiceAccountSubject[]): ServiceAccountSubject[] {
  return exact.filter((subject) => !acknowledged.some(({ id }) => id === unannotatedId(subject)));
}

/** A service account is bound to one role of a cluster, whichever workload and environment asks for it. */
export function claimServiceAccounts(
  workload: Workload, clusters: readonly KnownCluster[], subjects: PlannedSubjects, acknowledged: readonly PlannedAcknowledgement[],
): void {
  for (const cluster of clusters) {
    for (const subject of annotatedOf(acknowledged, subjects.exact([cluster]))) {
      const other = namesOf(cluster).map((name) => workload.context.takeName(`binding ${name} ${subject.toString()}`, workload.path)).find((owner) => owner !== undefined);
      if (other === undefined) {
        continue;
      }
      // Of two environments that share a cluster and namespaces, each workload has the same mistake.
      const isOfEnvironments = other.startsWith(`by ${workload.path.join('.')} in environment `)
        || (other.includes(' in environment ') && workload.own.namespaces === undefined && workload.own.serviceAccounts === undefined);
      const kind = isOfEnvironments ? 'bindings of another environment' : `binding of ${workload.key} ${subject.toString()} ${cluster.name}`;
      workload.context.reportFirst(kind, workload.path,
        `a service account must be bound to one role of a cluster, since it has one ${cluster.identity === 'irsa' ? 'role-arn annotation' : 'association with a role'}, but ` +
        `${subject.toString()} of ${cluster.name} is bound ${other}: ${isOfEnvironments ? 'give each environment a cluster or namespaces of its own' : 'give all its permissions to one workload'}, or, if its pods become this role ` +
        `in another way than by the annotation (an SDK profile with role_arn), acknowledge ${show(unannotatedId(subject))}`, { atKey: true });
    }
  }
}

/** By the issuer, and by the name in EKS: environments may know one cluster by two names. */
function namesOf({ name, account, region, issuerUrl, clusterName, identity }: KnownCluster): string[] {
  return [
    ...issuerUrl === undefined ? [] : [withoutScheme(issuerUrl)],
    ...identity !== 'irsa' && clusterName !== undefined ? [`${account} ${region} ${clusterName}`] : [],
    ...issuerUrl === undefined && (identity === 'irsa' || clusterName === undefined) ? [name] : [],
  ];
}

/** An issuer's URL, which may be written with and without the scheme. */
export function withoutScheme(url: string): string {
  return url.replace(/^https:\/\//, '');
}
