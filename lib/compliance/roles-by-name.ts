import { canBeOf } from './iam-resources';
import type { Permissions } from './permitted';
import type { Single } from './single-ways';
import { arnParts } from '../iam/arn';
import { globMatches, globsOverlap } from '../iam/glob';
import { requiresValue } from '../iam/operator';
import { masked, plain } from '../iam/partial-text';
import type { ConditionTest, PolicyStatement } from '../iam/policy-statement';

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

/** The entries of a statement that take roles whose tag a condition asks for: all that have it, or those of their names. */
export function byTag(permissions: Permissions, statement: PolicyStatement, single: Single): string[] {
  const { action, way: { tag } } = single;
  const isOfTag = ({ key, operator, values }: ConditionTest) => tag !== undefined && requiresValue(operator) && operator.type === 'string'
    && /^[a-z]+:ResourceTag\//i.test(key) && key.slice(key.indexOf('/') + 1).toLowerCase() === tag.key.toLowerCase()
    && values.some((value) => operator.relation === 'like' ? globMatches(value, tag.value) : value === tag.value);
  const others = statement.conditions.filter((test) => !isOfTag(test));
  if (others.length === statement.conditions.length || permissions.limit({ ...statement, conditions: others }, action) === 'limited') {
    return [];
  }
  const any = statement.resources.filter((entry) => permissions.scope({ resources: [entry], notResources: [] }, action, ROLE_KIND).breadth !== 'named');
  return [...any.map(plain), ...ofNames(permissions, statement, single)];
}

/** A name that begins with what is known only at deploy time is not one that somebody wrote down. */
function beginsKnown(resource: string): boolean {
  return !/^role\/(?:[^/]*\/)*\u0000/.test(masked(resource, '\u0000'));
}
