import { arnParts } from '../iam/arn';
import { isKnown } from '../iam/partial-text';
import type { LiveAccount } from '../inventory/live/live-accounts';
import type { LiveState } from '../inventory/live/live-state';
import type { InventoryRole } from '../inventory/role';

/** The account of a role's ARN, as files tell that it is; nothing if they do not. */
export function accountOfRole(arn: string, { accounts }: LiveState): LiveAccount | undefined {
  return accounts.get(arnParts(arn)?.account ?? '');
}

/** The role with an ARN; `missing` where all roles of its account are known and it is none; nothing where they are not. */
export function liveRole(arn: string, state: LiveState): InventoryRole | 'missing' | undefined {
  const { resource = '' } = arnParts(arn) ?? {};
  const roles = isKnown(arn) ? accountOfRole(arn, state)?.rolesByName : undefined;
  return roles === undefined ? undefined : roles.get(resource.replace(/^role/, '')) ?? 'missing';
}
