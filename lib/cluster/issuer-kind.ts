import type { ClusterIssuer } from './cluster-issuer';
import { requireSound } from './issuer-checks';
import { requireKind } from '../core/kinds';
import type { Kind } from '../core/kinds';
import { isSealed } from '../core/sealed';

/** What a role can trust: an issuer that a factory of `ClusterIssuer` made, and nothing that only looks like one. */
export const CLUSTER_ISSUER: Kind = {
  noun: 'a ClusterIssuer',
  hint: 'make it with one of its factories, such as ClusterIssuer.fromCluster',
  isOne: (value) => isSealed(value, 'ClusterIssuer', 'issuer', 'providerArn', 'audience', 'isLiteral'),
};

/** Throws unless it is an issuer of our own making, with a provider of EKS: a mark can be copied by who knows it. */
export function requireMade(what: string, cluster: ClusterIssuer): ClusterIssuer {
  requireKind(what, CLUSTER_ISSUER, cluster);
  requireSound(cluster);
  return cluster;
}
