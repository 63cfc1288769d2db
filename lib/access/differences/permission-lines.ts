import type { Difference } from './difference';
import type { Gain } from './permission-search';
import type { ChangedPart } from './region-search';
import { withTagNames } from './session-tags';
import type { SidePolicies } from './side-policies';
import type { StandIns } from './stand-ins';
import { globsOverlap, isOnlyWildcards } from '../../iam/glob';
import { plain, unknownPart } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import { permissionLines } from '../words/permission-words';

/** How many parts one line names, and how long a policy is that is shown as it is written. */
const [MOST_PARTS, MOST_CHARACTERS] = [6, 600];

/** What words about a comparison need. */
export interface LineContext {
  readonly kind: 'gains' | 'loses';
  readonly standIns: StandIns;
  readonly account?: string;
  /** The side on which it is not allowed, and that on which it is. */
  readonly from?: SidePolicies;
  readonly to: SidePolicies;
}

/** What somebody gains or loses, in words: a line for each service and kind of doing of a statement, one for each deny and limit. */
export function differencesOf(gain: Gain, context: LineContext): Difference[] {
  const { cause, parts } = gain;
  const open = parts.filter(({ witness }) => witness === undefined).map((part) => unclear(part, context));
  const certain = parts.filter(({ witness }) => witness !== undefined);
  if (certain.length === 0) {
    return open.slice(0, 1);
  }
  if (cause.kind === 'statement') {
    return [...certain.map((part) => ofStatement(part, context)), ...open.slice(0, 1)];
  }
  const texts = [...new Set(certain.map((part) => wordsOf([allowing(part.statement)], context)))];
  const more = texts.length - MOST_PARTS;
  const what = [...texts.slice(0, MOST_PARTS), ...more > 0 ? [`${more} more`] : []].join('; ');
  return [{
    kind: context.kind,
    text: `${what}, ${reasonOf(cause.kind, context)}`,
    isUndecided: false,
    ...cause.kind !== 'deny' ? {} : deniesOf(cause.deny, context),
    witness: certain[0].witness,
    scopes: certain.map(({ statement }) => statement),
  }];
}

function reasonOf(cause: 'deny' | 'boundary' | 'session', { kind }: LineContext): string {
  const keeps = kind === 'gains' ? 'no longer keeps from it' : 'keeps from it now';
  return cause === 'deny' ? kind === 'gains' ? 'which is no longer denied' : 'which is denied now'
    : `which its ${cause === 'boundary' ? 'permissions boundary' : 'session policy'} ${keeps}`;
}

/** What was denied and what is denied now, both in words. */
function deniesOf(deny: PolicyStatement, context: LineContext): Pick<Difference, 'before' | 'after'> {
  const { to, kind } = context;
  const left = [...to.identity, ...to.boundary, ...to.session, ...to.resource].flatMap(({ statements }) => statements)
    .filter((other) => other.effect === 'Deny' && overlapping(allowing(other), deny).length > 0);
  const [more, less] = [wordsOf([deny], context), wordsOf(left, context)];
  return kind === 'gains' ? { before: more, ...less === '' ? {} : { after: less } } : { after: more, ...less === '' ? {} : { before: less } };
}

function ofStatement(part: ChangedPart, context: LineContext): Difference {
  const { kind, from } = context;
  const near = (from?.identity ?? []).flatMap(({ statements }) => statements).flatMap((other) => overlapping(other, part.statement));
  const [text, other] = [wordsOf([part.statement], context), wordsOf(near, context)];
  const [own, others] = other !== text ? [undefined, other] : [writtenText([part.statement], context), writtenText(near, context)];
  return {
    kind,
    text,
    isUndecided: false,
    ...others === '' ? {} : { [kind === 'gains' ? 'before' : 'after']: others },
    ...own === undefined ? {} : { [kind === 'gains' ? 'after' : 'before']: own },
    witness: part.witness,
    scopes: [part.statement],
  };
}

/** What cannot be decided is said with both texts. */
function unclear({ statement, open = '' }: ChangedPart, context: LineContext): Difference {
  const near = (context.from?.identity ?? []).flatMap(({ statements }) => statements)
    .filter((other) => overlapping(other, statement).length > 0);
  const [own, others] = [writtenText([statement], context), writtenText(near, context)];
  return {
    kind: 'unclear',
    text: `cannot be compared (${plain(context.standIns.back(open))}): ${wordsOf([statement], context)}`,
    isUndecided: true,
    ...context.kind === 'gains' ? { before: others, after: own } : { before: own, after: others },
    scopes: [statement],
  };
}

/** A statement about some of the same requests, with the actions that both have. */
function overlapping(other: PolicyStatement, { actions, resources, notResources, notActions }: PolicyStatement): PolicyStatement[] {
  if (other.effect !== 'Allow') {
    return [];
  }
  const both = [...new Set(other.actions.flatMap((pattern) => notActions.length > 0 ? [pattern] : actions.flatMap((own) =>
    !globsOverlap(own.toLowerCase(), pattern.toLowerCase()) ? [] : [/[*?]/.test(own) ? pattern : own])))];
  const entries = notResources.length > 0 ? other.resources
    : other.resources.filter((entry) => resources.some((own) => globsOverlap(own, entry)));
  const isAbout = (other.notActions.length > 0 || both.length > 0) && (other.notResources.length > 0 || entries.length > 0);
  return isAbout ? [{ ...other, actions: both, resources: entries }] : [];
}

function allowing(statement: PolicyStatement): PolicyStatement {
  return { ...statement, effect: 'Allow' };
}

function wordsOf(statements: readonly PolicyStatement[], { standIns, account }: LineContext): string {
  const texts = statements.flatMap((statement) => permissionLines(namedResources(standIns.writtenStatement(statement)), account)
    // The names of particular resources tell the service, too.
    .map(({ service, text }) => service !== 'all services' && statement.resources.every(isOnlyWildcards) ? `${text} (${service})` : text));
  return withTagNames([...new Set(texts)].join('; '));
}

/** How ARNs of resources go on behind their service, by the prefix of the actions that are about them. */
const TYPES: Readonly<Record<string, string>> = { s3: '', sqs: '', sns: '', kms: 'key/', dynamodb: 'table/', secretsmanager: 'secret:' };

/** A reference to the ARN of a resource without a name is the resource: `<Media.Arn>/*` of S3 are the objects of `<Media>`. */
function namedResources(statement: PolicyStatement): PolicyStatement {
  const services = new Set([...statement.actions, ...statement.notActions].map((action) => action.split(':')[0].toLowerCase()));
  const [service] = services;
  const type = services.size === 1 && Object.hasOwn(TYPES, service) ? TYPES[service] : undefined;
  const named = (entries: readonly string[]) => entries.map((entry) =>
    type === undefined ? entry : entry.replace(/^\uE000([^\uE000\uE001]*)\.Arn\uE001/, (_, id: string) => `arn:*:${service}:::${type}${unknownPart(id)}`));
  return { ...statement, resources: named(statement.resources), notResources: named(statement.notResources) };
}

function writtenText(statements: readonly PolicyStatement[], { standIns }: LineContext): string {
  const texts = statements.map((statement) => {
    const { effect, actions, notActions, resources, notResources, conditions } = standIns.writtenStatement(statement);
    const asked = Object.fromEntries(conditions.map(({ operator, key, values }) => [`${operator.name} ${key}`, values]));
    const all = {
      Effect: effect, Action: actions, NotAction: notActions, Resource: resources, NotResource: notResources, Condition: asked,
    };
    return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([, value]) => typeof value === 'string' || Object.keys(value).length > 0)));
  });
  const text = withTagNames(plain(texts.join(' ')));
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
