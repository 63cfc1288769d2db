import type { Permissions } from './permitted';
import type { Need, Through } from './ways/way';
import { coversAction } from '../iam/action';
import { globMatches } from '../iam/glob';
import { masked } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';

/** Whether a role may call an action on one of the other resources that it needs beside its own: on one that nobody named, or by its name. */
export function hasThrough(permissions: Permissions, action: string, through: Through): boolean {
  return permissions.allowing.some(({ statement }) => coversAction(statement, action) && permissions.limit(statement, action) !== 'limited'
    && (permissions.scope(statement, action, through.on).breadth !== 'named' || takesByName(statement, through)));
}

/** The first statement that permits what a way needs: on any resource of a kind, or on one that is named where that will do. */
export function statementFor(permissions: Permissions, { action, on, evenOwn }: Need): ReturnType<Permissions['anyOf']> {
  const found = permissions.anyOf(action, on);
  if (found !== undefined || evenOwn !== true) {
    return found;
  }
  const own = permissions.allowing.find(({ statement }) => coversAction(statement, action) && permissions.limit(statement, action) !== 'limited'
    && statement.resources.some((entry) => entry.split(':')[2] === on.split(':')[0] && !permissions.isTakenAway(action, entry)));
  return own && { ...own, scope: { breadth: 'any' }, limit: permissions.limit(own.statement, action) };
}

/** Whether a statement takes one of the names, whatever the region and the account. */
function takesByName({ resources }: PolicyStatement, { on, names }: Through): boolean {
  const [type] = on.slice(on.lastIndexOf(':') + 1).split('*');
  return resources.some((entry) => names.some((name) => globMatches(masked(entry.slice(entry.lastIndexOf(':') + 1), '*'), `${type}${name}`)));
}
