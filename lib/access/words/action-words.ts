import { changedThing, formOf } from './changed-things';
import { plural, wordsIn, wordText } from './nouns';
import { addTo } from '../../core/add-to';
import { own } from '../../core/plain-object';
import { list } from '../../core/text';
import type { AccessLevel } from '../../iam/known-actions';
import { KnownActions } from '../../iam/known-actions';
import { plain } from '../../iam/partial-text';

/** Actions that say more by their own verb than by what they do to a resource; the word stands before the resource. */
const VERBS: Readonly<Record<string, string>> = {
  decrypt: 'decrypts with',
  encrypt: 'encrypts with',
  reencryptfrom: 'decrypts with',
  reencryptto: 'encrypts with',
  sign: 'signs with',
  verify: 'verifies with',
  generatedatakey: 'makes data keys with',
  generatedatakeywithoutplaintext: 'makes data keys with',
  creategrant: 'makes grants for',
  sendmessage: 'sends messages to',
  receivemessage: 'receives messages from',
  deletemessage: 'deletes messages of',
  publish: 'publishes to',
  changemessagevisibility: 'delays messages of',
  assumerole: 'becomes',
  passrole: 'passes',
  invokefunction: 'invokes',
  startexecution: 'starts',
  sendbulkemail: 'sends mail as',
  sendbulktemplatedemail: 'sends mail as',
  sendemail: 'sends mail as',
  sendrawemail: 'sends mail as',
  sendtemplatedemail: 'sends mail as',
};

/** The same of one service: another service means something else by the name. */
const VERBS_OF_SERVICE: Readonly<Record<string, string>> = {
  'acm:exportcertificate': 'exports the private key of',
  'aoss:apiaccessall': 'uses',
  'aoss:dashboardsaccessall': 'opens',
  'appconfig:startconfigurationsession': 'reads',
  'aps:remotewrite': 'writes metrics to',
  'athena:startqueryexecution': 'queries in',
  'bedrock:applyguardrail': 'applies',
  'bedrock:invokemodel': 'invokes',
  'bedrock:invokemodelwithresponsestream': 'invokes',
  'bedrock:retrieve': 'searches',
  'cognito-idp:adminaddusertogroup': 'changes the groups of users of',
  'cognito-idp:adminremoveuserfromgroup': 'changes the groups of users of',
  'cloudfront:createinvalidation': 'invalidates',
  'dynamodb:updatetimetolive': 'changes the time to live of',
  'ecr:batchimportupstreamimage': 'imports images into',
  'ecr:completelayerupload': 'uploads layers to',
  'ecr:initiatelayerupload': 'uploads layers to',
  'ecr:uploadlayerpart': 'uploads layers to',
  'elasticache:connect': 'connects to',
  'events:putevents': 'puts events on',
  'execute-api:invoke': 'calls',
  'firehose:putrecord': 'puts records into',
  'firehose:putrecordbatch': 'puts records into',
  'iot:connect': 'connects as',
  'iot:receive': 'receives messages of',
  'iot:subscribe': 'subscribes to',
  'lambda:invokeasync': 'invokes',
  'kafka-cluster:connect': 'connects to',
  'kafka-cluster:writedataidempotently': 'writes idempotently to',
  'logs:putlogevents': 'writes events to',
  'logs:putretentionpolicy': 'sets the retention of',
  'mediaconvert:createjob': 'creates jobs with',
  'memorydb:connect': 'connects to',
  'rds-db:connect': 'connects as',
  'redshift:getclustercredentials': 'signs in with',
  'redshift-data:batchexecutestatement': 'runs statements in',
  'redshift-data:executestatement': 'runs statements in',
  'redshift-serverless:getcredentials': 'signs in to',
  'route53:changeresourcerecordsets': 'changes records of',
  'route53:listresourcerecordsets': 'lists records of',
  's3:listmultipartuploadparts': 'lists uploaded parts of',
  's3tables:createtable': 'creates tables in',
  'sagemaker:invokeendpoint': 'invokes',
  'sagemaker:invokeendpointasync': 'invokes',
  'sagemaker:invokeendpointwithresponsestream': 'invokes',
  'servicediscovery:deregisterinstance': 'deregisters instances of',
  'servicediscovery:discoverinstances': 'finds instances of',
  'servicediscovery:discoverinstancesrevision': 'finds instances of',
  'servicediscovery:registerinstance': 'registers instances of',
  'sms-voice:sendtextmessage': 'sends text messages from',
  'ssm:sendcommand': 'runs commands by',
  'states:startsyncexecution': 'starts',
  'states:stopexecution': 'stops',
};

/** How many things one verb names. */
const MOST_OBJECTS = 20;

/** Actions whose resource is one of few that a call may name: on `*`, they are said by their own names. */
const WITHOUT_RESOURCE: ReadonlySet<string> = new Set([
  'cloudwatch:getmetricdata', 'cloudwatch:listmetrics', 'cloudwatch:putmetricdata', 'comprehend:detectentities', 'polly:synthesizespeech',
  'rekognition:detectmoderationlabels', 'translate:translatedocument', 'translate:translatetext',
]);

/** Whether an action may be called without any resource, though some calls name one. */
export function needsNoResource(service: string, name: string): boolean {
  return WITHOUT_RESOURCE.has(`${service}:${name}`.toLowerCase());
}

const LEVEL_VERBS: Readonly<Record<AccessLevel, string>> = {
  read: 'reads', list: 'lists', write: 'writes', tagging: 'tags', permissions: 'changes the permissions of',
};

/** First words of names by which settings change, of those that are no forms of their own. */
const CHANGES = /^(?:Alter|Assign|Associate|Authorize|Change|Disassociate|Move|Resize|Revoke|Rotate|Unassign)(?=[A-Z])/;

/** In this order verbs stand in a sentence. */
const ORDER = ['does everything with', 'reads', 'lists', 'writes', 'creates', 'changes', 'changes the settings of', 'deletes', 'tags', 'changes the permissions of'];

/**
 * What actions do to a resource, in words that stand before it: `reads and deletes`. What they do to another thing of it is apart:
 * `deletes items of` a table.
 *
 * @param noun what the resource is, if that is known
 */
export function doingsOf(service: string, names: readonly string[], noun: string | undefined): string[] {
  const verbs = new Set<string>();
  const things = new Map<string, { readonly verbs: string[]; readonly prepositions: Set<string> }>();
  for (const name of names) {
    const special = specialVerb(service, name, noun);
    const changed = special === undefined && noun !== undefined && levelOf(service, name) === 'write' ? changedThing(name, noun) : undefined;
    if (changed === undefined) {
      verbs.add(special ?? verbOf(service, name));
    } else {
      const known = things.get(changed.thing) ?? { verbs: [], prepositions: new Set<string>() };
      things.set(changed.thing, known);
      known.verbs.push(changed.verb);
      known.prepositions.add(changed.preposition);
    }
  }
  const rank = (verb: string) => ORDER.includes(verb) ? ORDER.indexOf(verb) : ORDER.length;
  const sorted = (all: Iterable<string>) => [...new Set(all)].sort((one, other) => rank(one) - rank(other));
  return [
    ...verbs.size === 0 ? [] : [joined(sorted(verbs))],
    ...[...things].map(([thing, { verbs: all, prepositions }]) =>
      `${list(sorted(all))} ${thing} ${prepositions.size === 1 ? [...prepositions][0] : 'of'}`),
  ];
}

/** `sends GET and HEAD requests to`, `decrypts and makes data keys with`: what phrases end with stands once, where they all do. */
function joined(phrases: readonly string[]): string {
  const requests = phrases.map((phrase) => /^sends ([A-Z]+) requests to$/.exec(phrase)?.[1]);
  if (requests.every((method) => method !== undefined)) {
    return `sends ${list(requests)} requests to`;
  }
  const [, end] = / (with|to|of|from|in)$/.exec(phrases[0]) ?? [];
  return phrases.length > 1 && end !== undefined && phrases.every((phrase) => phrase.endsWith(` ${end}`))
    ? `${list(phrases.map((phrase) => phrase.slice(0, -end.length - 1)))} ${end}` : list(phrases);
}

function levelOf(service: string, name: string): AccessLevel | undefined {
  return KnownActions.read().service(service)?.byName.get(name.toLowerCase())?.level;
}

function specialVerb(service: string, name: string, noun: string | undefined): string | undefined {
  const [, method] = /^ESHttp(\w+)$/i.exec(name) ?? [];
  const verb = service === 'es' && method !== undefined ? `sends ${method.toUpperCase()} requests to`
    : own(VERBS_OF_SERVICE, `${service}:${name}`.toLowerCase()) ?? own(VERBS, name.toLowerCase());
  if (service === 'fsx' && name === 'DeleteFileSystem' && noun === 'backup') {
    return 'creates'; // a last one
  }
  if (service === 's3' && noun === 'bucket' && name !== 'DeleteBucket' && /^(?:Put|Delete)[A-Z]/.test(name) && levelOf(service, name) === 'write') {
    return 'changes the settings of';
  }
  return verb === 'sends mail as' && noun !== undefined && noun !== 'identity' ? 'sends mail with' : verb;
}

function verbOf(service: string, name: string): string {
  const level = levelOf(service, name);
  if (level === undefined) {
    return `calls ${plain(service)}:${plain(name)} on`;
  }
  if (level !== 'write') {
    return LEVEL_VERBS[level === 'list' && /^(?:Describe|Get)[A-Z]/.test(name) ? 'read' : level];
  }
  const form = formOf(name);
  return form === undefined ? CHANGES.test(name) ? 'changes' : 'writes'
    : { make: 'creates', use: 'creates', remove: form.verb === 'purges' ? 'purges' : 'deletes', write: 'writes', change: 'changes', join: 'changes', part: 'changes', do: form.verb }[form.kind];
}

/** Actions that are about no resource, by the words of their names: `describes instances and volumes`. */
export function actionsText(names: readonly string[]): string {
  const byVerb = new Map<string, string[]>();
  names.forEach((name) => {
    const { verb, object } = actionParts(name);
    addTo(byVerb, verb, [object]);
  });
  return list([...byVerb].map(([verb, objects]) => objects.length === 1 && objects[0] === '' ? verb : `${verb} ${someOf(objects)}`));
}

/** All of them, or the first of very many: a wildcard may stand for hundreds. */
function someOf(objects: readonly string[]): string {
  const more = objects.length - MOST_OBJECTS;
  return list(more > 1 ? [...objects.slice(0, MOST_OBJECTS), `${more} more`] : objects);
}

/** Actions that are said otherwise than their names. */
const ACTION_PARTS: Readonly<Record<string, readonly [string, string]>> = {
  containspiientities: ['finds', 'PII entities'],
  describecoippools: ['describes', 'customer-owned IP pools'],
  listallmybuckets: ['lists', 'all buckets of the account'],
  describevolumesmodifications: ['describes', 'volume modifications'],
  listtagsforresource: ['lists', 'tags'],
  startstreamtranscriptionwebsocket: ['starts', 'stream transcriptions by WebSocket'],
};

function actionParts(name: string): { readonly verb: string; readonly object: string } {
  const given = own(ACTION_PARTS, name.toLowerCase()) as readonly [string, string] | undefined;
  if (given !== undefined) {
    return { verb: given[0], object: given[1] };
  }
  const [verb, ...rest] = wordsIn(name.replace(/^Batch(?=[A-Z])/, ''));
  const isBatch = /^Batch[A-Z]/.test(name);
  const third = thirdPerson(verb).toLowerCase();
  return rest[0] === 'And' && rest.length === 2 ? { verb: `${third} and ${thirdPerson(rest[1]).toLowerCase()}`, object: '' }
    : { verb: third, object: [pluralHead(rest.map(wordText).join(' ')), ...isBatch ? ['in batches'] : []].join(' ') };
}

/** `hosted zones by name` */
function pluralHead(object: string): string {
  const [, head, rest = ''] = /^(.*?)( (?:by|for|from|in|to|with) .*)?$/.exec(object)!;
  return `${plural(head)}${rest}`;
}

/** `describes`; a name may begin so already, as `ContainsPiiEntities`. */
function thirdPerson(verb: string): string {
  return /[^su]s$/.test(verb) ? verb : /(?:s|sh|ch|x|z)$/.test(verb) ? `${verb}es` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}
