import type { LiveProvider } from './live-facts';
import type { Placed } from './placed-part';
import { addTo } from '../../core/add-to';
import { arnParts } from '../../iam/arn';
import type { InventoryRole } from '../role';

/** What is told of an account as it is. */
export interface LiveAccount {
  readonly id: string;
  /** All OIDC providers. */
  readonly providers?: readonly LiveProvider[];
  /** All roles, and the same by their path and name. */
  readonly roles?: readonly InventoryRole[];
  readonly rolesByName?: ReadonlyMap<string, InventoryRole>;
}

/** What files tell of accounts, by their ids. */
export function liveAccounts(parts: readonly Placed[]): Map<string, LiveAccount> {
  const roles = new Map<string, InventoryRole[]>();
  const providers = new Map<string, LiveProvider[]>();
  for (const { part, roles: own } of parts) {
    own.forEach((role) => addTo(roles, part.listsRoles === true ? role.account ?? '' : '', [role]));
  }
  for (const list of parts.filter(({ live }) => live.listsProviders === true)) {
    const described = list.live.providers!.map((provider) => ({ ...provider, ...describedBy(provider, list, parts) }));
    addTo(providers, accountOf(list, parts), described);
  }
  const ids = [...roles.keys(), ...providers.keys()].filter((id) => id !== '');
  return new Map(ids.map((id) => {
    const own = roles.get(id);
    const rolesByName = own && new Map(own.map((role) => [`${role.path ?? '/'}${role.roleName}`, role]));
    return [id, { id, providers: providers.get(id), roles: own, rolesByName }];
  }));
}

/** An account without providers is that of the roles which are listed beside. */
function accountOf({ part, live }: Placed, parts: readonly Placed[]): string {
  const [first] = live.providers!;
  const beside = parts.filter((other) => other.part.listsRoles === true && other.part.live?.folder === part.live!.folder);
  const accounts = new Set(beside.flatMap(({ roles }) => roles.map(({ account = '' }) => account)));
  return first !== undefined ? arnParts(first.arn!)!.account : accounts.size === 1 ? [...accounts][0] : '';
}

/** What describes a provider does not tell its account: that is of the list in its folder, or above. */
function describedBy({ arn, issuer }: LiveProvider, list: Placed, parts: readonly Placed[]): Pick<LiveProvider, 'at' | 'clientIds'> | undefined {
  const { folder } = list.part.live!;
  const details = parts.filter(({ live }) => live.listsProviders !== true).flatMap(({ part, live: { providers = [] } }) =>
    providers.filter((other) => other.issuer === issuer).map((provider) => ({ provider, folder: part.live!.folder })));
  const [found] = details.filter(({ provider, folder: own }) => provider.arn === arn || (provider.arn === undefined && `${own}/`.startsWith(`${folder}/`)));
  return found === undefined ? undefined : { at: found.provider.at, clientIds: found.provider.clientIds };
}
