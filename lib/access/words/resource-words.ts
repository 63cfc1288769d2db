import { plural, wordText } from './nouns';
import { withTagWords } from './session-tag-words';
import { own } from '../../core/plain-object';
import { arnParts } from '../../iam/arn';
import { isOnlyWildcards } from '../../iam/glob';
import { plain } from '../../iam/partial-text';

/** How the resources of a service are called where their ARNs name no type. */
const NOUNS: Readonly<Record<string, string>> = { apigateway: 'path', sqs: 'queue', sns: 'topic' };

/** Types of resources that are called otherwise than their ARNs say. */
const TYPES: Readonly<Record<string, string>> = {
  'loadbalancer': 'load balancer',
  'hostedzone': 'hosted zone',
  'statemachine': 'state machine',
  'targetgroup': 'target group',
  'deliverystream': 'delivery stream',
  'dbname': 'database',
  'jobs': 'job',
  'jobtemplates': 'job template',
  'presets': 'output preset',
  'queues': 'queue',
  'dbuser': 'user',
  'db': 'DB instance',
  'pg': 'DB parameter group',
  'cluster-pg': 'DB cluster parameter group',
  'subgrp': 'DB subnet group',
  'og': 'option group',
  'replicationgroup': 'replication group',
  'parametergroup': 'parameter group',
  'subnetgroup': 'subnet group',
  'usergroup': 'user group',
  'serverlesscache': 'serverless cache',
  'topicfilter': 'topic filter',
  'userpool': 'user pool',
  'coip-pool': 'customer-owned IP pool',
  'accesslogsubscription': 'access log subscription',
  'nodegroup': 'node group',
  'servicenetwork': 'service network',
  'servicenetworkserviceassociation': 'service network service association',
  'servicenetworkvpcassociation': 'service network VPC association',
  'webacl': 'web ACL',
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

/** Tables of buckets and databases. */
const TABLE = /^(?:bucket|database)\/([^/]+)\/table\/([^/]+)$/;

/** Resources within others, as their ARNs have them: `table/jobs/index/by-state`. */
const NESTED = /^([a-zA-Z][\w-]*\/.+)[/:](listener|rule|endpoint-group|access-point|backup|index|stream|log-stream|consumer)[/:]([^/]+)$/;

/** What a resource is: `security group`; nothing for any at all. */
export function resourceNoun(entry: string): string | undefined {
  const parts = isOnlyWildcards(entry) ? undefined : arnParts(entry);
  if (parts === undefined) {
    return undefined;
  }
  const { service, resource: whole } = parts;
  const resource = ownForm(service, whole);
  if (service === 's3') {
    return /^accesspoint\/[^/]+$/.test(resource) ? 'access point' : resource.includes('/') ? 'object' : 'bucket';
  }
  if (TABLE.test(resource)) {
    return 'table';
  }
  const [, , inner] = NESTED.exec(resource) ?? [];
  const [, type] = /^([a-zA-Z][\w-]*)[:/]/.exec(resource) ?? [];
  return inner !== undefined ? nounOf(inner) : service === 'execute-api' ? undefined : type !== undefined ? nounOf(type) : own(NOUNS, service) as string | undefined;
}

/** Without what says nothing to a reader. */
function ownForm(service: string, resource: string): string {
  return service === 'autoscaling' ? resource.replace(/^(autoScalingGroup):[^:]*:autoScalingGroupName\//, '$1/')
    : service === 'wafv2' ? resource.replace(/^(?:regional|global)\//, '')
      : service === 'logs' ? resource.replace(/^log-group:([^:]+):log-stream:([^/]+)$/, 'log-group/$1/log-stream/$2') : resource;
}

/** Paths of a search domain: `path /orders/_search of domain shop`. */
function domainText(resource: string): string | undefined {
  const [, domain, path] = /^domain\/([^/]+)\/([^]*)$/.exec(resource) ?? [];
  return path === undefined ? undefined : path === '*' ? `domain ${domain}` : `${/[*?]/.test(path) ? 'paths' : 'path'} /${path} of domain ${domain}`;
}

/** Methods of an API: `GET /orders of API a1b2c3d4e5, stage prod`. */
function methodText(resource: string): string {
  const [id, stage = '*', method = '*', ...path] = resource.split('/');
  const api = isOnlyWildcards(id) ? 'any API' : `API ${id}`;
  const on = path.length === 0 || path.join('/') === '*' ? '' : ` /${path.join('/')}`;
  return `${isOnlyWildcards(method) ? on === '' ? '' : `any method${on} of ` : `${method}${on} of `}${api}${isOnlyWildcards(stage) ? '' : `, stage ${stage}`}`;
}

function namedText(service: string, written: string): string {
  const resource = ownForm(service, written);
  const special = service === 'es' ? domainText(resource) : service === 'execute-api' ? methodText(resource) : undefined;
  if (special !== undefined) {
    return special;
  }
  const [, outer, inner, innerName] = NESTED.exec(resource) ?? [];
  if (outer !== undefined) {
    const of = namedText(service, outer);
    return isOnlyWildcards(innerName) ? `${plural(nounOf(inner))} of ${of}`
      : `${/[*?]/.test(innerName) ? `${plural(nounOf(inner))} named` : nounOf(inner)} ${innerName} of ${of}`;
  }
  const [, linked] = service === 'iam' ? /^role\/aws-service-role\/[^/*?]+\/([^/*?]+)$/.exec(resource) ?? [] : [];
  if (linked !== undefined) {
    return `service-linked role ${linked}`;
  }
  if (service === 'glue' && resource === 'catalog') {
    return 'the Data Catalog';
  }
  const [, within, table] = TABLE.exec(resource) ?? [];
  if (within !== undefined) {
    return isOnlyWildcards(table) ? `tables of ${within}` : `table ${within}/${table}`;
  }
  const [, type = '', name = ''] = /^([a-zA-Z][\w-]*)[:/]([^]*)$/.exec(resource) ?? [undefined, undefined, resource];
  const noun = type === '' ? own(NOUNS, service) ?? `${service} resource` : nounOf(type);
  const text = service === 'secretsmanager' ? name.replace(/-\?{6}$/, '') : service === 'logs' ? name.replace(/:\*$/, '')
    : service === 'kms' ? name.replace(/^([\da-f]{4})[\da-f]{4}-[\da-f-]+$/, '$1…') : service === 'ssm' && noun === 'parameter' ? `/${name}` : name;
  const [, above] = /^([^*?]+\/)\*(?:\/\*)*$/.exec(text) ?? [];
  return /^\/?\*(?:\/\*)*$/.test(text) || isOnlyWildcards(text) ? `any ${noun}` : above !== undefined ? `${plural(noun)} below ${above}`
    : /[*?]/.test(text) ? `${plural(noun)} named ${text}` : `${noun} ${text}`;
}

function nounOf(type: string): string {
  return own(TYPES, type.toLowerCase()) ?? type.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[- ]/).map(wordText).join(' ');
}
