import type { ActionFact, ActionFacts } from './action-facts';
import { actionsByService, isOfAllServices } from './action-facts';
import type { ReachVerdicts } from './reach-verdict';
import { conditionsOf } from './statement-text';
import type { Thing } from './thing';
import { thingOf } from './thing';
import type { AccessRole } from '../../access/model/access-role';
import { resourceText } from '../../access/words/resource-words';
import { addTo } from '../../core/add-to';
import { coversAction } from '../../iam/action';
import { arnParts } from '../../iam/arn';
import type { PolicyDocument } from '../../iam/document';
import { isOnlyWildcards } from '../../iam/glob';
import { KnownActions } from '../../iam/known-actions';
import { isKnown, plain } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import type { ReportReachLine } from '../report-resource';

/** What one statement allows by one entry of `Resource`, for the actions of one service. */
export interface Grant {
  readonly role: AccessRole;
  readonly statement: PolicyStatement;
  readonly entry: string;
  readonly thing: Thing;
  /** The known actions that may be about the entry. */
  readonly facts: readonly ActionFact[];
  /** Whether the statement is one of the policy of the resource. */
  readonly isOfResource: boolean;
}

/** How many actions of one verb are asked about; the first that is allowed is enough. */
const MOST_ACTIONS = 3;

const ORDER = ['reads', 'lists', 'writes', 'creates', 'deletes', 'tags', 'changes the permissions of'];

/** What the policies of a role allow, entry by entry. Services that the reference does not know are left out. */
export function grantsOf(role: AccessRole, facts: ActionFacts): Grant[] {
  return allowingStatements(role).flatMap((statement) => grantsOfStatement(role, statement, facts));
}

function allowingStatements(role: AccessRole): PolicyStatement[] {
  const statements = role.ways.flatMap(({ identity }) => identity).filter(({ policy }) => policy !== undefined)
    .flatMap(({ document }) => document.statements).filter(({ effect }) => effect === 'Allow');
  return [...new Set(statements)];
}

/** What the policy of a resource allows the roles that it names. */
export function grantsOfResource(
  { statements }: PolicyDocument, rolesOf: (principal: string) => readonly AccessRole[], facts: ActionFacts,
): Grant[] {
  return statements.filter(({ effect }) => effect === 'Allow').flatMap((statement) =>
    [...new Set(statement.principals.flatMap(({ value }) => value === '*' ? [] : rolesOf(value)))]
      .flatMap((role) => grantsOfStatement(role, statement, facts)).map((grant) => ({ ...grant, isOfResource: true })));
}

/** Whether a role has a statement for all services, or for all but some actions. */
export function hasGrantsOfAll(role: AccessRole): boolean {
  return allowingStatements(role).some(isForAll);
}

function isForAll({ actions, notActions }: PolicyStatement): boolean {
  return notActions.length > 0 || actions.some(isOfAllServices);
}

/** What a statement for all services, or for all but some actions, allows of one service. */
export function grantsOfAll(role: AccessRole, service: string, facts: ActionFacts): Grant[] {
  return allowingStatements(role).filter(isForAll).flatMap((statement) => allOfService(role, statement, service, facts));
}

function grantsOfStatement(role: AccessRole, statement: PolicyStatement, facts: ActionFacts): Grant[] {
  const byService = statement.notActions.length > 0 ? [['*', ['*']] as const] : [...actionsByService(statement.actions)];
  return byService.flatMap(([service, names]) =>
    service === '*' ? ofAllServices(role, statement, facts) : ofService(role, statement, service, names, facts));
}

/** Of a statement for all services, or for all but some actions, the entries that name a service. */
function ofAllServices(role: AccessRole, statement: PolicyStatement, facts: ActionFacts): Grant[] {
  const services = new Set(statement.resources.flatMap((entry) => arnParts(entry)?.service ?? []));
  return [...services].filter((service) => KnownActions.read().service(service) !== undefined)
    .flatMap((service) => allOfService(role, statement, service, facts));
}

function allOfService(role: AccessRole, statement: PolicyStatement, service: string, facts: ActionFacts): Grant[] {
  return ofService(role, statement, service, ['*'], facts, ({ action: { name } }) => coversAction(statement, `${service}:${name}`));
}

function ofService(
  role: AccessRole, statement: PolicyStatement, service: string, names: readonly string[], facts: ActionFacts,
  isMeant: (fact: ActionFact) => boolean = () => true,
): Grant[] {
  const all = facts.of(service, names).filter((fact) => fact.action.resources?.length !== 0 && isMeant(fact));
  const entries = statement.notResources.length > 0 ? ['*'] : statement.resources;
  return all.length === 0 ? [] : entries.flatMap((entry): Grant[] => {
    const reach = isKnown(entry) ? KnownActions.read().reach(service, entry) : undefined;
    const taking = reach === undefined ? all : all.filter(({ action: { resources } }) => reach.takes(resources));
    return taking.length === 0 ? [] : [{ role, statement, entry, thing: thingOf(entry, service), facts: taking, isOfResource: false }];
  });
}

/** What a grant comes to for a resource, with all that denies and limits it; a line for each answer. */
export function reachLines({ role, statement, entry, facts, thing: own }: Grant, thing: Thing, verdicts: ReachVerdicts): ReportReachLine[] {
  const conditions = conditionsOf(statement);
  const on = thing.kind === 'named' || !isOnlyWildcards(entry) ? resourceText(entry, role.account) : 'any resource';
  const byVerb = new Map<string, ActionFact[]>();
  facts.forEach((fact) => addTo(byVerb, fact.verb, [fact]));
  const lines = new Map<string, { verbs: string[]; line: Omit<ReportReachLine, 'verbs'> }>();
  for (const [verb, all] of byVerb) {
    const asked = all.slice(0, MOST_ACTIONS);
    const target = targetOf(thing, own, entry, asked[0]);
    const verdict = verdicts.of(role, statement, asked.map(({ action }) => `${thing.service}:${action.name}`), target, conditions);
    if (verdict.decision !== 'denied') {
      const { decision, dependsOn } = verdict;
      const line = { on: plain(on), decision, conditions: verdict.conditions, dependsOn };
      const key = byVerb.size === 1 ? '' : JSON.stringify(line);
      lines.set(key, { verbs: [...lines.get(key)?.verbs ?? [], verb], line });
    }
  }
  return [...lines.values()].map(({ verbs, line }) => ({ verbs: inOrder(verbs), ...line }));
}

/** What is asked about: the part of the thing that the entry is about. */
function targetOf(thing: Thing, own: Thing, entry: string, { action: { resources = [] } }: ActionFact): string {
  if (thing.kind === 'any') {
    return '*';
  }
  if (own.arn === thing.arn) {
    return entry;
  }
  const isInside = thing.service === 's3' && resources.some((resource) => resource.includes('/'));
  const slash = entry.indexOf('/');
  return !isInside ? thing.arn : `${thing.arn}/${slash < 0 || own.kind === 'any' ? '*' : entry.slice(slash + 1)}`;
}

function inOrder(verbs: readonly string[]): readonly string[] {
  if (verbs.length < 2) {
    return verbs;
  }
  const rank = (verb: string) => ORDER.includes(verb) ? ORDER.indexOf(verb) : ORDER.length;
  return [...verbs].sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}
