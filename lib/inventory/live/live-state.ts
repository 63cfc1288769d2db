import type { LiveAccount } from './live-accounts';
import { liveAccounts } from './live-accounts';
import type { LiveCluster } from './live-clusters';
import { Clusters } from './live-clusters';
import type { ClusterListing } from './live-facts';
import { placed } from './placed-part';
import type { FilePart, Origin } from '../inventory';
import type { InventoryRole } from '../role';

/** Clusters and accounts as files tell that they are. */
export interface LiveState {
  readonly clusters: readonly LiveCluster[];
  readonly accounts: ReadonlyMap<string, LiveAccount>;
  /** The roles of templates and manifests: as they were meant to be. */
  readonly planned: readonly InventoryRole[];
  readonly listings: readonly ClusterListing[];
  readonly originOf: (at: string) => Origin;
  /** What was not told apart, by file. */
  readonly unclear: readonly { readonly file: string; readonly message: string }[];
  /** The issuer of the cluster in which a file's ServiceAccounts are; nothing if none is described. */
  readonly issuerOf: (part: FilePart) => string | undefined;
}

/** Whether any file tells of a cluster or account as it is, but for roles and ServiceAccounts alone. */
export function tellsLive({ live }: FilePart): boolean {
  return live !== undefined && Object.keys(live).some((key) => !['folder', 'serviceAccounts'].includes(key));
}

/** Puts together what the files of each cluster and account tell. */
export function liveState(parts: readonly FilePart[]): LiveState {
  const clusters = new Clusters(parts);
  const all = parts.map((part, i) => placed(part, i));
  return {
    clusters: clusters.join(all),
    accounts: liveAccounts(all),
    planned: all.flatMap(({ part, roles }) => part.refersByLogicalId ? roles : []),
    listings: parts.flatMap(({ live }) => live?.listing ?? []),
    originOf: (at) => {
      const line = at.indexOf('\n');
      return parts[Number(at.slice(0, line))].originOf(at.slice(line + 1));
    },
    unclear: clusters.unclear,
    issuerOf: (part) => clusters.of(part)?.issuer,
  };
}
