import type { Kind } from '../core/kinds';
import { isSealed } from '../core/sealed';

/** What a role can trust: an issuer that a factory of `ClusterIssuer` made, and nothing that only looks like one. */
export const CLUSTER_ISSUER: Kind = {
  noun: 'a ClusterIssuer',
  hint: 'make it with one of its factories, such as ClusterIssuer.fromCluster',
  isOne: (value) => isSealed(value, 'ClusterIssuer', 'issuer', 'providerArn', 'audience', 'isLiteral'),
};
