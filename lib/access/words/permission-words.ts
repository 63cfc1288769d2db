import { actionsText, doingsOf, needsNoResource } from './action-words';
import { conditionText } from './condition-words';
import { plural } from './nouns';
import { resourceNoun, resourceText } from './resource-words';
import { serviceText } from './service-words';
import { addTo } from '../../core/add-to';
import { list } from '../../core/text';
import { actionMatches } from '../../iam/action';
import { KnownActions } from '../../iam/known-actions';
import type { KnownAction } from '../../iam/known-actions';
import { isKnown, plain } from '../../iam/partial-text';
import type { ConditionTest, PolicyStatement } from '../../iam/policy-statement';

/** What a statement allows or denies of one service, in words. */
export interface PermissionLine {
  /** As it is called: `S3`; `all services`. */
  readonly service: string;
  /** `reads objects below acme-media/thumbnails/`; what is denied begins with `never `. */
  readonly text: string;
}

/** How many resources are written out. */
const MOST_RESOURCES = 6;

/** What a statement allows or denies, in words, a line for each service and kind of doing. */
export function permissionLines(statement: PolicyStatement, account?: string): PermissionLine[] {
  const { effect, actions, notActions } = statement;
  const never = effect === 'Deny' ? 'never ' : '';
  const when = conditionsWords(statement.conditions, account);
  const rest = statement.hasUndecidedConditions ? ', under conditions that are not known' : '';
  if (notActions.length > 0) {
    const text = `does everything but ${list(notActions.map(plain), 'or')} with ${resourcesText(statement, account)}`;
    return [{ service: 'all services', text: `${never}${text}${when}${rest}` }];
  }
  const byService = new Map<string, string[]>();
  actions.forEach((action) => addTo(byService, serviceOf(action), [action]));
  return [...byService].flatMap(([service, all]) => doings(service, all, statement, account)
    .map((text) => ({ service: service === '*' ? 'all services' : serviceText(service), text: `${never}${text}${when}${rest}` })));
}

function serviceOf(action: string): string {
  const [service] = action.split(':');
  return action.includes(':') && isKnown(service) ? service.toLowerCase() : '*';
}

function doings(service: string, actions: readonly string[], statement: PolicyStatement, account: string | undefined): string[] {
  const names = actions.map((action) => action.slice(action.indexOf(':') + 1));
  if (service === '*' || names.includes('*')) {
    return [`does everything with ${resourcesText(statement, account)}`];
  }
  const matched = KnownActions.read().matchingAny(service, names) ?? [];
  const unknown = names.filter((name) => !matched.some((action) => actionMatches(name, action.name)));
  const others = unknown.map((name) => `calls ${plain(service)}:${plain(name)} on ${resourcesText(statement, account)}`);
  const isOnAny = statement.notResources.length === 0 && statement.resources.every((entry) => entry === '*');
  const alone = matched.filter(({ name, resources }) => resources?.length === 0 || (isOnAny && needsNoResource(service, name)));
  const about = matched.filter((action) => !alone.includes(action));
  const onNone = alone.length === 0 ? [] : [actionsText(alone.map(({ name }) => name))];
  const found = [...onResources(service, about, statement, account), ...onNone, ...others];
  // What no kind of resource that is known takes is said as it stands, rather than passed over.
  return found.length > 0 ? found : [`calls ${list(names.map((name) => plain(`${service}:${name}`)))} on ${resourcesText(statement, account)}`];
}

/** Each resource with the actions that take it; those of one kind of doing together. */
function onResources(service: string, actions: readonly KnownAction[], statement: PolicyStatement, account: string | undefined): string[] {
  if (actions.length === 0) {
    return [];
  }
  if (statement.notResources.length > 0) {
    return doingsOf(service, actions.map(({ name }) => name), undefined).map((doing) => `${doing} ${resourcesText(statement, account)}`);
  }
  const table = KnownActions.read();
  const byDoing = new Map<string, string[]>();
  for (const entry of statement.resources) {
    const reach = isKnown(entry) ? table.reach(service, entry) : undefined;
    const taking = actions.filter(({ resources }) => reach?.takes(resources) ?? true);
    doingsOf(service, taking.map(({ name }) => name), isKnown(entry) ? resourceNoun(entry) : undefined)
      .forEach((doing) => addTo(byDoing, doing, [resourceText(entry, account)]));
  }
  return [...byDoing].map(([doing, resources]) => `${doing} ${some(resources)}`);
}

function resourcesText({ resources, notResources }: PolicyStatement, account: string | undefined): string {
  return notResources.length > 0 ? `everything but ${some(notResources.map((entry) => resourceText(entry, account)))}`
    : some(resources.map((entry) => resourceText(entry, account)));
}

function some(texts: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const all = [...new Set(texts)];
  const head = commonWords(all);
  const rest = all.map((text) => text.slice(head.length));
  const more = all.length - MOST_RESOURCES;
  const shown = list(more > 1 ? [...rest.slice(0, MOST_RESOURCES), `${more} more`] : rest, conjunction);
  return head === '' ? shown : `${/ (?:below|named) $/.test(head) ? head : `${plural(head.trimEnd())} `}${shown}`;
}

/** What resources of one kind are called, which is said once: `log groups a and b`. */
function commonWords(texts: readonly string[]): string {
  const [first, ...others] = texts.map((text) => text.split(' '));
  const differ = first?.findIndex((word, index) => others.some((words) => words[index] !== word)) ?? 0;
  const head = texts.length < 2 ? [] : first.slice(0, Math.max(differ, 0));
  const isNoun = head.length > 0 && head[0] !== 'any' && head.every((word) => /^[A-Za-z-]+$/.test(word)) && head.at(-1) !== 'of';
  // Else what follows the last name, such as an account, would seem to be of all.
  return isNoun && [first, ...others].every((words) => words.length === head.length + 1) ? `${head.join(' ')} ` : '';
}

/** `monitoring.rds.amazonaws.com` is a part of RDS, `s3.eu-central-1.amazonaws.com` is S3 in a region. */
function serviceOfHost(host: string): string {
  const [first, second] = host.replace(/\.amazonaws\.com(?:\.cn)?$/, '').split('.');
  return second === undefined || /-\d+$/.test(second) ? serviceText(first) : `${serviceText(second)} (${plain(first)})`;
}

/** Conditions as words behind a sentence; those of which a person thinks otherwise than of a key and its value are said so. */
function conditionsWords(tests: readonly ConditionTest[], account: string | undefined): string {
  const asWords = tests.map((test) => [test, ownWords(test, account)] as const);
  const quoted = asWords.filter(([, words]) => words === undefined).map(([test]) => conditionText(test));
  const own = asWords.flatMap(([, words]) => words ?? []);
  const apart = (words: string) => words.startsWith(',');
  return `${[...own.filter((words) => !apart(words)), ...own.filter(apart)].join('')}${quoted.length === 0 ? '' : `, if ${list(quoted)}`}`;
}

function ownWords({ operator, key, values }: ConditionTest, account: string | undefined): string | undefined {
  const { known, type, negated, quantifier, ifExists, relation } = operator;
  const name = key.toLowerCase();
  if (!known || type !== 'string' || negated || quantifier !== 'none' || ifExists || !values.every(isKnown)) {
    return undefined;
  }
  if (['kms:viaservice', 'iam:passedtoservice'].includes(name) && values.every((value) => /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(value))) {
    const services = [...new Set(values.map(serviceOfHost))];
    return ` ${name === 'kms:viaservice' ? 'through' : 'to'} ${list(services, 'or')}`;
  }
  if (name.startsWith('kms:encryptioncontext:') && values.every((value) => /^arn:[^*?]+:/.test(value))) {
    return `, for ${some(values.map((value) => resourceText(value, account)), 'or')}`;
  }
  return name === 's3:prefix' && relation === 'like' && values.every((value) => /^[^*?]+\*$/.test(value)) ? `, below ${list(values.map((value) => plain(value.slice(0, -1))), 'or')}` : undefined;
}
