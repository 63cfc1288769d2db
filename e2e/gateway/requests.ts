import { cbor } from '@smithy/core/cbor';
import type { Access } from './judge';

/** A request of the SDK, as it arrives. */
export interface ServiceRequest {
  /** The service that the signature names. */
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly method: string;
  readonly url: URL;
  /** The operation, where a header names it. */
  readonly target?: string;
  readonly body: Buffer;
}

/** What IAM would be asked for, and the resource whose encryption key is asked for as well. */
export interface Meaning {
  readonly accesses: readonly Access[];
  readonly encrypted?: { readonly kind: 'secret' | 'queue'; readonly name: string; readonly keyActions: readonly string[] };
}

/**
 * What a request asks IAM for: action, resource and condition keys, by the service authorization
 * reference. What is not known here is an error, never an allowance.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function meaningOf(request: ServiceRequest): Meaning {
  const read = SERVICES[request.service];
  const meaning = read?.(request);
  if (!meaning) {
    throw new Error(`the gateway must know what a request means, got ${request.service} ${request.method} ${request.url.pathname} ${request.target ?? ''}`);
  }
  return meaning;
}

const SERVICES: Readonly<Record<string, (request: ServiceRequest) => Meaning | undefined>> = {
  s3: s3Request,
  secretsmanager: secretsRequest,
  ssm: parametersRequest,
  kms: keysRequest,
  sqs: queuesRequest,
  sns: topicsRequest,
  ses: mailRequest,
  email: mailRequest,
  monitoring: metricsRequest,
  logs: logsRequest,
  route53: dnsRequest,
};

const json = (request: ServiceRequest) => JSON.parse(request.body.toString('utf8')) as Record<string, any>;
const form = (request: ServiceRequest) => new URLSearchParams(request.body.toString('utf8'));
const arn = ({ region, account }: ServiceRequest, service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
const one = (action: string, resource: string, context?: Access['context']): Meaning => ({ accesses: [{ action, resource, context }] });

function s3Request({ method, url }: ServiceRequest): Meaning | undefined {
  const [bucket, ...rest] = decodeURIComponent(url.pathname).slice(1).split('/');
  const key = rest.join('/');
  const query = url.searchParams;
  if (key === '') {
    const prefix = query.get('prefix');
    return query.has('location') ? one('s3:GetBucketLocation', `arn:aws:s3:::${bucket}`)
      : method === 'GET' || method === 'HEAD' ? one('s3:ListBucket', `arn:aws:s3:::${bucket}`, prefix === null ? {} : { 's3:prefix': prefix })
        : undefined;
  }
  const action = query.has('acl') ? { PUT: 's3:PutObjectAcl', GET: 's3:GetObjectAcl' }[method]
    : { GET: 's3:GetObject', HEAD: 's3:GetObject', PUT: 's3:PutObject', DELETE: 's3:DeleteObject' }[method];
  return action === undefined ? undefined : one(action, `arn:aws:s3:::${bucket}/${key}`);
}

function secretsRequest(request: ServiceRequest): Meaning | undefined {
  const { SecretId, Name } = json(request) as { SecretId?: string; Name?: string };
  const operation = request.target!;
  if (operation === 'ListSecrets') {
    return one('secretsmanager:ListSecrets', '*');
  }
  const name = SecretId ?? Name;
  const keyActions = { GetSecretValue: ['kms:Decrypt'], PutSecretValue: ['kms:Decrypt', 'kms:GenerateDataKey'] }[operation];
  return name === undefined ? undefined : {
    // A secret that is not made yet has no suffix that anybody knows.
    ...one(`secretsmanager:${operation}`, arn(request, 'secretsmanager', `secret:${name}-AbCdEf`)),
    ...(keyActions && { encrypted: { kind: 'secret' as const, name, keyActions } }),
  };
}

function parametersRequest(request: ServiceRequest): Meaning {
  const { Name, Names, Path } = json(request) as { Name?: string; Names?: string[]; Path?: string };
  const names = Names ?? [Name ?? Path!];
  return {
    accesses: names.map((name) => ({ action: `ssm:${request.target}`, resource: arn(request, 'ssm', `parameter/${name.replace(/^\//, '')}`) })),
  };
}

function keysRequest(request: ServiceRequest): Meaning {
  const { KeyId } = json(request) as { KeyId: string };
  return one(`kms:${request.target}`, KeyId.startsWith('arn:') ? KeyId : arn(request, 'kms', `key/${KeyId}`));
}

function queuesRequest(request: ServiceRequest): Meaning {
  const { QueueUrl, QueueName } = json(request) as { QueueUrl?: string; QueueName?: string };
  const name = QueueName ?? QueueUrl!.split('/').pop()!;
  const operation = request.target!.replace(/Batch$/, '');
  const keyActions = { ReceiveMessage: ['kms:Decrypt'], SendMessage: ['kms:Decrypt', 'kms:GenerateDataKey'] }[operation];
  return {
    ...one(`sqs:${operation}`, arn(request, 'sqs', name)),
    ...(keyActions && { encrypted: { kind: 'queue' as const, name, keyActions } }),
  };
}

function topicsRequest(request: ServiceRequest): Meaning {
  const fields = form(request);
  return one(`sns:${fields.get('Action')}`, fields.get('TopicArn')!);
}

/** SES asks once for each resource that a message uses; its own condition keys are those of the message. */
function mailRequest(request: ServiceRequest): Meaning {
  const fields = form(request);
  const from = fields.get('Source') ?? '';
  const recipients = [...fields].filter(([name]) => name.startsWith('Destination.')).map(([, value]) => value);
  const context = { 'ses:FromAddress': from, 'ses:Recipients': recipients };
  const set = fields.get('ConfigurationSetName');
  const resources = [`identity/${from.split('@').pop()}`, ...(set ? [`configuration-set/${set}`] : [])];
  return { accesses: resources.map((resource) => ({ action: `ses:${fields.get('Action')}`, resource: arn(request, 'ses', resource), context })) };
}

function metricsRequest(request: ServiceRequest): Meaning {
  const operation = /\/operation\/(\w+)$/.exec(request.url.pathname)?.[1] ?? request.target ?? form(request).get('Action')!;
  if (operation !== 'PutMetricData') {
    return one(`cloudwatch:${operation}`, '*');
  }
  // The SDK chooses among three protocols.
  const namespace = request.url.pathname.startsWith('/service/') ? (cbor.deserialize(request.body) as { Namespace: string }).Namespace
    : request.target !== undefined ? json(request).Namespace as string
      : form(request).get('Namespace')!;
  return one('cloudwatch:PutMetricData', arn(request, 'cloudwatch', 'dataset/default'), { 'cloudwatch:namespace': namespace });
}

function logsRequest(request: ServiceRequest): Meaning {
  const { logGroupName, logStreamName } = json(request) as { logGroupName: string; logStreamName?: string };
  const stream = logStreamName === undefined ? '' : `:log-stream:${logStreamName}`;
  return one(`logs:${request.target}`, arn(request, 'logs', `log-group:${logGroupName}${stream}`));
}

function dnsRequest({ method, url, body }: ServiceRequest): Meaning | undefined {
  const zone = /^\/2013-04-01\/hostedzone\/([^/]+)\/rrset\/?$/.exec(url.pathname)?.[1];
  if (zone === undefined) {
    return url.pathname === '/2013-04-01/hostedzonesbyname' ? one('route53:ListHostedZonesByName', '*') : undefined;
  }
  const resource = `arn:aws:route53:::hostedzone/${zone}`;
  if (method === 'GET') {
    return one('route53:ListResourceRecordSets', resource);
  }
  const text = body.toString('utf8');
  const all = (tag: string) => [...text.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'g'))].map(([, value]) => value);
  return one('route53:ChangeResourceRecordSets', resource, {
    'route53:ChangeResourceRecordSetsRecordTypes': all('Type'),
    'route53:ChangeResourceRecordSetsActions': all('Action'),
    'route53:ChangeResourceRecordSetsNormalizedRecordNames': all('Name').map((name) => name.toLowerCase().replace(/\.$/, '')),
  });
}
