import type { JudgedRole } from './judged-role';

/**
 * Reads something of a role once for all the rules that ask for it. They judge one role after the other, so that only the last
 * one's is kept: in a WeakMap of ten thousand roles, each collection of garbage would have to look at all of them.
 */
export function ofRole<T>(read: (role: JudgedRole) => T): (role: JudgedRole) => T {
  let last: { readonly role: JudgedRole; readonly known: T } | undefined;
  return (role) => {
    last = last?.role === role ? last : { role, known: read(role) };
    return last.known;
  };
}
