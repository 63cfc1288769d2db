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
  assumerole: 'becomes',
  passrole: 'passes',
  invokefunction: 'invokes',
  startexecution: 'starts',
  sendemail: 'sends mail as',
  sendrawemail: 'sends mail as',
};

/** The first words of names that mean deleting and creating, which the access levels call writing. */
const DELETES = /^(?:Delete|Remove|Purge|Terminate|Deregister)/;
const CREATES = /^(?:Create|Run|Register)/;

const LEVEL_VERBS: Readonly<Record<AccessLevel, string>> = {
  read: 'reads', list: 'lists', write: 'writes', tagging: 'tags', permissions: 'changes the permissions of',
};

/** In this order verbs stand in a sentence. */
const ORDER = ['does everything with', ...Object.values(LEVEL_VERBS).slice(0, 3), 'creates', 'deletes', 'tags', 'changes the permissions of'];

/** Actions on a resource, in words: `reads`, `deletes`. */
export function verbsOf(service: string, names: readonly string[]): string[] {
  const found = new Set(names.map((name) => verbOf(service, name)));
  const rank = (verb: string) => ORDER.includes(verb) ? ORDER.indexOf(verb) : ORDER.length;
  return [...found].sort((one, other) => rank(one) - rank(other));
}

function verbOf(service: string, name: string): string {
  const level = KnownActions.read().service(service)?.byName.get(name.toLowerCase())?.level;
  return VERBS[name.toLowerCase()] ?? (level === undefined ? `calls ${plain(service)}:${plain(name)} on`
    : level === 'write' && DELETES.test(name) ? 'deletes' : level === 'write' && CREATES.test(name) ? 'creates' : LEVEL_VERBS[level]);
}

/** An action that is about no resource, by the words of its name: `describes instances`. */
export function actionText(name: string): string {
  const [verb, ...rest] = name.replace(/^Batch(?=[A-Z])/, '').replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').split(' ');
  const isBatch = /^Batch[A-Z]/.test(name);
  const third = /(?:s|sh|ch|x|z)$/.test(verb) ? `${verb}es` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
  return [third.toLowerCase(), ...rest.map((word) => /^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()), ...isBatch ? ['in batches'] : []].join(' ');
}

/** Names of services that are written otherwise than their prefixes. */
const SERVICES: Readonly<Record<string, string>> = {
  secretsmanager: 'Secrets Manager',
  dynamodb: 'DynamoDB',
  cloudwatch: 'CloudWatch',
  logs: 'CloudWatch Logs',
  elasticloadbalancing: 'Elastic Load Balancing',
  autoscaling: 'Auto Scaling',
  route53: 'Route 53',
  elasticfilesystem: 'EFS',
  lambda: 'Lambda',
  kinesis: 'Kinesis',
  ssm: 'Systems Manager',
  events: 'EventBridge',
  states: 'Step Functions',
  firehose: 'Firehose',
  cloudformation: 'CloudFormation',
  cloudfront: 'CloudFront',
  pricing: 'Price List',
  tag: 'Tagging',
  xray: 'X-Ray',
};

/** What a service is called, by the prefix of its actions: `Secrets Manager`. */
export function serviceText(prefix: string): string {
  const name = prefix.toLowerCase();
  return SERVICES[name] ?? (name.length <= 4 ? name.toUpperCase() : plain(prefix));
}
