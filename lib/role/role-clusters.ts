import type { IServiceAccountRole } from './service-account-role-ref';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import type { IRoleCluster } from '../cluster/role-cluster';
import { Token } from '../core/cdk';

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

function joined(issuer: ClusterIssuer | undefined, podIdentity: PodIdentityCluster | undefined): RoleCluster {
  const region = podIdentity === undefined || Token.isUnresolved(podIdentity.region) ? issuer?.region : podIdentity.region;
  return { displayName: (issuer ?? podIdentity!).displayName, issuer, podIdentity, region };
}
