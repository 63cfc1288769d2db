import type { RolePair } from './role-pairs';
import type { AccessModel } from '../model/access-model';
import type { AccessRole } from '../model/access-role';

/** Which user is which, by the names in their accounts, which IAM tells apart by more than case. */
export function userPairs(before: AccessModel, after: AccessModel): RolePair[] {
  const [old, fresh] = [before, after].map(({ users }) => new Map(users.map((user) => [keyOf(user), user])));
  return [...new Set([...fresh.keys(), ...old.keys()])].map((key): RolePair => {
    const [was, is] = [old.get(key), fresh.get(key)];
    return { ...was === undefined ? {} : { before: was }, ...is === undefined ? {} : { after: is } };
  });
}

function keyOf({ account = '', name }: AccessRole): string {
  return `${account} ${name.toLowerCase()}`;
}
