import { withTagWords } from './session-tag-words';
import { own } from '../../core/plain-object';
import { arnParts } from '../../iam/arn';
import { isOnlyWildcards } from '../../iam/glob';
import { plain } from '../../iam/partial-text';

/** How the resources of a service are called where their ARNs name no type. */
const NOUNS: Readonly<Record<string, string>> = { sqs: 'queue', sns: 'topic' };

/** Types of resources that are called otherwise than their ARNs say. */
const TYPES: Readonly<Record<string, string>> = {
  loadbalancer: 'load balancer',
  hostedzone: 'hosted zone',
  statemachine: 'state machine',
  targetgroup: 'target group',
  deliverystream: 'delivery stream',
  dbname: 'database',
  jobs: 'job',
  jobtemplates: 'job template',
  presets: 'output preset',
  queues: 'queue',
  dbuser: 'user',
  replicationgroup: 'replication group',
  serverlesscache: 'serverless cache',
  topicfilter: 'topic filter',
  userpool: 'user pool',
};

/** What an entry of `Resource` stands for, in words: `objects below acme-media/thumbnails/`. */
export function resourceText(written: string, account?: string): string {
  const entry = withTagWords(written);
  if (isOnlyWildcards(entry) && entry.includes('*')) {
    return 'any resource';
  }
  const parts = arnParts(entry);
  if (parts === undefined) {
    return `"${plain(entry)}"`;
  }
  const { service, region, account: owner, resource } = parts;
  const where = region === '*' && service !== 'iam' ? ' in any region' : '';
  const isOther = account !== undefined && /^\d{12}$/.test(owner) && owner !== account;
  const whose = owner === '*' ? ' of any account' : isOther ? ` of account ${owner}` : '';
  return `${service === 's3' ? objectText(plain(resource)) : namedText(service, plain(resource))}${whose}${where}`;
}

function objectText(resource: string): string {
  const [, accessPoint, keys] = /^accesspoint\/([^/]+)(?:\/object\/([^]*))?$/.exec(resource) ?? [];
  if (accessPoint !== undefined) {
    return keys === undefined ? `access point ${accessPoint}`
      : `objects ${keys === '*' ? '' : `${/^[^*?]*\/\*$/.test(keys) ? 'below' : 'named'} ${keys.replace(/\/\*$/, '/')} `}through access point ${accessPoint}`;
  }
  const slash = resource.indexOf('/');
  if (slash < 0) {
    return isOnlyWildcards(resource) ? 'any bucket' : /[*?]/.test(resource) ? `buckets named ${resource}` : `bucket ${resource}`;
  }
  const [bucket, key] = [resource.slice(0, slash), resource.slice(slash + 1)];
  const of = isOnlyWildcards(bucket) ? 'any bucket' : bucket;
  return key === '*' ? `objects of ${of}`
    : /^[^*?]*\*$/.test(key) ? key.endsWith('/*') ? `objects below ${of}/${key.slice(0, -1)}` : `objects that begin with ${of}/${key.slice(0, -1)}`
      : /[*?]/.test(key) ? `objects named ${of}/${key}` : `object ${of}/${key}`;
}

function namedText(service: string, resource: string): string {
  if (service === 'glue' && resource === 'catalog') {
    return 'the Data Catalog';
  }
  const [, within, table] = /^(?:bucket|database)\/([^/]+)\/table\/([^/]+)$/.exec(resource) ?? [];
  if (within !== undefined) {
    return isOnlyWildcards(table) ? `tables of ${within}` : `table ${within}/${table}`;
  }
  const [, type = '', name = ''] = /^([a-zA-Z][\w-]*)[:/]([^]*)$/.exec(resource) ?? [undefined, undefined, resource];
  const noun = type === '' ? own(NOUNS, service) ?? `${service} resource` : nounOf(type);
  const text = service === 'secretsmanager' ? name.replace(/-\?{6}$/, '') : service === 'logs' ? name.replace(/:\*$/, '')
    : service === 'kms' ? name.replace(/^([\da-f]{4})[\da-f]{4}-[\da-f-]+$/, '$1…') : service === 'ssm' ? `/${name}` : name;
  return isOnlyWildcards(text) || text === '/*' ? `any ${noun}` : /^[^*?]+\/\*$/.test(text) ? `${plural(noun)} below ${text.slice(0, -1)}`
    : /[*?]/.test(text) ? `${plural(noun)} named ${text}` : `${noun} ${text}`;
}

function nounOf(type: string): string {
  return own(TYPES, type.toLowerCase()) ?? type.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/-/g, ' ').toLowerCase();
}

function plural(noun: string): string {
  return noun.endsWith('s') ? noun : noun.endsWith('y') && !/[aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

