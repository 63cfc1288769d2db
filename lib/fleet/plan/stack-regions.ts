import type { PlannedRole } from './fleet-plan';
import type { PlanContext } from './plan-context';
import type { KnownCluster } from './planned-clusters';
import { list, suggestion } from '../../core/text';

/** The region of each account's stacks: the region of its clusters, or the one in `accounts`. */
export function stackRegionsOf(
  context: PlanContext, clusters: ReadonlyMap<string, KnownCluster>, roles: readonly PlannedRole[],
): Map<string, string> {
  const { accounts = {} } = context.data;
  const regions = new Map<string, string>();
  const uses = new Map<string, Set<string>>();
  const add = (account: string | undefined, region: string | undefined) => region !== undefined && account !== undefined
    && uses.set(account, (uses.get(account) ?? new Set()).add(region));
  clusters.forEach((cluster) => add(cluster.account, cluster.region));
  roles.forEach((role) => role.clusters.forEach((cluster) => add(role.account, cluster.region)));
  for (const [account, found] of uses) {
    const given = accounts[account]?.region;
    if (given === undefined && found.size > 1) {
      context.report(['clusters'], `account ${account} has clusters in ${list([...found].sort())}: say in which of them the stack of its roles stands, ` +
        `as accounts: { "${account}": { region: … } } (if it is deployed, the region where it is: to move it replaces every role)`, { atKey: true });
    }
    regions.set(account, given ?? [...found][0]);
  }
  for (const account of Object.keys(accounts)) {
    if (!uses.has(account)) {
      context.report(['accounts', account], `no cluster and no workload is in account ${account}: ${suggestion(account, [...uses.keys()])}`, { atKey: true, isOfAll: true });
    }
  }
  return regions;
}
