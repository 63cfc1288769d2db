import type { ClusterEntry, WorkloadsFile } from '../file/model';
import type { PlannedCluster } from './fleet-plan';
import type { DataPath } from '../file/workloads-file-error';
import type { Source } from '../file/source';
import { parseIssuerUrl } from '../../cluster/issuer-url';
import { partitionOfRegion } from '../../core/partition';
import { show, suggestion } from '../../core/text';

/** The clusters of a file, and the references to them. */
export class PlannedClusters {
  public readonly byName = new Map<string, PlannedCluster>();

  public constructor(
    private readonly source: Source, data: Partial<WorkloadsFile>, private readonly say: (path: DataPath, message: string) => void,
  ) {
    const issuers = new Map<string, string>();
    for (const [name, cluster] of Object.entries(data.clusters ?? {})) {
      const partition = cluster?.region === undefined ? undefined : partitionOfRegion(cluster.region);
      const issuer = cluster?.issuerUrl === undefined ? undefined : parseIssuerUrl(cluster.issuerUrl);
      if (issuer && !('problem' in issuer)) {
        this.checkIssuer(name, cluster, issuer, issuers);
      }
      this.byName.set(name, { ...(cluster ?? {} as ClusterEntry), ...this.standIn(name, cluster), name, place: source.linkTo(['clusters', name]), partition: partition?.name ?? 'aws' });
    }
  }

  /** The clusters of these names; says which there are not. */
  public references(names: readonly string[] | undefined, at: DataPath): PlannedCluster[] {
    return (names ?? []).flatMap((name, index) => {
      const cluster = this.byName.get(name);
      if (name !== undefined && !cluster && !Object.hasOwn(this.raw(), name)) {
        this.say([...at, index], `must be a cluster of this file, got ${show(name)}: ${suggestion(name, [...this.byName.keys()])}`);
      }
      return cluster ? [cluster] : [];
    });
  }

  /** A name in EKS that is wrong is said to be; that none is left must not be said as well. */
  private standIn(name: string, cluster: ClusterEntry | undefined): { clusterName?: string } {
    const raw = (this.raw() as Record<string, Partial<ClusterEntry> | null>)[name];
    return raw?.clusterName !== undefined && cluster?.clusterName === undefined ? { clusterName: name } : {};
  }

  private checkIssuer(name: string, cluster: ClusterEntry, issuer: { issuer: string; region: string }, seen: Map<string, string>): void {
    const at = ['clusters', name, 'issuerUrl'];
    if (cluster.region !== undefined && issuer.region !== cluster.region) {
      const other = partitionOfRegion(cluster.region)?.name !== partitionOfRegion(issuer.region)?.name ? ' and partition' : '';
      this.say(at, `must be of the cluster's own region${other} (${cluster.region}), got an issuer of ${issuer.region}`);
    }
    const twin = seen.get(issuer.issuer);
    if (twin !== undefined) {
      this.say(at, `must be the issuer of one cluster, but cluster ${show(twin)} has it as well: a copied line, or one cluster under two names`);
    }
    seen.set(issuer.issuer, name);
  }

  /** Clusters with errors of their own are known all the same. */
  private raw(): object {
    const raw = (this.source.data as { clusters?: unknown })?.clusters;
    return typeof raw === 'object' && raw !== null ? raw : {};
  }
}
