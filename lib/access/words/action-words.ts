import { own } from '../../core/plain-object';
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

/** The same of one service: another service means something else by the name. */
const VERBS_OF_SERVICE: Readonly<Record<string, string>> = {
  'aoss:apiaccessall': 'uses',
  'aoss:dashboardsaccessall': 'opens',
  'appconfig:startconfigurationsession': 'reads',
  'athena:startqueryexecution': 'queries in',
  'bedrock:applyguardrail': 'applies',
  'bedrock:invokemodel': 'invokes',
  'bedrock:invokemodelwithresponsestream': 'invokes',
  'bedrock:retrieve': 'searches',
  'cloudfront:createinvalidation': 'invalidates',
  'elasticache:connect': 'connects to',
  'events:putevents': 'puts events on',
  'firehose:putrecord': 'puts records into',
  'firehose:putrecordbatch': 'puts records into',
  'iot:connect': 'connects as',
  'iot:receive': 'receives messages of',
  'iot:subscribe': 'subscribes to',
  'kafka-cluster:connect': 'connects to',
  'mediaconvert:createjob': 'creates jobs with',
  'memorydb:connect': 'connects to',
  'rds-db:connect': 'connects as',
  'redshift:getclustercredentials': 'signs in with',
  'redshift-data:batchexecutestatement': 'runs statements in',
  'redshift-data:executestatement': 'runs statements in',
  'redshift-serverless:getcredentials': 'signs in to',
  's3tables:createtable': 'creates tables in',
  'sagemaker:invokeendpoint': 'invokes',
  'sagemaker:invokeendpointasync': 'invokes',
  'sagemaker:invokeendpointwithresponsestream': 'invokes',
  'servicediscovery:deregisterinstance': 'deregisters instances of',
  'servicediscovery:discoverinstances': 'finds instances of',
  'servicediscovery:discoverinstancesrevision': 'finds instances of',
  'servicediscovery:registerinstance': 'registers instances of',
  'sms-voice:sendtextmessage': 'sends text messages from',
  'states:startsyncexecution': 'starts',
  'states:stopexecution': 'stops',
};

/** Actions whose resource is one of few that a call may name: on `*`, they are said by their own names. */
const WITHOUT_RESOURCE: ReadonlySet<string> = new Set([
  'cloudwatch:getmetricdata', 'cloudwatch:listmetrics', 'cloudwatch:putmetricdata', 'comprehend:detectentities', 'polly:synthesizespeech',
  'rekognition:detectmoderationlabels', 'translate:translatedocument', 'translate:translatetext',
]);

/** Whether an action may be called without any resource, though some calls name one. */
export function needsNoResource(service: string, name: string): boolean {
  return WITHOUT_RESOURCE.has(`${service}:${name}`.toLowerCase());
}

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
  const [, method] = /^ESHttp(\w+)$/i.exec(name) ?? [];
  const special: string | undefined = service === 'es' && method !== undefined ? `sends ${method.toUpperCase()} requests to`
    : own(VERBS_OF_SERVICE, `${service}:${name}`.toLowerCase()) ?? own(VERBS, name.toLowerCase());
  return special ?? (level === undefined ? `calls ${plain(service)}:${plain(name)} on`
    : level === 'write' && DELETES.test(name) ? 'deletes' : level === 'write' && CREATES.test(name) ? 'creates' : LEVEL_VERBS[level]);
}

/** An action that is about no resource, by the words of its name: `describes instances`. */
export function actionText(name: string): string {
  const [verb, ...rest] = name.replace(/^Batch(?=[A-Z])/, '').replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').split(' ');
  const isBatch = /^Batch[A-Z]/.test(name);
  const other = rest[0] === 'And' && rest.length === 2 ? ['and', thirdPerson(rest[1]).toLowerCase()] : undefined;
  return [thirdPerson(verb).toLowerCase(), ...other ?? rest.map((word) => /^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()), ...isBatch ? ['in batches'] : []].join(' ');
}

/** `describes`; a name may begin so already, as `ContainsPiiEntities`. */
function thirdPerson(verb: string): string {
  return /[^su]s$/.test(verb) ? verb : /(?:s|sh|ch|x|z)$/.test(verb) ? `${verb}es` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}

/** Names of services that are written otherwise than their prefixes. */
const SERVICES: Readonly<Record<string, string>> = {
  'secretsmanager': 'Secrets Manager',
  'dynamodb': 'DynamoDB',
  'cloudwatch': 'CloudWatch',
  'logs': 'CloudWatch Logs',
  'elasticloadbalancing': 'Elastic Load Balancing',
  'autoscaling': 'Auto Scaling',
  'route53': 'Route 53',
  'elasticfilesystem': 'EFS',
  'lambda': 'Lambda',
  'kinesis': 'Kinesis',
  'ssm': 'Systems Manager',
  'events': 'EventBridge',
  'states': 'Step Functions',
  'firehose': 'Firehose',
  'cloudformation': 'CloudFormation',
  'cloudfront': 'CloudFront',
  'pricing': 'Price List',
  'tag': 'Tagging',
  'xray': 'X-Ray',
  'acm-pca': 'Private CA',
  'aoss': 'OpenSearch Serverless',
  'appconfig': 'AppConfig',
  'aps': 'Managed Service for Prometheus',
  'athena': 'Athena',
  'bedrock': 'Bedrock',
  'codeartifact': 'CodeArtifact',
  'cognito-idp': 'Cognito',
  'comprehend': 'Comprehend',
  'dms': 'Database Migration Service',
  'elasticache': 'ElastiCache',
  'es': 'OpenSearch Service',
  'geo-maps': 'Location',
  'geo-places': 'Location',
  'geo-routes': 'Location',
  'glue': 'Glue',
  'iot': 'IoT Core',
  'kafka-cluster': 'MSK',
  'lakeformation': 'Lake Formation',
  'mediaconvert': 'MediaConvert',
  'memorydb': 'MemoryDB',
  'pi': 'Performance Insights',
  'polly': 'Polly',
  'rds-db': 'RDS',
  'redshift': 'Redshift',
  'redshift-data': 'Redshift Data API',
  'redshift-serverless': 'Redshift Serverless',
  'rekognition': 'Rekognition',
  's3tables': 'S3 Tables',
  'sagemaker': 'SageMaker',
  'scheduler': 'EventBridge Scheduler',
  'servicediscovery': 'Cloud Map',
  'sms-voice': 'End User Messaging',
  'textract': 'Textract',
  'timestream': 'Timestream',
  'transcribe': 'Transcribe',
  'translate': 'Translate',
};

/** What a service is called, by the prefix of its actions: `Secrets Manager`. */
export function serviceText(prefix: string): string {
  const name = prefix.toLowerCase();
  return Object.hasOwn(SERVICES, name) ? SERVICES[name] : name.length <= 4 ? name.toUpperCase() : plain(prefix);
}
