import { KnownActions } from '../../iam/known-actions';
import type { KnownAction } from '../../iam/known-actions';

/** An action of the reference, with its service: `s3:GetObject`. */
export interface NamedAction {
  readonly name: string;
  readonly prefix: string;
  readonly resources: KnownAction['resources'];
}

/** The actions of the reference that patterns stand for; those of a service by wildcards, too. */
export function actionsOf(patterns: readonly string[]): NamedAction[] {
  const reference = KnownActions.read();
  const found = new Map<string, NamedAction>();
  for (const pattern of patterns) {
    for (const prefix of servicesOf(pattern)) {
      const name = pattern.includes(':') ? pattern.slice(pattern.indexOf(':') + 1) : '*';
      (reference.matching(`${prefix}:${name}`) ?? []).forEach((known) => {
        found.set(`${prefix}:${known.name}`, { name: `${prefix}:${known.name}`, prefix, resources: known.resources });
      });
    }
  }
  return [...found.values()];
}

/** The services that a pattern is about, in lower case: all of the reference for `*`. */
export function servicesOf(pattern: string): readonly string[] {
  return pattern === '*' ? KnownActions.read().serviceNames : [pattern.split(':')[0].toLowerCase()];
}

/** Whether AWS takes a resource for an action. One that the reference does not have may take any. */
export function takes(action: string, resource: string): boolean {
  const [prefix, name] = action.split(':');
  const reference = KnownActions.read();
  const known = reference.service(prefix)?.actions.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return known?.resources === undefined || (known.resources.length === 0 ? resource === '*'
    : resource !== '*' && reference.reach(prefix, resource).takes(known.resources));
}
