import type { NamedRegion } from './fleet-plan';
import type { PlanContext } from './plan-context';
import type { KnownCluster } from './planned-clusters';

/** The regions of a file's clusters, and those of its accounts' stacks where they are written. */
export function regionsOf({ data, source }: PlanContext, clusters: ReadonlyMap<string, KnownCluster>): NamedRegion[] {
  return [
    ...[...clusters.values()].flatMap(({ name, place, account, region }) =>
      account === undefined || region === undefined ? [] : [{ account, region, what: `the cluster ${name} (${place})` }]),
    ...Object.entries(data.accounts ?? {}).flatMap(([account, entry]) =>
      entry?.region === undefined ? [] : [{ account, region: entry.region, what: `the account ${account} (${source.linkTo(['accounts', account])})` }]),
  ];
}
