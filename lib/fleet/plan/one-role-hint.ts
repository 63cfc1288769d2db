import { addTo } from '../../core/add-to';

/** As long as a message can carry. */
const MOST = 240;

/** Who may become a role that a workload asks for: the service accounts of each cluster, looked up only where two ask for one role. */
export type Claimant = () => readonly { readonly cluster: string; readonly serviceAccounts: readonly string[] }[];

/** What to write in one workload where several ask for one role: the service accounts of all, each in its own clusters. */
export function asOneWorkload(claimants: readonly Claimant[]): string {
  const byCluster = new Map<string, string[]>();
  claimants.flatMap((claimant) => claimant()).forEach(({ cluster, serviceAccounts }) => addTo(byCluster, cluster, serviceAccounts));
  const lists = [...byCluster].map(([name, accounts]) => ({ name, text: `[${[...new Set(accounts)].join(', ')}]` }));
  const isSame = new Set(lists.map(({ text }) => text)).size === 1;
  const form = isSame ? lists[0].text : `{ ${lists.map(({ name, text }) => `${name}: ${text}`).join(', ')} }`;
  return `serviceAccounts: ${form.length <= MOST ? form : '{ <cluster>: [<namespace>/<name>, …], … }'}`;
}
