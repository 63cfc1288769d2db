import { canBeOf } from './iam-resources';
import type { Permissions } from './permitted';
import type { Single } from './single-ways';
import { arnParts } from '../iam/arn';
import { globsOverlap } from '../iam/glob';
import { masked, plain } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';

/** The role, of any kind, in any account. */
export const ROLE_KIND = 'iam::*:role/*';
const ANY_ACCOUNT = '111122223333';

/** The entries of a statement that take roles of certain names, and not any: that is another rule's. */
export function ofNames(permissions: Permissions, { resources }: PolicyStatement, { action, on, way: { names = [] } }: Single): string[] {
  const all = on.slice(on.lastIndexOf(':') + 1);
  return resources.filter((entry) => {
    const { account = '', resource = '' } = arnParts(entry) ?? {};
    const number = /\d{12}/.exec(resource) ?? /^\d{12}$/.exec(account);
    const own = masked(resource, '*');
    const isNamed = globsOverlap(own, all) && beginsKnown(resource) && names.some((name) => globsOverlap(own, `role/${name.replace('<account>', number?.[0] ?? ANY_ACCOUNT)}`));
    return isNamed && canBeOf(entry, ROLE_KIND) && !permissions.isTakenAway(action, entry)
      && permissions.scope({ resources: [entry], notResources: [] }, action, ROLE_KIND).breadth === 'named';
  }).map(plain);
}

/** A name that begins with what is known only at deploy time is not one that somebody wrote down. */
function beginsKnown(resource: string): boolean {
  return !/^role\/(?:[^/]*\/)*\u0000/.test(masked(resource, '\u0000'));
}
