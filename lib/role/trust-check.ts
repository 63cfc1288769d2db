import type { IConstruct } from 'constructs';
import type { RolePlace, RoleTrustProps } from './role-trust-props';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import { Stack, Stage, Token } from '../core/cdk';
import { partitionOfRegion } from '../core/partition';
import { show } from '../core/text';

/** A role that its own stack creates. */
function placeInStack(scope: IConstruct): RolePlace {
  const { account, region } = Stack.of(scope);
  const partition = Token.isUnresolved(region) ? undefined : partitionOfRegion(region)?.name;
  return {
    account: Token.isUnresolved(account) ? undefined : account,
    partition,
    partitionSource: `the role's stack, "${partition}" (${region})`,
    scope,
  };
}

/** Throws if there are no clusters or service accounts, or the clusters cannot be trusted where the role is. */
export function checkTrust(scope: IConstruct, props: RoleTrustProps, place = placeInStack(scope)): void {
  const { clusters, podIdentity, serviceAccounts: subjects, serviceAccountsByCluster: byCluster } = props;
  if (!clusters?.length && !podIdentity) {
    throw new Error(`clusters must name at least one cluster, got ${clusters ? '[]' : 'none'}: a role that trusts no cluster is of use to no pod`);
  }
  if (!subjects?.length && !byCluster?.length) {
    throw new Error(`serviceAccounts must name at least one service account, got ${subjects ? '[]' : 'none'}: without a subject the role would trust the whole cluster`);
  }
  const seen = new Map<string, ClusterIssuer>();
  for (const cluster of clusters ?? []) {
    const identity = cluster.isLiteral ? cluster.issuer : cluster.providerArn;
    const twin = seen.get(identity);
    if (twin) {
      throw new Error(`clusters must be different, but ${twin.clusterName} and ${cluster.clusterName} have the same issuer ${cluster.toString()}`);
    }
    seen.set(identity, cluster);
    checkPlace(cluster, place);
  }
  if (podIdentity) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it for roles without EKS Pod Identity
    const { checkPodIdentity } = require('./pod-identity-check') as typeof import('./pod-identity-check');
    checkPodIdentity(scope, podIdentity, clusters ?? [], place);
  }
}

/** IAM looks for a provider in the role's own account and partition only, and a Stage can name what another creates by literal text only. */
function checkPlace(cluster: ClusterIssuer, { account, partition, partitionSource, scope }: RolePlace): void {
  if (partition !== undefined && cluster.partition !== undefined && cluster.partition !== partition) {
    throw new Error(
      `the cluster ${cluster.clusterName} must be in the partition of ${partitionSource}, got "${cluster.partition}": ` +
      'a role is trusted in its own partition only');
  }
  if (cluster.account !== undefined && account !== undefined && cluster.account !== account) {
    throw new Error(
      `the OIDC provider of ${cluster.clusterName} must be registered in the role's own account, ${account}, got ${show(cluster.account)}: ` +
      `register the issuer in ${account} as well, and use ClusterIssuer.fromIssuerUrl({ account: '${account}', … })`);
  }
  const provider = cluster._dependency;
  if (scope && provider && Token.isUnresolved(cluster.providerArn) && Stage.of(provider) !== Stage.of(scope)) {
    throw new Error(
      `the OIDC provider of ${cluster.clusterName} must be made in the role's own Stage, or have an ARN known at synth, got ${show(provider.node.path)}: ` +
      'a Stage refers to another by literal text alone, so use ClusterIssuer.fromIssuerUrl with account and issuerUrl written out');
  }
}
