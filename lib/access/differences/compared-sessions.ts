import type { RolePair } from './role-pairs';
import { NO_SESSION_TAGS, withoutSessionTags } from './session-tags';
import { textOfDocument } from './side-policies';
import type { SidePolicies } from './side-policies';
import type { SideReader } from './side-reader';
import { POD_IDENTITY_SERVICE } from '../../core/names';
import type { RequestContext } from '../../iam/access-request';
import { isKnown, plain } from '../../iam/partial-text';
import type { AccessModel, GivenRole } from '../model/access-model';
import type { AccessRole, RoleWay } from '../model/access-role';

/** The associations of a role, by their cluster and service account. */
type Given = ReadonlyMap<string, GivenRole>;

/** Sessions of one role that are compared. */
export interface ComparedSession {
  readonly old: SidePolicies | undefined;
  readonly fresh: SidePolicies | undefined;
  readonly context: RequestContext;
  /** Whose they are, where others' are compared by themselves. */
  readonly who?: string;
}

/**
 * The sessions of a role: whatever begins them, and those that an association limits by a policy of its own. Only what differs is
 * looked at.
 */
export function sessionsOf(
  pair: RolePair, before: AccessModel, after: AccessModel, oldSide: SideReader, newSide: SideReader,
): ComparedSession[] {
  const { before: old, after: fresh } = pair;
  const [oldGiven, newGiven] = [associationsOf(before, old), associationsOf(after, fresh)];
  const isTagged = (given: Given, key: string) => given.get(key)?.account.hasNoSessionTags !== true;
  const hasOtherTags = (key: string) => oldGiven.has(key) && newGiven.has(key) && isTagged(oldGiven, key) !== isTagged(newGiven, key);
  const limited = [...new Set([...oldGiven.keys(), ...newGiven.keys()])].filter((key) =>
    (hasOtherTags(key) || [oldGiven, newGiven].some((given) => given.get(key)?.account.sessionPolicy !== undefined))
    && (oldGiven.has(key) || old === undefined) && (newGiven.has(key) || fresh === undefined));
  const count = Math.max(old?.ways.length ?? 0, fresh?.ways.length ?? 0);
  return Array.from({ length: count }, (_, i) => i).flatMap((i) => {
    const [oldWay, newWay] = [wayOf(old, i), wayOf(fresh, i)];
    const policies = (side: SideReader, role: AccessRole | undefined, way: RoleWay | undefined, given: Given, key = '') => {
      const found = role === undefined || way === undefined ? undefined : side.policiesOf(role, way, policyOf(given, key));
      return found !== undefined && hasOtherTags(key) && !isTagged(given, key) ? withoutSessionTags(found) : found;
    };
    const contextOf = (key: string): RequestContext => {
      const given = hasOtherTags(key) && isTagged(oldGiven, key) ? oldGiven.get(key) : newGiven.get(key) ?? oldGiven.get(key);
      return { ...tagsOf(given!), ...hasOtherTags(key) ? NO_SESSION_TAGS : {} };
    };
    const compared = (key?: string): ComparedSession => ({
      old: policies(oldSide, old, oldWay, oldGiven, key),
      fresh: policies(newSide, fresh, newWay, newGiven, key),
      context: key === undefined ? {} : contextOf(key),
      ...key === undefined ? {} : { who: `the session of ${plain(key)}` },
    });
    const isOnlyLimited = limited.length > 0 && limited.length === new Set([...oldGiven.keys(), ...newGiven.keys()]).size
      && [oldWay, newWay].every((way) => way === undefined || isForPodsOnly(way));
    return [...isOnlyLimited ? [] : [compared()], ...limited.map((key) => compared(key))];
  }).filter(({ old: one, fresh: other }) => one === undefined || other === undefined || textOf(one) !== textOf(other));
}

function wayOf(role: AccessRole | undefined, i: number): RoleWay | undefined {
  return role?.ways[Math.min(i, role.ways.length - 1)];
}

function associationsOf(model: AccessModel, role: AccessRole | undefined): Map<string, GivenRole> {
  return new Map((role === undefined ? [] : model.associatedWith(role)).map((given) => {
    const { account: { namespace, name }, cluster } = given;
    return [`${cluster === undefined ? '' : `${cluster.names[0] ?? ''}/`}${namespace}/${name}`, given];
  }));
}

function policyOf(given: ReadonlyMap<string, GivenRole>, key: string | undefined) {
  const { sessionPolicy } = given.get(key ?? '')?.account ?? {};
  return sessionPolicy === undefined ? [] : [sessionPolicy];
}

/** What EKS Pod Identity says of a session. */
function tagsOf({ account: { namespace, name, hasNoSessionTags } }: GivenRole): RequestContext {
  return hasNoSessionTags === true || !isKnown(namespace) || !isKnown(name) ? {}
    : { 'aws:PrincipalTag/kubernetes-namespace': namespace, 'aws:PrincipalTag/kubernetes-service-account': name };
}

function isForPodsOnly({ trust }: RoleWay): boolean {
  return trust.statements.every(({ principals }) => principals.every(({ value }) => value === POD_IDENTITY_SERVICE));
}

function textOf({ identity, boundary, session, resource, trusts }: SidePolicies): string {
  const lists = [identity, boundary, session, resource].map((documents) => documents.map(textOfDocument).sort());
  const isAssuming = identity.some(({ statements }) => statements.some(({ actions, notActions }) => notActions.length > 0 || actions.some((pattern) => /^(?:sts:|\*)/i.test(pattern))));
  return JSON.stringify([lists, isAssuming ? [...trusts].map(([arn, trust]) => [arn, textOfDocument(trust)]) : []]);
}
