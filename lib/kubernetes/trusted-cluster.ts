import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { show } from '../core/text';
import type { IServiceAccountRole } from '../role/service-account-role-ref';

/**
 * The cluster that something is written for: the given one, which the role must trust, or else the
 * role's only one. It may be left out where the role's clusters have one audience, since nothing
 * else differs.
 */
export function trustedCluster(role: IServiceAccountRole, cluster?: ClusterIssuer): ClusterIssuer {
  const { clusters } = role;
  if (cluster) {
    const found = clusters.find((own) => own === cluster || own.providerArn === cluster.providerArn);
    if (!found) {
      throw new Error(
        `cluster must be one that the role ${show(role.node.path)} trusts (${clusters.map((own) => own.clusterName).join(', ')}), ` +
        `got ${show(cluster.clusterName)}`);
    }
    return found;
  }
  if (clusters.some((own) => own.audience !== clusters[0].audience)) {
    const audiences = clusters.map((own) => `${own.clusterName} (${own.audience})`).join(', ');
    throw new Error(`cluster must be given, as the clusters of the role ${show(role.node.path)} have different audiences: ${audiences}`);
  }
  return clusters[0];
}
