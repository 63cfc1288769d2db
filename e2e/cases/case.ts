import type { Call } from '../pod/calls';
import { call } from '../pod/calls';

/** What a workload may do, and its nearest neighbours that it must not: neither proves anything alone. */
export interface Case {
  readonly allowed: readonly [string, Call];
  readonly denied?: Readonly<Record<string, Call>>;
}

/** A pod of a workload, and what it tries. */
export interface PodCases {
  readonly workload: string;
  /** The service account, `<namespace>/<name>`. */
  readonly serviceAccount: string;
  readonly cases: readonly Case[];
}

export const whoAmI: Case = { allowed: ['knows who it is', call('sts', 'GetCallerIdentity')] };

export const get = (Bucket: string, Key: string) => call('s3', 'GetObject', { Bucket, Key });
export const put = (Bucket: string, Key: string) => call('s3', 'PutObject', { Bucket, Key, Body: 'x' });
export const remove = (Bucket: string, Key: string) => call('s3', 'DeleteObject', { Bucket, Key });
export const list = (Bucket: string, Prefix?: string) => call('s3', 'ListObjectsV2', { Bucket, Prefix });

/** Calls on queues of the account: the URL is the emulator's. */
export function queue(operation: string, url: string): Call {
  return call('sqs', operation, { QueueUrl: url, ...(operation === 'SendMessage' && { MessageBody: 'x' }) });
}

export function publish(TopicArn: string): Call {
  return call('sns', 'Publish', { TopicArn, Message: 'x' });
}

export function mail(Source: string, rest: { readonly ConfigurationSetName?: string } = {}): Call {
  return call('ses', 'SendEmail', {
    Source, Destination: { ToAddresses: ['someone@example.org'] }, Message: { Subject: { Data: 'x' }, Body: { Text: { Data: 'x' } } }, ...rest,
  });
}

export function metric(Namespace: string): Call {
  return call('cloudwatch', 'PutMetricData', { Namespace, MetricData: [{ MetricName: 'orders', Value: 1 }] });
}

export function record(HostedZoneId: string, Name: string, Type: 'A' | 'TXT'): Call {
  return call('route-53', 'ChangeResourceRecordSets', {
    HostedZoneId,
    ChangeBatch: { Changes: [{ Action: 'UPSERT', ResourceRecordSet: { Name, Type, TTL: 60, ResourceRecords: [{ Value: Type === 'A' ? '192.0.2.1' : '"x"' }] } }] },
  });
}

export const secret = (operation: 'GetSecretValue' | 'PutSecretValue' | 'DeleteSecret', SecretId: string) =>
  call('secrets-manager', operation, { SecretId, ...(operation === 'PutSecretValue' && { SecretString: 'x' }) });

export const parameter = (Name: string) => call('ssm', 'GetParameter', { Name });
