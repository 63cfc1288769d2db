import type { WorkloadsFile } from '../file/model';
import type { PlannedCluster, PlannedRole } from './fleet-plan';
import type { DataPath } from '../file/workloads-file-error';
import { list, suggestion } from '../../core/text';

/** The region of each account's stacks: where its clusters are, or what `accounts` says. */
export function stackRegionsOf(
  data: WorkloadsFile, clusters: ReadonlyMap<string, PlannedCluster>, roles: readonly PlannedRole[],
  say: (path: DataPath, message: string, atKey: boolean, isOfAll?: boolean) => void,
): Map<string, string> {
  const regions = new Map<string, string>();
  const uses = new Map<string, Set<string>>();
  const add = (account: string, region: string | undefined) => region !== undefined && account !== undefined
    && uses.set(account, (uses.get(account) ?? new Set()).add(region));
  clusters.forEach((cluster) => add(cluster.account, cluster.region));
  roles.forEach((role) => role.clusters.forEach((cluster) => add(role.account, cluster.region)));
  for (const [account, found] of uses) {
    const given = data.accounts?.[account]?.region;
    if (given === undefined && found.size > 1) {
      say(['clusters'], `account ${account} has clusters in ${list([...found].sort())}: say in which of them the stack of its roles stands, ` +
        `as accounts: { "${account}": { region: … } } (if it is deployed, the region where it is: to move it replaces every role)`, true);
    }
    regions.set(account, given ?? [...found][0]);
  }
  for (const account of Object.keys(data.accounts ?? {})) {
    if (!uses.has(account)) {
      say(['accounts', account], `no cluster and no workload is in account ${account}: ${suggestion(account, [...uses.keys()])}`, true, true);
    }
  }
  return regions;
}
