import type { PlannedRole } from './fleet-plan';
import type { PlanContext } from './plan-context';
import type { KnownCluster } from './planned-clusters';
import { partitionOfRegion } from '../../core/partition';
import { isObject, own } from '../../core/plain-object';
import { list, suggestion } from '../../core/text';

/** The region of each account's stacks: the region of its clusters, or the one in `accounts`. */
export function stackRegionsOf(
  context: PlanContext, clusters: ReadonlyMap<string, KnownCluster>, roles: readonly PlannedRole[],
): Map<string, string> {
  const { accounts = {} } = context.data;
  const regions = new Map<string, string>();
  const uses = new Map<string, Set<string>>();
  const add = (account: string | undefined, region: string | undefined) => {
    if (account !== undefined) {
      const known = uses.get(account) ?? new Set();
      uses.set(account, region === undefined ? known : known.add(region));
    }
  };
  const misplaced = new Set([...clusters.values()].filter(({ isMisplaced }) => isMisplaced === true).map(({ name }) => name));
  const addCluster = (account: string | undefined, { name, region }: Pick<KnownCluster, 'name' | 'region'>) => add(account, misplaced.has(name) ? undefined : region);
  clusters.forEach((cluster) => addCluster(cluster.account, cluster));
  roles.forEach((role) => role.clusters.forEach((cluster) => addCluster(role.account, cluster)));
  Object.values(context.data.workloads ?? {}).forEach((workload) => add(workload?.targetRole?.account, undefined));
  for (const [account, found] of uses) {
    const given = accounts[account]?.region;
    if (given === undefined && found.size > 1 && areOfOnePartition(found)) {
      context.report(['clusters'], `account ${account} has clusters in ${list([...found].sort())}: say in which of them the stack of its roles stands, ` +
        `as accounts: { "${account}": { region: … } } (if it is deployed, the region where it is: to move it replaces every role)`, { atKey: true });
    }
    const region = given ?? [...found][0] as string | undefined;
    if (region !== undefined) {
      regions.set(account, region);
    }
  }
  for (const account of hasLostAccount(context) ? [] : Object.keys(accounts)) {
    if (!uses.has(account)) {
      context.report(['accounts', account], `no cluster and no workload is in account ${account}: ${suggestion(account, [...uses.keys()])}`, { atKey: true, isOfAll: true });
    }
  }
  return regions;
}

/** Of several partitions, they are reported where they meet: at a cluster, or at a role. */
function areOfOnePartition(regions: ReadonlySet<string>): boolean {
  return new Set([...regions].map((region) => partitionOfRegion(region)?.name)).size === 1;
}

/** Whether a cluster or a workload is in an account that is wrong, which is reported: it may be the one that nothing seems to be in. */
function hasLostAccount({ data, source }: PlanContext): boolean {
  return (['clusters', 'workloads'] as const).some((part) => {
    const raw = own(source.data, part);
    return raw !== undefined && (!isObject(raw) || data[part] === undefined
      || Object.entries(raw).some(([key, entry]) => hasLostTarget(entry, own(data[part], key)) || own(own(data[part], key), 'account') === undefined && (part === 'clusters' || !isObject(own(data[part], key)) || own(entry, 'account') !== undefined)));
  });
}

/** Whether the account of a target role is wrong. */
function hasLostTarget(entry: unknown, read: unknown): boolean {
  const written = own(entry, 'targetRole');
  return written !== undefined && own(own(read, 'targetRole'), 'account') === undefined;
}
