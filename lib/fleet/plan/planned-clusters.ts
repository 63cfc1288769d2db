import { AccountPartitions } from './account-partitions';
import type { PlannedCluster } from './fleet-plan';
import type { PlanContext } from './plan-context';
import { parseIssuerUrl } from '../../cluster/issuer-url';
import { IssuerKind, PodTokens } from '../../cluster/kubernetes-issuer-options';
import { parseKubernetesIssuer } from '../../cluster/kubernetes-issuer-url';
import { partitionOfRegion } from '../../core/partition';
import { isObject, own } from '../../core/plain-object';
import { Quotas } from '../../core/quotas';
import { show, suggestion } from '../../core/text';
import type { DataPath } from '../file/data-path';
import type { ClusterEntry } from '../file/entries/cluster-entry';
import { commonIdentity } from '../file/entries/identity-entry';
import type { Incomplete } from '../file/types/incomplete';

/** A cluster of the file, as far as it is right. */
export type KnownCluster = Incomplete<ClusterEntry> & Pick<PlannedCluster, 'name' | 'place' | 'partition' | 'identity'>
  /** Set on one of another partition than its account, which is reported: what follows from that is none of its workloads' mistakes. */
  & { readonly isMisplaced?: true };

/** An issuer; one of EKS names its region. */
type Parsed = { readonly issuer: string; readonly region?: string } | { readonly problem: string };

/** The clusters of a file, and the references to them. */
export class PlannedClusters {
  public readonly byName = new Map<string, KnownCluster>();

  public constructor(private readonly context: PlanContext) {
    const issuers = new Map<string, string>();
    const accounts = new AccountPartitions(context);
    for (const [name, cluster = {}] of Object.entries(context.data.clusters ?? {})) {
      this.checkProvider(name, cluster);
      this.checkKind(name, cluster);
      const isTwin = this.checkIssuer(name, cluster, issuers);
      const isTwinByName = this.checkArn(name, cluster, issuers) && !isTwin;
      const partition = cluster.region === undefined ? undefined : partitionOfRegion(cluster.region)?.name;
      const isMisplaced = accounts.isOther(name, cluster, partition);
      this.byName.set(name, {
        ...cluster,
        // Of two clusters with one issuer all that is bound to the issuer would be reported as well.
        ...isTwin ? { issuerUrl: undefined } : {},
        ...isTwinByName ? { clusterName: name } : {},
        ...this.standIn(name, cluster),
        name,
        place: context.source.linkTo(['clusters', name]),
        partition: partition ?? 'aws',
        ...isMisplaced ? { isMisplaced } : {},
        identity: commonIdentity(cluster, context.source.data),
      });
    }
  }

  /** Those that are complete: all of them, where the file has no error. */
  public get complete(): PlannedCluster[] {
    return completeClusters([...this.byName.values()]);
  }

  /** The clusters of these names; reports names of none. */
  public references(names: readonly (string | undefined)[] | undefined, path: DataPath): KnownCluster[] {
    return (names ?? []).flatMap((name, index) => {
      if (name === undefined) {
        return [];
      }
      const cluster = this.byName.get(name);
      // A cluster with errors of its own is one all the same.
      if (!cluster && isObject(this.raw()) && own(this.raw(), name) === undefined) {
        this.context.report([...path, index], `must be a cluster of this file, got ${show(name)}: ${suggestion(name, [...this.byName.keys()])}`);
      }
      return cluster ? [cluster] : [];
    });
  }

  /** Reports keys that are names of none, where a map has a key for each cluster. */
  public keys(value: object | undefined, path: DataPath): void {
    const names = value === undefined || Array.isArray(value) ? [] : Object.keys(value);
    names.filter((name) => isObject(this.raw()) && own(this.raw(), name) === undefined).forEach((name) =>
      this.context.report([...path, name], `must be a cluster of this file, got ${show(name)}: ${suggestion(name, [...this.byName.keys()])}`, { atKey: true }));
  }

  /** A name in EKS that is wrong is reported: that none is left must not be an error as well. */
  private standIn(name: string, cluster: Incomplete<ClusterEntry>): { clusterName?: string } {
    return own(own(this.raw(), name), 'clusterName') !== undefined && cluster.clusterName === undefined ? { clusterName: name } : {};
  }

  /** Whether another cluster has the issuer. */
  private checkIssuer(name: string, { issuerUrl, region, issuer: of }: Incomplete<ClusterEntry>, seen: Map<string, string>): boolean {
    const parse: (url: string) => Parsed = of?.kind === IssuerKind.KUBERNETES ? parseKubernetesIssuer : parseIssuerUrl;
    const parsed = issuerUrl === undefined ? undefined : parse(issuerUrl);
    if (!parsed || 'problem' in parsed) {
      return false;
    }
    const path = ['clusters', name, 'issuerUrl'];
    const { issuer, region: named } = parsed;
    if (named !== undefined && region !== undefined && named !== region) {
      const other = partitionOfRegion(region)?.name !== partitionOfRegion(named)?.name ? ' and partition' : '';
      this.context.report(path, `must be of the cluster's own region${other} (${region}), got an issuer of ${named}`);
    }
    const twin = seen.get(issuer);
    if (twin !== undefined) {
      this.context.report(path, `must be the issuer of one cluster, but cluster ${show(twin)} has it as well: a copied line, or one cluster under two names`);
    }
    seen.set(issuer, name);
    return twin !== undefined;
  }

  /** A provider is of an issuer. */
  private checkProvider(name: string, { issuerUrl, createProvider, retainProvider }: Incomplete<ClusterEntry>): void {
    const idle = createProvider ? 'createProvider' : retainProvider ? 'retainProvider' : undefined;
    if (idle !== undefined && issuerUrl === undefined && own(own(this.raw(), name), 'issuerUrl') === undefined && commonIdentity(own(this.raw(), name), this.context.source.data) === 'podIdentity') {
      this.context.report(['clusters', name, idle], 'must be left out without issuerUrl: EKS Pod Identity needs no OIDC provider', { atKey: true });
    }
  }

  /** What is for issuers of one kind, or for a provider that is created. */
  private checkKind(name: string, { issuer, identity, createProvider }: Incomplete<ClusterEntry>): void {
    const report = (key: keyof NonNullable<typeof issuer>, message: string) =>
      this.context.report(['clusters', name, 'issuer', key], message, { atKey: true });
    if (issuer?.kind === IssuerKind.EKS) {
      const idle = Object.keys(issuer).filter((key): key is 'podTokens' => key !== 'kind');
      idle.slice(0, 1).forEach((key) => report(key, `must be left out for an issuer of EKS: it is for kind: ${IssuerKind.KUBERNETES}`));
    } else if (issuer?.kind === IssuerKind.KUBERNETES) {
      if (identity !== undefined && identity !== 'irsa') {
        this.context.report(['clusters', name, 'identity'], `must be "irsa" for a cluster that is none of EKS, got ${show(identity)}: EKS Pod Identity is for clusters of EKS`);
      }
      if (issuer.annotationPrefix !== undefined && issuer.podTokens === PodTokens.VOLUME) {
        report('annotationPrefix', 'must be left out with podTokens: volume, where nothing reads annotations');
      }
      const idle = createProvider ? [] : (['thumbprints', 'clientIds'] as const).filter((key) => issuer[key] !== undefined);
      idle.slice(0, 1).forEach((key) => report(key, 'must be left out without createProvider, since the provider that exists has its own'));
      this.checkMost(name, 'thumbprints', issuer.thumbprints, Quotas.oidcThumbprints);
      this.checkMost(name, 'clientIds', issuer.clientIds, Quotas.oidcClientIds - 1);
    }
  }

  private checkMost(name: string, key: string, values: readonly unknown[] = [], most: number): void {
    if (values.length > most) {
      this.context.report(['clusters', name, 'issuer', key], `must name at most ${most}, which is what IAM takes, got ${values.length}`, { atKey: true });
    }
  }

  /** Whether another entry is the same cluster in EKS. For IRSA alone the name is for placeholders, and the issuer tells clusters apart. */
  private checkArn(name: string, cluster: Incomplete<ClusterEntry>, seen: Map<string, string>): boolean {
    const { account, region, clusterName, issuerUrl } = cluster;
    const isNamed = account !== undefined && region !== undefined && clusterName !== undefined
      && (issuerUrl === undefined || commonIdentity(cluster, this.context.source.data) !== 'irsa');
    if (!isNamed) {
      return false;
    }
    const key = `${account} ${region} ${clusterName}`;
    const twin = seen.get(key);
    const isSaid = twin !== undefined && issuerUrl !== undefined && own(own(this.context.data.clusters, twin), 'issuerUrl') === issuerUrl;
    if (twin !== undefined && !isSaid) {
      this.context.report(['clusters', name, 'clusterName'], `must be the name of one cluster of ${account} in ${region}, but cluster ${show(twin)} has it as well: a copied line, or one cluster under two names`);
    }
    seen.set(key, name);
    return twin !== undefined;
  }

  private raw(): unknown {
    return own(this.context.source.data, 'clusters');
  }
}

/** Clusters without those that lack a part: there are none, where the file has no error. */
export function completeClusters(clusters: readonly KnownCluster[]): PlannedCluster[] {
  return clusters.flatMap(({ account, region, issuer, ...rest }) => {
    const isNamed = (rest.identity === 'podIdentity' || rest.issuerUrl !== undefined) && (rest.identity === 'irsa' || rest.clusterName !== undefined);
    return account === undefined || region === undefined || !isNamed ? [] : [
      { ...rest, account, region, ...issuer === undefined ? {} : { issuer: issuer as PlannedCluster['issuer'] } },
    ];
  });
}
