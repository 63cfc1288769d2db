import { permissionsOf, prefixOf } from './api-names';
import { KnownActions } from './known-actions';
import { nearest } from '../core/text';

/** Whether the reference has an action, or any that one with wildcards stands for. */
export function isKnownAction(action: string): boolean {
  return (KnownActions.read().matching(action) ?? []).length > 0;
}

/**
 * The actions that were meant by one that the reference does not have, perhaps by the name of an operation of the API; nothing if
 * none is near.
 */
export function meantBy(action: string): readonly string[] | undefined {
  const [prefix, name] = action.split(':');
  const permissions = permissionsOf(action);
  if (permissions !== undefined) {
    return permissions;
  }
  const reference = KnownActions.read();
  const service = reference.service(prefix);
  if (service === undefined) {
    const near = prefixOf(prefix) ?? nearest(prefix, reference.serviceNames);
    return near === undefined ? undefined : [`${near}:${name}`];
  }
  const names = service.actions.map((known) => known.name);
  const [, begin, star] = /^([^*?]*)(.*)$/.exec(name)!;
  const near = nearest(begin, star === '' ? names : [...new Set(names.map((known) => known.slice(0, begin.length)))])
    ?? (star === '' ? longerName(begin, names) : undefined);
  return near === undefined || near === name || near + star === name ? undefined : [`${prefix}:${near}${star}`];
}

/** The only name of an action that begins with one. */
function longerName(begin: string, names: readonly string[]): string | undefined {
  const longer = names.filter((name) => name.toLowerCase().startsWith(begin.toLowerCase()));
  return begin.length >= 4 && longer.length === 1 ? longer[0] : undefined;
}
