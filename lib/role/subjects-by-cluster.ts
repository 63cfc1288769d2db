import type { ClusterServiceAccounts } from './cluster-service-accounts';
import type { RoleTrustProps } from './role-trust-props';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { ROLE_CLUSTER } from '../cluster/issuer-kind';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import type { IRoleCluster } from '../cluster/role-cluster';
import { requireKind } from '../core/kinds';
import { list, show } from '../core/text';
import type { ServiceAccountSubject } from '../trust/service-account-subject';
import { ownSubject } from '../trust/subject-kind';
import type { Trusted } from '../trust/trust-policy';

/** The service accounts of each cluster of a role, where they differ: of issuers, and of clusters of EKS Pod Identity. */
export type SubjectsByCluster = ReadonlyMap<IRoleCluster, readonly ServiceAccountSubject[]>;

type Clusters = Pick<RoleTrustProps, 'clusters' | 'podIdentity' | 'serviceAccounts'>;

/** @throws unless each cluster of the role has one entry with service accounts, and no other cluster has one */
export function subjectsByCluster(
  { clusters = [], podIdentity, serviceAccounts }: Clusters, entries: readonly ClusterServiceAccounts[]): SubjectsByCluster {
  if (serviceAccounts !== undefined) {
    throw new Error(`serviceAccounts must be left out with serviceAccountsByCluster, which says who becomes the role in each cluster, got ${list(serviceAccounts.map(String)) || '[]'}: ` +
      'give those of every cluster in each entry');
  }
  const own: readonly IRoleCluster[] = [...clusters, ...podIdentity?.clusters ?? []];
  const taken = new Map<IRoleCluster, number>();
  const found = new Map<IRoleCluster, readonly ServiceAccountSubject[]>();
  entries.forEach(({ cluster, serviceAccounts: subjects }, index) => {
    const what = `serviceAccountsByCluster[${index}]`;
    const meant = own.filter((one) => isSame(one, cluster) || own.some((other) => isSame(other, cluster) && isBeside(one, other)));
    if (meant.length === 0) {
      throw new Error(`${what}.cluster must be one of the role's clusters (${names(own)}), got ${show(cluster.displayName)}`);
    }
    if (subjects.length === 0) {
      throw new Error(`${what}.serviceAccounts must name at least one service account, got []: without a subject the role would trust the whole cluster`);
    }
    const twin = meant.map((one) => taken.get(one)).find((other) => other !== undefined);
    if (twin !== undefined) {
      throw new Error(`${what}.cluster must have one entry, but ${cluster.displayName} has serviceAccountsByCluster[${twin}] as well: write its service accounts into one`);
    }
    meant.forEach((one) => {
      taken.set(one, index);
      found.set(one, unique(subjects));
    });
  });
  const missing = own.filter((one) => !found.has(one));
  if (missing.length > 0) {
    throw new Error(`serviceAccountsByCluster must have an entry for each cluster of the role, and ${names(missing)} ${missing.length === 1 ? 'has' : 'have'} none: ` +
      'add it, or take the cluster out of the role');
  }
  return found;
}

/** What a role's trust knows of its clusters. */
interface TrustOfClusters {
  readonly clusters: readonly ClusterIssuer[];
  readonly podIdentityClusters: readonly PodIdentityCluster[];
  readonly trusted: Pick<Trusted, 'issuers' | 'podIdentity'>;
}

/** @throws if the cluster is none of the role's */
export function subjectsOf(
  { clusters, podIdentityClusters, trusted }: TrustOfClusters, cluster: IRoleCluster): readonly ServiceAccountSubject[] {
  requireKind('cluster', ROLE_CLUSTER, cluster);
  const found = [...trusted.issuers, ...trusted.podIdentity].find((one) => isSame(one.cluster, cluster));
  if (!found) {
    throw new Error(`cluster must be one of the role's (${names([...clusters, ...podIdentityClusters])}), got ${show(cluster.displayName)}`);
  }
  return found.subjects;
}

/** `shop/api on blue; shop/api, shop/canary on green`, for a description. */
export function textOf(found: SubjectsByCluster): string {
  const byName = new Map([...found].map(([{ displayName }, subjects]) => [displayName, subjects]));
  return [...byName].map(([name, subjects]) => `${subjects.map(String).join(', ')} on ${name}`).join('; ');
}

/** Whether two objects name one cluster in the same way. */
export function isSame(one: IRoleCluster, other: IRoleCluster): boolean {
  const [issuer, otherIssuer] = [one, other] as Partial<ClusterIssuer>[];
  const [pods, otherPods] = [one, other] as Partial<PodIdentityCluster>[];
  return (issuer.providerArn !== undefined && issuer.providerArn === otherIssuer.providerArn)
    || (pods.clusterArn !== undefined && pods.clusterArn === otherPods.clusterArn);
}

/** Whether they are the two ways of one cluster: one has an issuer, the other EKS Pod Identity, and both have one name. */
export function isBeside(one: IRoleCluster, other: IRoleCluster): boolean {
  return one.displayName === other.displayName && ('providerArn' in one) !== ('providerArn' in other);
}

/** Each service account once, of our own class. */
export function unique(subjects: readonly ServiceAccountSubject[]): ServiceAccountSubject[] {
  return [...new Map(subjects.map(ownSubject).map((subject) => [subject.subject, subject])).values()];
}

function names(clusters: readonly IRoleCluster[]): string {
  return list([...new Set(clusters.map(({ displayName }) => displayName))]);
}
