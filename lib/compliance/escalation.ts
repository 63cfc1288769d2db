import { canBeOf } from './iam-resources';
import type { JudgedRole } from './judged-role';
import type { Level } from './level';
import type { Allowing } from './permitted';
import { permissionsOf } from './permitted';
import { among, COMBINED, mayBeOfWay } from './possible-ways';
import type { Breadth, ResourceKind, StatementResources } from './resource-scope';
import { byTag, ofNames, ROLE_KIND } from './roles-by-name';
import { serviceOf, SINGLE, singlesFor } from './single-ways';
import type { Single } from './single-ways';
import { isForTarget } from './target-of-pods';
import { hasThrough, statementFor } from './through-resources';
import type { Need, Way } from './ways/way';
import { webIdentitiesOf } from './web-identity';
import { POD_IDENTITY_SERVICE } from '../core/names';
import { actionMatches, coversAction } from '../iam/action';
import { isOnlyWildcards } from '../iam/glob';
import { requiresValue } from '../iam/operator';
import { plain } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';

/** Resources on which a policy allows something. */
export interface AllowedOn extends Allowing {
  /** As people read it. */
  readonly resource: string;
  readonly breadth: Breadth;
  /** One of the resources that nobody named. */
  readonly witness?: string;
  /** Whether a condition may limit it, and nobody can tell. */
  readonly isUnclear: boolean;
  /** A tag that its condition asks for, and that the role may give itself. */
  readonly ownTag?: string;
}

/** One action by which whoever has it has what others may do. */
export interface EscalatingAction {
  readonly action: string;
  readonly way: Way;
  /** A resource on which it may be called. */
  readonly witness?: string;
  /** Whether a condition, or a pattern of names, may limit it. */
  readonly isPerhaps?: boolean;
}

/** Actions by which whoever has them has what others may do. */
export interface Escalation extends Allowing {
  readonly resource: string;
  /** As it is written: `iam:PutRolePolicy`, `iam:*`. */
  readonly pattern: string;
  /** Which actions the pattern stands for, or that are needed together. */
  readonly actions: readonly EscalatingAction[];
  readonly level: Level;
}

const COMBINED_SERVICES: readonly string[] = [...new Set(COMBINED.flatMap(({ needs }) => needs.map(({ action }) => serviceOf(action))))];

/** Whether service accounts or pods become the role, or get it through another: only then are its permissions those of a workload. */
export function isOfWorkload(role: JudgedRole): boolean {
  return role.isOfWorkload ?? (role.isAssumedByPods === true || webIdentitiesOf(role).trusts.length > 0
    || role.trust.statements.some((statement) => isForPodIdentity(statement) || isForTarget(statement)));
}

/**
 * The same in one of the ways in which a template can come out. Whom a role trusts is judged in all of them: that it is for
 * everyone where it is not for pods makes it no better.
 */
export function mayBeOfWorkload(role: JudgedRole): boolean {
  return role.isElseOfWorkload === true || isOfWorkload(role);
}

/** Whether a statement lets EKS Pod Identity give the role to pods. */
export function isForPodIdentity(statement: PolicyStatement): boolean {
  return statement.effect !== 'Deny' && coversAction(statement, 'sts:AssumeRole')
    && statement.principals.some(({ type, value }) => type === 'Service' && value === POD_IDENTITY_SERVICE);
}

/** Where a workload's role may call an action on roles that nobody named. */
export function onAnyRole(role: JudgedRole, action: string): AllowedOn[] {
  if (!isOfWorkload(role) || !hasStatement(role, (statement) => coversAction(statement, action))) {
    return []; // which is what most are
  }
  const permissions = permissionsOf(role);
  return permissions.allowing.filter(({ statement }) => coversAction(statement, action)).flatMap(({ statement, policy }) => {
    const limit = permissions.limit(statement, action);
    const all = limit === 'limited' ? [] : unnamed(role, statement, action, ROLE_KIND);
    if (all.length === 0 || isRefuted(role, statement, action, ROLE_KIND)) { // which takes a hundred times as long
      return [];
    }
    return all.map((found) => ({ policy, statement, ...found, isUnclear: limit === 'unclear', ownTag: permissions.tagItGives(statement, action) }));
  });
}

/**
 * Whether no request is allowed after all, of an action that a statement allows on some resource of a kind. What decides on requests
 * is a tenth of what the rules load, and few roles have a way that it has to be asked about.
 */
function isRefuted(role: JudgedRole, statement: PolicyStatement, action: string, kind: ResourceKind): boolean {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it at once
  return !permissionsOf(role).isPlain(statement, action) && (require('./confirmation') as typeof import('./confirmation')).isRefuted(role, action, kind);
}

/** The ways to others' permissions that a workload's role has, by the pattern that allows them, on each resource. */
export function escalations(role: JudgedRole): Escalation[] {
  if (!isOfWorkload(role) || !hasStatement(role, mayBeOfWay)) {
    return [];
  }
  const bySingle = permissionsOf(role).allowing.flatMap((allowing) => inStatement(role, allowing));
  const certain = bySingle.filter(({ level }) => level === 'error');
  const isSaid = ({ action }: Need) => certain.some(({ statement, actions, pattern }) => actions.some((found) => found.action === action)
    || actionMatches(pattern, action) || (statement.notActions.length > 0 && coversAction(statement, action)));
  const combined = (permissionsOf(role).speaksOf(COMBINED_SERVICES) ? COMBINED : [])
    .filter(({ needs }) => !needs.some(isSaid)).flatMap((way) => together(role, way));
  const parts = new Set(combined.flatMap(({ actions }) => actions.map(({ action }) => action)));
  return [...bySingle.filter(({ level, actions }) => level === 'error' || !actions.every(({ action }) => parts.has(action))), ...combined];
}

function hasStatement({ policies }: JudgedRole, isOne: (statement: PolicyStatement) => boolean): boolean {
  return policies.some(({ document: { statements } }) => statements.some(isOne));
}

/** What one statement allows: all the actions of one pattern on one resource are one escalation. */
function inStatement(role: JudgedRole, { statement, policy }: Allowing): Escalation[] {
  const { actions, notActions } = statement;
  const patterns = [...new Set(actions)].map((pattern) =>
    ({ pattern, all: among(singlesFor(pattern), (action) => actionMatches(pattern, action)) }));
  if (notActions.length > 0) {
    patterns.push({ pattern: everythingBut(notActions), all: among(SINGLE, (action) => coversAction(statement, action)) });
  }
  return patterns.flatMap(({ pattern, all }) => {
    const byResource = new Map<string, { level: Level; actions: EscalatingAction[] }>();
    const found = all.flatMap((single) => onResources(role, statement, single))
      .filter(({ action, way }) => !isRefuted(role, statement, action, way.needs[0].on));
    for (const { level, resource, ...action } of found) {
      const known = byResource.get(resource);
      if (known === undefined || (known.level === 'warning' && level === 'error')) {
        byResource.set(resource, { level, actions: [action] }); // what is certain says enough of a pattern
      } else if (known.level === level && !known.actions.some((one) => one.action === action.action)) {
        known.actions.push(action);
      }
    }
    return [...byResource].map(([resource, actionsOn]) => ({ policy, statement, pattern: plain(pattern), resource, ...actionsOn }));
  });
}

type OnResource = EscalatingAction & { readonly resource: string; readonly level: Level };

function onResources(role: JudgedRole, statement: PolicyStatement, { action, on, way }: Single): OnResource[] {
  const permissions = permissionsOf(role);
  const limit = permissions.limit(statement, action);
  if (limit === 'limited' && way.tag !== undefined) {
    return byTag(permissions, statement, { action, on, way }).map((resource) => ({ action, way, resource, level: way.level }));
  }
  if (limit === 'limited' || (way.through !== undefined && !hasThrough(permissions, action, way.through))) {
    return [];
  }
  if (way.isOf !== undefined) {
    const entries = permissions.entriesForOwn(way.isOf, statement, action);
    return entries.map((entry) => ({ action, way, resource: plain(entry), level: way.level }));
  }
  if (way.names !== undefined) {
    return ofNames(permissions, statement, { action, on, way }).map((resource) => ({ action, way, resource, level: way.level }));
  }
  if (!way.evenNamed) {
    return unnamed(role, statement, action, on).map(({ resource, witness, breadth }) => {
      const isPerhaps = breadth !== 'any' || limit !== 'none';
      return { action, way, resource, witness, isPerhaps, level: isPerhaps ? 'warning' : way.level };
    });
  }
  const { resources, notResources } = statement;
  const isPerhaps = limit !== 'none';
  const level = isPerhaps ? 'warning' : way.level;
  const left = resources.filter((entry) => canBeOf(entry, on) && !permissions.isElsewhere(action, entry))
    .filter((entry) => !permissions.isTakenAway(action, entry));
  const named = left.flatMap((entry): OnResource[] => {
    const { witness, breadth } = permissions.scope({ resources: [entry], notResources: [] }, action, on);
    return breadth === 'named' && isOnlyWildcards(entry)
      ? permissions.spared({ resources: [entry], notResources: [] }, action).filter((own) => canBeOf(own, on))
        .map((own) => ({ action, way, resource: plain(own), isPerhaps, level }))
      : [{ action, way, resource: plain(entry), witness, isPerhaps, level }];
  });
  if (notResources.length === 0) {
    return named;
  }
  const { witness, breadth } = permissions.scope({ resources: [], notResources }, action, on);
  return [...named, ...breadth === 'named' ? [] : [{ action, way, resource: everythingBut(notResources), witness, isPerhaps, level }]];
}

/** The entries of a statement that take resources of a kind which nobody named: each by itself, or all of them together. */
function unnamed(role: JudgedRole, { resources, notResources }: StatementResources, action: string, kind: ResourceKind): Omit<AllowedOn, keyof Allowing | 'isUnclear' | 'ownTag'>[] {
  const permissions = permissionsOf(role);
  const all = permissions.scope({ resources, notResources }, action, kind);
  if (all.breadth === 'named') {
    return [];
  }
  if (notResources.length > 0) {
    return [{ resource: everythingBut(notResources), ...all }];
  }
  const each = resources.map((entry) =>
    ({ resource: plain(entry), ...permissions.scope({ resources: [entry], notResources: [] }, action, kind) }));
  const [any, some] = [each.filter(({ breadth }) => breadth === 'any'), each.filter(({ breadth }) => breadth !== 'named')];
  return any.length > 0 ? any : all.breadth === 'any' ? [{ ...all, resource: `${some[0].resource} and ${some.length - 1} more` }] : some;
}

/** A way of which each action is allowed, by one statement or by several. */
function together(role: JudgedRole, way: Way): Escalation[] {
  const permissions = permissionsOf(role);
  const isSpokenOf = way.needs.every(({ action }) => permissions.speaksOf([serviceOf(action)]));
  const isSaidOfAll = () => way.isOfResource === true && way.needs.every(({ action, on }) => permissions.anyOf(`${serviceOf(action)}:*`, on) !== undefined);
  if (!isSpokenOf || isSaidOfAll()) {
    return [];
  }
  const found = way.needs.flatMap((need) => {
    const allowing = statementFor(permissions, need);
    return allowing === undefined ? [] : [{ ...need, allowing }];
  });
  if (found.length < way.needs.length || found.some(({ action, on, allowing: { statement } }) => isRefuted(role, statement, action, on))) {
    return [];
  }
  const isSure = found.every(({ allowing: { limit, scope } }) => limit === 'none' && scope.breadth === 'any');
  const { statement, policy } = found.at(-1)!.allowing;
  return [{
    policy,
    statement,
    pattern: way.needs.map(({ action }) => action).join(' and '),
    resource: plain(statement.resources[0] ?? everythingBut(statement.notResources)),
    actions: found.map(({ action, allowing: { scope: { witness } } }) => ({ action, way, witness, isPerhaps: !isSure })),
    level: isSure ? way.level : 'warning',
  }];
}

/** Whether a condition of a statement holds only for those whom it names, and names something. */
export function hasLimit({ conditions }: PolicyStatement, key: RegExp, isEnough = (value: string) => !isOnlyWildcards(value)): boolean {
  return conditions.some((test) => key.test(test.key) && ['string', 'arn'].includes(test.operator.type) && requiresValue(test.operator)
    && test.values.length > 0 && test.values.every(isEnough));
}

/** A request that is allowed, for a message that has the pattern. */
export function suchAs(witness: string | undefined, resource: string): string {
  return witness === undefined || witness === resource ? '' : `, such as on ${plain(witness)}`;
}

function everythingBut(patterns: readonly string[]): string {
  return `everything but ${patterns.map(plain).join(', ')}`;
}
