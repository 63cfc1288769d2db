import type { KnownCluster } from './planned-clusters';
import type { Workload } from './workload';
import { IssuerKind } from '../../cluster/kubernetes-issuer-options';
import { list, show } from '../../core/text';
import type { Identity } from '../file/entries/identity-entry';

/** The clusters of a workload with its own identity, if it has one; reports those that lack what it needs. */
export function withIdentity(workload: Workload, clusters: readonly KnownCluster[]): KnownCluster[] {
  const { own: { identity } } = workload;
  const other = clusters.find((cluster) => cluster.issuer?.kind === IssuerKind.KUBERNETES && (identity ?? workload.defaults.identity ?? 'irsa') !== 'irsa');
  if (other) {
    workload.report(identity === undefined ? [] : ['identity'], `${identity === undefined ? 'the identity ' : ''}must be "irsa" in the cluster ${other.name}, which is none of EKS, ` +
      `got ${show(identity ?? workload.defaults.identity)}: EKS Pod Identity is for clusters of EKS, so ` +
      `${identity === undefined ? 'set identity: irsa on the workload' : 'make it two workloads'}`, { atKey: identity === undefined });
    return clusters.map((cluster) => cluster.issuer?.kind === IssuerKind.KUBERNETES ? { ...cluster, identity: 'irsa' } : cluster);
  }
  if (identity === undefined) {
    return [...clusters];
  }
  const lacking = clusters.filter(isWhole).flatMap((cluster) => {
    const key = lackOf(identity, cluster, workload);
    return key === undefined ? [] : [{ cluster, key }];
  });
  if (lacking.length > 0) {
    const [{ cluster, key }] = lacking;
    const same = lacking.filter((item) => item.key === key && item.cluster.identity === cluster.identity).map((item) => item.cluster.name);
    const one = same.length === 1;
    workload.report(['identity'], `must be ${cluster.identity === 'irsa' ? '"irsa"' : '"podIdentity"'} in the cluster${one ? '' : 's'} ${list(same)}, which ${one ? 'has' : 'have'} no ${key}, ` +
      `got ${show(identity)}: give ${one ? 'the cluster' : 'each'} its ${key}${key === 'clusterName' ? ', its name in EKS' : ''}`);
  }
  // A cluster that lacks something keeps its own, so that no other error follows.
  return clusters.map((cluster) => lacking.some((item) => item.cluster === cluster) ? cluster : { ...cluster, identity });
}

/** Whether a cluster has what it needs by itself. What it lacks is reported there, and is no mistake of its workloads. */
function isWhole({ account, region, issuerUrl, clusterName, identity }: KnownCluster): boolean {
  return account !== undefined && region !== undefined
    && (identity === 'podIdentity' || issuerUrl !== undefined) && (identity === 'irsa' || clusterName !== undefined);
}

/** A key that is there and wrong is reported where it is. */
function lackOf(identity: Identity, { name, issuerUrl, clusterName }: KnownCluster, { context }: Workload): 'issuerUrl' | 'clusterName' | undefined {
  const isWritten = (key: string) => context.isWritten(['clusters', name, key]);
  return identity !== 'podIdentity' && issuerUrl === undefined && !isWritten('issuerUrl') ? 'issuerUrl'
    : identity !== 'irsa' && clusterName === undefined && !isWritten('clusterName') ? 'clusterName' : undefined;
}

/** EKS gives pods roles of their cluster's account only. */
export function checkPodIdentityAccount(workload: Workload, account: string, clusters: readonly KnownCluster[], key: 'account' | 'roleArn'): void {
  const other = clusters.find((cluster) => cluster.identity !== 'irsa' && cluster.account !== undefined && cluster.account !== account);
  if (other) {
    workload.report([key], `must be in the account of the cluster ${other.name}, ${other.account}, where EKS Pod Identity gives the role, got ${show(account)}: ` +
      'EKS takes roles of the cluster\'s own account only, so leave it to IRSA (identity: irsa)');
  }
}
