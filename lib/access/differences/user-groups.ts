import type { Difference, DifferenceGroup } from './difference';
import type { RolePair } from './role-pairs';
import { list } from '../../core/text';
import { plain } from '../../iam/partial-text';
import type { AccessRole } from '../model/access-role';
import { placeText } from '../routes/role-policies';

/** A user or a group of IAM of which something differs. */
export interface ChangedUser {
  readonly pair: RolePair;
  readonly differences: readonly Difference[];
}

/** How many users, and how many groups, one heading names. */
const MOST_USERS = 4;

/** What differs of users and groups: once for all of which the same differs, such as a group and its members. */
export function groupsOfUsers(changed: readonly ChangedUser[]): DifferenceGroup[] {
  const same = new Map<string, ChangedUser[]>();
  for (const one of changed) {
    const own = one.differences.some(({ kind }) => kind === 'replaced') ? userOf(one.pair).name : '';
    const lines = one.differences.map(({ kind, text, before, after }) => [kind, text, before, after]);
    const key = JSON.stringify([stateOf(one.pair), own, lines]);
    same.set(key, [...same.get(key) ?? [], one]);
  }
  return [...same.values()].map((users): DifferenceGroup => {
    const [{ pair, differences }] = users;
    const kinds = (['group', 'user'] as const).flatMap((kind) => namesText(kind, users.map((one) => userOf(one.pair)).filter((one) => one.kind === kind)));
    return {
      workloads: [],
      subject: kinds.join(' and '),
      place: placeText(userOf(pair).origin),
      state: stateOf(pair),
      differences,
    };
  });
}

/** `users alice, bob and carol`; nothing, where there are none. */
function namesText(kind: 'user' | 'group', holders: readonly AccessRole[]): string[] {
  const names = holders.map(({ name }) => plain(name));
  const more = names.length - MOST_USERS;
  return names.length === 0 ? []
    : [`${kind}${names.length === 1 ? '' : 's'} ${list([...names.slice(0, MOST_USERS), ...more > 0 ? [`${more.toLocaleString('en-US')} more`] : []])}`];
}

function userOf({ before, after }: RolePair): AccessRole {
  return (after ?? before)!;
}

function stateOf({ before, after }: RolePair): DifferenceGroup['state'] {
  return before === undefined ? 'new' : after === undefined ? 'removed' : 'changed';
}
