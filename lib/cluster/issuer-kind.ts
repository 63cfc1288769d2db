import type { ClusterIssuer } from './cluster-issuer';
import { requireSound } from './issuer-checks';
import { requireKind } from '../core/kinds';
import type { Kind } from '../core/kinds';
import { isSealed } from '../core/sealed';

/** What a role can trust: an issuer that a factory of `ClusterIssuer` made, and nothing that only looks like one. */
export const CLUSTER_ISSUER: Kind = {
  noun: 'a ClusterIssuer',
  hint: 'make it with one of its factories, such as ClusterIssuer.fromCluster',
  isOne: (value) => isSealed(value, 'ClusterIssuer', 'issuer', 'providerArn', 'audience', 'isLiteral', 'kind', 'podTokens', 'annotationPrefix'),
};

/** Throws unless it is an issuer of our own making, with a provider of EKS: a mark can be copied by who knows it. */
export function requireMade(what: string, cluster: ClusterIssuer): ClusterIssuer {
  requireKind(what, CLUSTER_ISSUER, cluster);
  requireSound(cluster);
  return cluster;
}

/** A cluster for EKS Pod Identity that a factory of `PodIdentityCluster` made. */
export const POD_IDENTITY_CLUSTER: Kind = {
  noun: 'a PodIdentityCluster',
  hint: 'make it with one of its factories, such as PodIdentityCluster.fromCluster',
  isOne: (value) => isSealed(value, 'PodIdentityCluster', 'clusterArn', 'clusterName', 'account', 'region', 'displayName'),
};

/** A cluster of a role, in either way. */
export const ROLE_CLUSTER: Kind = {
  noun: 'a ClusterIssuer or a PodIdentityCluster',
  hint: 'make it with one of its factories, such as ClusterIssuer.fromCluster',
  isOne: (value) => CLUSTER_ISSUER.isOne(value) || POD_IDENTITY_CLUSTER.isOne(value),
};
