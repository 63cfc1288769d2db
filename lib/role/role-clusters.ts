import type { IServiceAccountRole } from './service-account-role-ref';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import type { IRoleCluster } from '../cluster/role-cluster';
import { Token } from '../core/cdk';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** A cluster of a role: by its issuer, by EKS Pod Identity, or by both under one name. */
export interface RoleCluster extends IRoleCluster {
  readonly issuer?: ClusterIssuer;
  readonly podIdentity?: PodIdentityCluster;
  /** Its region, if it is known at synth. */
  readonly region?: string;
}

/** The clusters of a role, each once, whichever ways it has: first those with an issuer. */
export function roleClusters({ clusters, podIdentityClusters }: IServiceAccountRole): RoleCluster[] {
  const byPodIdentity = new Map(podIdentityClusters.map((cluster) => [cluster.displayName, cluster]));
  const byIssuer = new Set(clusters.map(({ displayName }) => displayName));
  return [
    ...clusters.map((issuer) => joined(issuer, byPodIdentity.get(issuer.displayName))),
    ...podIdentityClusters.filter(({ displayName }) => !byIssuer.has(displayName)).map((cluster) => joined(undefined, cluster)),
  ];
}

/** The service accounts of a role: of one of its clusters, or of all. */
export function subjectsIn(role: IServiceAccountRole, cluster?: RoleCluster): ServiceAccountSubject[] {
  return cluster === undefined ? role.serviceAccounts : role.serviceAccountsIn((cluster.issuer ?? cluster.podIdentity)!);
}

/** Whether the service accounts of a role are not the same in each of its clusters. */
export function isByCluster(role: IServiceAccountRole): boolean {
  return roleClusters(role).some((cluster) => subjectsIn(role, cluster).length < role.serviceAccounts.length);
}

function joined(issuer: ClusterIssuer | undefined, podIdentity: PodIdentityCluster | undefined): RoleCluster {
  const region = podIdentity === undefined || Token.isUnresolved(podIdentity.region) ? issuer?.region : podIdentity.region;
  return { displayName: (issuer ?? podIdentity!).displayName, issuer, podIdentity, region };
}
