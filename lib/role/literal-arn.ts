import type { IConstruct } from 'constructs';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import { Stack, Token } from '../core/cdk';
import { partitionOfRegion } from '../core/partition';
import { list, show } from '../core/text';

/** A cluster's partition, if it is known at synth. */
function partitionOf(cluster: ClusterIssuer | PodIdentityCluster): string | undefined {
  const { region } = cluster;
  return 'issuer' in cluster ? cluster.partition : Token.isUnresolved(region) ? undefined : partitionOfRegion(region!)?.name;
}

/** A role in its stack, with the clusters that it is for, if it is for any itself. */
interface LocatedRole extends IConstruct {
  readonly clusters?: readonly ClusterIssuer[];
  readonly podIdentityClusters?: readonly PodIdentityCluster[];
}

/** The ARN that a role will have, from what is known at synth. */
export function literalRoleArn(role: LocatedRole, own: { readonly roleName?: string; readonly path?: string }): string {
  const { account, region } = Stack.of(role);
  const partition = Token.isUnresolved(region)
    ? [...role.clusters ?? [], ...role.podIdentityClusters ?? []].map(partitionOf).find((known) => known !== undefined)
    : partitionOfRegion(region)?.name;
  const path = own.path ?? '/';
  const missing = [
    ...(own.roleName === undefined || Token.isUnresolved(own.roleName) ? ['its name (give the role a literal roleName)'] : []),
    ...(Token.isUnresolved(path) ? ['its path (give the role a literal path)'] : []),
    ...(Token.isUnresolved(account) ? ['its account (give the stack env: { account, region })'] : []),
    ...(partition === undefined ? ['its partition (give the stack env: { account, region })'] : []),
  ];
  if (missing.length > 0) {
    throw new Error(
      `the ARN of the role ${show(role.node.path)} must be known at synth to be written to a file; known only at deploy time: ${list(missing)}`);
  }
  return `arn:${partition}:iam::${account}:role${path}${own.roleName}`;
}
