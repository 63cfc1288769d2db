import type { WorkloadDraft } from './workload-table';
import type { Clusters } from '../../access/model/known-clusters';
import { runningPods } from '../../compliance/live-message';
import { count } from '../../core/text';
import type { LiveState } from '../../inventory/live/live-state';
import type { ReportPodUse, ReportWorkload } from '../report-data';

/** Pods of one dump, by their ServiceAccounts. */
interface Dump {
  /** The names and the issuer of the cluster; nothing where no file describes it. */
  readonly cluster?: readonly string[];
  readonly pods: ReadonlyMap<string, number>;
}

/** Which service accounts pods run as, where dumps of pods are among the paths. */
export class PodTable {
  private readonly dumps: readonly Dump[];

  public constructor({ clusters }: LiveState, private readonly known: Clusters) {
    this.dumps = clusters.filter(({ pods }) => pods !== undefined).map((cluster) => {
      const { described } = cluster;
      const names = described === undefined ? undefined : [described.name, ...described.issuer === undefined ? [] : [described.issuer]];
      const pods = new Map([...runningPods(cluster)].map(([key, all]) => [key, all.length]));
      return { ...names === undefined ? {} : { cluster: names }, pods };
    });
  }

  public get isEmpty(): boolean {
    return this.dumps.length === 0;
  }

  /** The service accounts of which pods run: `namespace/name`. */
  public get running(): string[] {
    return [...new Set(this.dumps.flatMap(({ pods }) => [...pods.keys()]))];
  }

  /** Whether a dump of the pods of a cluster is among the paths. */
  public hasCluster(cluster: string, clusters: number): boolean {
    return this.dumpsOf(cluster, clusters) !== undefined;
  }

  /**
   * The running pods of a workload; nothing where no dump of its cluster is there.
   *
   * @param clusters how many clusters the paths tell of: a dump that does not tell its own is of the only one
   */
  public podsOf({ kind, cluster, namespace, name }: WorkloadDraft, clusters: number): number | null {
    const dumps = this.dumpsOf(cluster, clusters);
    if (dumps === undefined) {
      return null;
    }
    const isOf = kind === 'service account' ? (key: string) => key === `${namespace}/${name}` : (key: string) => takes(namespace, name, key);
    return dumps.flatMap(({ pods }) => [...pods]).filter(([key]) => isOf(key)).reduce((sum, [, pods]) => sum + pods, 0);
  }

  private dumpsOf(cluster: string | null, clusters: number): readonly Dump[] | undefined {
    const { names = [], issuer } = cluster === null ? {} : this.known.named(cluster) ?? { names: [cluster] };
    const own = this.dumps.filter((dump) => dump.cluster?.some((name) => names.includes(name) || name === issuer));
    const found = own.length > 0 ? own : clusters <= 1 ? this.dumps.filter((dump) => dump.cluster === undefined) : [];
    return found.length === 0 ? undefined : found;
  }
}

/** Whether running pods use a role, by the workloads that become it. */
export function podUse(workloads: readonly ReportWorkload[], isOfWorkloads: boolean): ReportPodUse | null {
  if (workloads.length === 0) {
    return isOfWorkloads ? { use: 'unused', reason: 'no service account among the paths becomes it' } : null;
  }
  const pods = workloads.reduce((sum, one) => sum + (one.pods ?? 0), 0);
  const unseen = [...new Set(workloads.filter((one) => one.pods === null).map(({ cluster }) => cluster ?? 'a cluster that is not known'))];
  return pods > 0 ? { use: 'used', reason: `${count(pods, 'pod')} run with it or may become it` }
    : unseen.length > 0 ? { use: 'unknown', reason: `no dump of the pods of ${unseen.join(', ')} is among the paths` }
      : { use: 'unused', reason: 'no pod runs as a service account that becomes it' };
}

function takes(namespace: string, name: string, key: string): boolean {
  const slash = key.indexOf('/');
  const isOf = (pattern: string, text: string) => pattern === '*' || pattern === text
    || (/[*?<]/.test(pattern) && new RegExp(`^${pattern.replace(/<[^>]*>/g, '*').replace(/[^a-z0-9*?]/gi, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.')}$`).test(text));
  return isOf(namespace, key.slice(0, slash)) && isOf(name, key.slice(slash + 1));
}
