import type { Difference, DifferenceGroup } from './difference';
import type { RolePair } from './role-pairs';
import { list } from '../../core/text';
import { plain } from '../../iam/partial-text';
import type { AccessRole } from '../model/access-role';
import { placeText } from '../routes/role-policies';

/** A user of whom something differs. */
export interface ChangedUser {
  readonly pair: RolePair;
  readonly differences: readonly Difference[];
}

/** How many users one heading names. */
const MOST_USERS = 4;

/** What differs of users: once for all of whom the same differs, such as the members of a group. */
export function groupsOfUsers(changed: readonly ChangedUser[]): DifferenceGroup[] {
  const same = new Map<string, ChangedUser[]>();
  for (const one of changed) {
    const key = JSON.stringify([stateOf(one.pair), one.differences.map(({ kind, text, before, after }) => [kind, text, before, after])]);
    same.set(key, [...same.get(key) ?? [], one]);
  }
  return [...same.values()].map((users): DifferenceGroup => {
    const [{ pair, differences }] = users;
    const names = users.map((one) => plain(userOf(one.pair).name));
    const more = names.length - MOST_USERS;
    return {
      workloads: [],
      subject: `${names.length === 1 ? 'user' : 'users'} ${list([...names.slice(0, MOST_USERS), ...more > 0 ? [`${more.toLocaleString('en-US')} more`] : []])}`,
      place: placeText(userOf(pair).origin),
      state: stateOf(pair),
      differences,
    };
  });
}

function userOf({ before, after }: RolePair): AccessRole {
  return (after ?? before)!;
}

function stateOf({ before, after }: RolePair): DifferenceGroup['state'] {
  return before === undefined ? 'new' : after === undefined ? 'removed' : 'changed';
}
