import type { LiveFacts } from './live-facts';
import type { FilePart } from '../inventory';
import type { InventoryRole } from '../role';

/** A part of which each thing has an id of its own among all. */
export interface Placed {
  readonly part: FilePart;
  readonly live: LiveFacts;
  readonly roles: readonly InventoryRole[];
}

/** @param i the number of the part, which its things' ids begin with */
export function placed(part: FilePart, i: number): Placed {
  const { live = { folder: '' }, roles } = part;
  const named = <T extends { readonly at: string }>(item: T): T => ({ ...item, at: `${i}\n${item.at}` });
  return {
    part,
    live: {
      ...live,
      cluster: live.cluster && named(live.cluster),
      serviceAccounts: live.serviceAccounts?.map(named),
      pods: live.pods?.map(named),
      nodes: live.nodes?.map(named),
      associations: live.associations?.map(named),
      providers: live.providers?.map(named),
    },
    roles: roles.map(named),
  };
}
