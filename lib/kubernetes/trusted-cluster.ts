import { requireAnnotated } from './exact-subjects';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import type { IRoleCluster } from '../cluster/role-cluster';
import { show } from '../core/text';
import { isByCluster, roleClusters, subjectsIn } from '../role/role-clusters';
import type { RoleCluster } from '../role/role-clusters';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/**
 * The cluster that something is written for: the given one, which the role must trust, or else the
 * role's only one. It may be left out where the role's clusters have the same service accounts, and one audience or all none
 * (EKS Pod Identity), since nothing else differs.
 */
export function trustedCluster(role: IServiceAccountRole, cluster?: IRoleCluster): RoleCluster {
  const clusters = roleClusters(role);
  if (cluster) {
    const found = clusters.find((own) => isOne(own, cluster));
    if (!found) {
      throw new Error(
        `cluster must be one that the role ${show(role.node.path)} trusts (${clusters.map((own) => own.displayName).join(', ')}), ` +
        `got ${show(cluster.displayName)}`);
    }
    return found;
  }
  if (isByCluster(role)) {
    const ofEach = clusters.map((own) => `${own.displayName} (${subjectsIn(role, own).join(', ')})`).join(', ');
    throw new Error(`cluster must be given, as the clusters of the role ${show(role.node.path)} have different service accounts: ${ofEach}`);
  }
  if (clusters.some((own) => own.issuer?.audience !== clusters[0].issuer?.audience)) {
    const [audiences, ways] = [clusters, clusters.filter(({ issuer }) => issuer === undefined)]
      .map((some) => some.map((own) => `${own.displayName} (${own.issuer?.audience ?? 'EKS Pod Identity'})`).join(', '));
    throw new Error(ways === '' ? `cluster must be given, as the clusters of the role ${show(role.node.path)} have different audiences: ${audiences}`
      : `cluster must be given, as the clusters of the role ${show(role.node.path)} differ, and EKS Pod Identity needs no annotation: ${audiences}`);
  }
  return clusters[0];
}

/** A cluster of a role, and the service accounts that are annotated with the role there. */
interface AnnotatedIn {
  readonly trusted: RoleCluster;
  readonly subjects: ServiceAccountSubject[];
}

/** The same, with the service accounts that are annotated with the role there, of which there must be one. */
export function annotatedIn(role: IServiceAccountRole, cluster?: IRoleCluster): AnnotatedIn {
  const trusted = trustedCluster(role, cluster);
  return { trusted, subjects: requireAnnotated(role, isByCluster(role) ? trusted : undefined) };
}

/** The cluster as its user made it. */
export function oneOf({ issuer, podIdentity }: RoleCluster): IRoleCluster {
  return issuer ?? podIdentity!;
}

function isOne({ issuer, podIdentity }: RoleCluster, cluster: IRoleCluster): boolean {
  const { providerArn } = cluster as Partial<ClusterIssuer>;
  const { clusterArn } = cluster as Partial<PodIdentityCluster>;
  return (providerArn !== undefined && issuer?.providerArn === providerArn)
    || (clusterArn !== undefined && podIdentity?.clusterArn === clusterArn);
}
