import type { Limit } from './condition-limits';
import { isOfWorkload } from './escalation';
import type { JudgedRole } from './judged-role';
import type { Allowing, Permissions } from './permitted';
import { permissionsOf } from './permitted';
import type { StatementResources } from './resource-scope';
import { NEARLY_ALL } from './whole-services';
import { addTo } from '../core/add-to';
import { coversAction } from '../iam/action';
import { arnParts } from '../iam/arn';
import { globMatches, hasWildcard, isOnlyWildcards } from '../iam/glob';
import { KnownActions } from '../iam/known-actions';
import type { KnownAction } from '../iam/known-actions';
import { isKnown, plain, splitText } from '../iam/partial-text';
import type { PolicyStatement } from '../iam/policy-statement';

/** A statement that allows everything of a service, or of AWS, on resources that nobody named. */
export interface Coverage extends Allowing {
  /** As it is written, or what it comes to. */
  readonly pattern: string;
  readonly resource: string;
  /** A request that is allowed. */
  readonly witness?: { readonly action: string; readonly resource: string };
  readonly limit: Limit;
  /** Whether the entries leave names out that nobody chose, such as those without a dash. */
  readonly isOfMany?: boolean;
}

/** Services whose actions are of other rules, and those that have nothing of the account's to give. */
const OTHERS = /^(?:iam|sts|ecr-public|pricing|ssmmessages|ec2messages)$/;
const READING = /^(?:BatchGet|Get|List|Describe|Search|Select|Query|View|Check|Lookup)/;
/** Services that everybody knows, to show what everything of AWS is. */
const TELLING = ['s3', 'ec2', 'dynamodb', 'secretsmanager'];
/** Nobody spreads a service over more statements. */
const MOST_STATEMENTS = 50;
const PARTS_OF_ARN = 6;
/** Lists of fewer patterns are none of a whole service. */
const FEW = 4;

/** Where the policies of a workload's role allow everything of a service. */
export function coverages(role: JudgedRole): Coverage[] {
  if (!isOfWorkload(role) || !mayCover(role)) {
    return [];
  }
  const permissions = permissionsOf(role);
  const found = permissions.allowing.flatMap((allowing) => ofStatement(allowing, permissions));
  return [...found, ...ofSeveral(permissions)];
}

/** Whether a role is allowed more actions than a few that are named: no service has so few. */
function mayCover({ policies }: JudgedRole): boolean {
  let named = 0;
  return policies.some(({ document: { statements } }) => statements.some(({ effect, actions, notActions }) => {
    named += effect === 'Deny' ? 0 : actions.length;
    return effect !== 'Deny' && (notActions.length > 0 || named > FEW || actions.some(hasWildcard));
  }));
}

/** Where statements that each allow a part of a service on everything come to all of it. */
function ofSeveral(permissions: Permissions): Coverage[] {
  const byService = new Map<string, Allowing[]>();
  for (const allowing of permissions.allowing) {
    const { actions, resources, notResources } = allowing.statement;
    const services = notResources.length > 0 || resources.some(mayTakeSeveral) ? new Set(actions.filter(isKnown).map(serviceOf)) : [];
    services.forEach((service) => addTo(byService, service, [allowing]));
  }
  return [...byService].flatMap(([service, all]): Coverage[] => {
    if (all.length < 2 || all.length > MOST_STATEMENTS || OTHERS.test(service)) {
      return [];
    }
    const isOfService = (action: string) => isKnown(action) && serviceOf(action) === service;
    const known = KnownActions.read().service(service)?.actions ?? [];
    const covers = (parts: readonly Allowing[]) =>
      coversNearlyAll(parts.flatMap(({ statement: { actions } }) => actions.filter(isOfService)), known);
    if (!covers(all) || all.some((one) => covers([one]))) {
      return [];
    }
    const broad = all.filter(({ statement }) => permissions.limit(statement, `${service}:*`) === 'none' && broadOn(service, statement, permissions) !== undefined);
    const last = broad.at(-1);
    return last === undefined || !covers(broad) ? []
      : [{ ...last, pattern: `${service}:*, together with other statements,`, limit: 'none', ...broadOn(service, last.statement, permissions)! }];
  });
}

function ofStatement({ statement, policy }: Allowing, permissions: Permissions): Coverage[] {
  if (!mayBeBroad(statement)) {
    return [];
  }
  const patterns = new Map<string, string[]>();
  statement.actions.filter((action) => isKnown(action) && isOfWholeServices(action))
    .forEach((action) => patterns.set(action, servicesFor(serviceOf(action))));
  if (statement.notActions.length > 0) {
    patterns.set(`everything but ${statement.notActions.map(plain).join(', ')}`, leftServices(statement));
  }
  listedServices(statement).forEach((service) => patterns.set(`${service}:*, action by action,`, [service]));
  return [...patterns].flatMap(([pattern, services]): Coverage[] => {
    const named = services.some((service) => /^\*+$/.test(service)) ? [...new Set([...TELLING, ...servicesOf(statement)])] : services;
    for (const service of named.filter((name) => !OTHERS.test(name))) {
      const limit = permissions.limit(statement, `${service}:*`);
      const found = limit === 'limited' ? undefined : broadOn(service, statement, permissions);
      if (found !== undefined) {
        return [{ policy, statement, pattern, limit, ...found }];
      }
    }
    return [];
  });
}

/** A few of the services that a pattern of one stands for: `dynamo*` for DynamoDB. */
function servicesFor(pattern: string): string[] {
  return !hasWildcard(pattern) || isOnlyWildcards(pattern) ? [pattern]
    : KnownActions.read().serviceNames.filter((service) => !OTHERS.test(service) && globMatches(pattern, service)).slice(0, FEW);
}

/** A few of the services of which `NotAction` leaves everything: those that everybody knows, if it leaves any of them. */
function leftServices(statement: PolicyStatement): string[] {
  const isLeft = (service: string) => coversAction(statement, `${service}:*`);
  const known = [...new Set([...TELLING, ...servicesOf(statement)])].filter(isLeft);
  return known.length > 0 ? known
    : KnownActions.read().serviceNames.filter((service) => !OTHERS.test(service) && isLeft(service)).slice(0, FEW);
}

/** The services whose resources a statement names: everything of AWS on these is everything of theirs. */
function servicesOf({ resources }: PolicyStatement): string[] {
  return resources.flatMap((entry) => arnParts(entry)?.service.toLowerCase() ?? [])
    .filter((service) => isKnown(service) && !hasWildcard(service));
}

/** Most statements name single actions, or resources without a wildcard. */
function mayBeBroad({ actions, notActions, resources, notResources }: PolicyStatement): boolean {
  return (notActions.length > 0 || actions.length >= FEW || actions.some((action) => /[*?]$|:[*?]/.test(action)))
    && (notResources.length > 0 || resources.some(mayTakeSeveral));
}

/** IAM fills up what is missing of an ARN. */
function mayTakeSeveral(entry: string): boolean {
  return hasWildcard(entry) || splitText(entry, ':').length < PARTS_OF_ARN;
}

/** The resources of a service that a statement takes whatever their names, and one of them. */
function broadOn(service: string, statement: StatementResources, permissions: Permissions): Pick<Coverage, 'resource' | 'witness' | 'isOfMany'> | undefined {
  const known = KnownActions.read().service(service);
  if (!known?.actions.some(({ name }) => !READING.test(name))) { // of a service that only tells what AWS has, or that AWS does not list
    return undefined;
  }
  const resource = statement.notResources.length > 0 ? `everything but ${statement.notResources.map(plain).join(', ')}` : statement.resources.map(plain).join(', ');
  const kinds = kindsOf(service, known.actions).map((kind) => ({ kind, ...permissions.scope(statement, `${service}:*`, kind) }));
  const broadest = kinds.find(({ breadth }) => breadth === 'any') ?? kinds.find(({ breadth }) => breadth === 'many');
  if (broadest === undefined) {
    return undefined;
  }
  const { kind, witness, breadth } = broadest;
  const left = known.actions.filter(({ name }) => witness !== undefined && permissions.isLeft(`${service}:${name}`, witness));
  const name = telling(left, kind);
  return {
    resource,
    witness: name === undefined || witness === undefined ? undefined : { action: `${service}:${name}`, resource: witness },
    ...breadth === 'many' ? { isOfMany: true } : {},
  };
}

/** The kinds of resources of a service, those of most actions first */
function kindsOf(service: string, actions: readonly KnownAction[]): string[] {
  const times = new Map<string, number>();
  actions.forEach(({ resources }) => (resources ?? []).filter((kind) => kind.startsWith(`${service}:`) && kind.includes('*', kind.lastIndexOf(':')))
    .forEach((kind) => times.set(kind, (times.get(kind) ?? 0) + 1)));
  return [...[...times].sort(([, a], [, b]) => b - a).map(([kind]) => kind), '*'];
}

/** An action on a kind of resources that shows what everything is. */
function telling(actions: readonly KnownAction[], kind: string): string | undefined {
  const on = actions.filter(({ resources }) => kind === '*' ? resources?.length === 0 : resources?.includes(kind));
  const deleting = on.filter(({ name }) => /^(?:Delete|Terminate)/.test(name)).sort((a, b) => a.name.length - b.name.length);
  return (deleting[0] ?? on.find(({ name }) => !/^(?:Get|List|Describe)/.test(name)))?.name;
}

/** Whether one pattern is all of AWS, or nearly all actions of a service: `*`, `s3:*`, `kms:?*`, `s3:*e*`. */
function isOfWholeServices(action: string): boolean {
  return /^(?:\*+|[^:]+:\**)$/.test(action)
    || (/^[^:*?]+:[*?].*[*?]/.test(action) && coversNearlyAll([action], KnownActions.read().service(serviceOf(action))?.actions ?? []));
}

function coversNearlyAll(patterns: readonly string[], all: readonly KnownAction[]): boolean {
  const needed = NEARLY_ALL * all.length;
  if (patterns.length === 0 || all.length <= FEW || (patterns.length < needed && !patterns.some(hasWildcard))) {
    return false; // a name is one action
  }
  const own = { actions: patterns, notActions: [] };
  const service = serviceOf(patterns[0]);
  return all.filter(({ name }) => coversAction(own, `${service}:${name}`)).length >= needed;
}

/** Services of which a statement lists nearly all actions, name by name or by several patterns. */
function listedServices({ actions }: PolicyStatement): string[] {
  if (actions.length < FEW) {
    return [];
  }
  const byService = new Map<string, string[]>();
  actions.filter((action) => isKnown(action) && /^[a-z0-9-]+:.*[^*]/i.test(action)).forEach((action) => addTo(byService, serviceOf(action), [action]));
  return [...byService].filter(([service, own]) => own.length >= FEW && !OTHERS.test(service) && !own.some(isOfWholeServices)
    && coversNearlyAll(own, KnownActions.read().service(service)?.actions ?? [])).map(([service]) => service);
}

function serviceOf(action: string): string {
  const colon = action.indexOf(':');
  return (colon < 0 ? action : action.slice(0, colon)).toLowerCase();
}
