import type { PlanContext } from './plan-context';
import { partitionOfRegion } from '../../core/partition';
import { show } from '../../core/text';
import type { ClusterEntry } from '../file/entries/cluster-entry';
import type { Incomplete } from '../file/types/incomplete';

/** The partitions of a file's accounts: an account is in one, that of its stacks or of its first cluster. */
export class AccountPartitions {
  private readonly byAccount = new Map<string, string>();

  public constructor(private readonly context: PlanContext) {
    for (const [account, entry] of Object.entries(context.data.accounts ?? {})) {
      this.note(account, entry?.region === undefined ? undefined : partitionOfRegion(entry.region)?.name);
    }
  }

  /** Whether a cluster is in another partition than its account; reports it. */
  public isOther(name: string, { account, region }: Incomplete<ClusterEntry>, partition: string | undefined): boolean {
    const own = account === undefined ? undefined : this.byAccount.get(account);
    const isOther = own !== undefined && partition !== undefined && own !== partition;
    if (isOther) {
      this.context.report(['clusters', name, 'region'], `must be in the partition of its account ${account}, ${show(own)}, ` +
        `got ${show(region)} in ${show(partition)}: an account is in one partition, so one of the two is another's`);
    }
    this.note(account, partition);
    return isOther;
  }

  /** The first that is known. */
  private note(account: string | undefined, partition: string | undefined): void {
    if (account !== undefined && partition !== undefined && !this.byAccount.has(account)) {
      this.byAccount.set(account, partition);
    }
  }
}
