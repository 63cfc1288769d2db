import { CreateLogGroupCommand, CreateLogStreamCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { BucketLocationConstraint } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateConfigurationSetCommand, SESClient, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Place } from '../support/places';

/** The zone that `workloads.yaml` names. */
export const ZONE = 'Z0123456789ABCDEFGHIJ';
export const OTHER_ZONE = 'Z9876543210ZYXWVUTSRQ';
/** The key that `workloads.yaml` names. */
export const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/99999999-12ab-34cd-56ef-1234567890ab';
/** A bucket that no workload names. */
export const ELSEWHERE = 'acme-elsewhere';
export const ENCRYPTED_BY_ANOTHER_KEY = 'products/of-another-key';

/** What was made for the pods to use, as far as its name does not tell it. */
export interface Resources {
  readonly queueUrl: (name: string) => string;
  readonly topicArn: (name: string) => string;
  /** A key that no workload names. */
  readonly keyId: string;
}

/** Makes what the pods of `workloads.yaml` use, and neighbours of it that they must not. */
export async function makeDefaultResources(
  gatewayUrl: string, products: Place, payments: Place, storage: Place, main: Place,
): Promise<Resources> {
  await Promise.all([
    ...['acme-team-sync', 'acme-catalog-media', 'acme-reports', 'acme-search-index', 'acme-audit-archive', ELSEWHERE].map((name) => bucket(products, name, 'a')),
    bucket(products, 'acme-billing', 'invoices/1', 'salaries/1'),
    bucket(payments, 'acme-payments-backup', 'backups/a'),
    bucket(storage, 'acme-shared-files', 'a'),
    mailIdentities(products, ['accounts.example.com', 'billing.example.com', 'mail.example.com'], ['engagement', 'other']),
    secrets(products, { 'products/plain': undefined, 'products/encrypted': KEY, [ENCRYPTED_BY_ANOTHER_KEY]: OTHER_KEY, 'payments/plain': undefined }),
    secrets(main, { 'k8s-main/db': undefined, 'k8s-other/db': undefined }),
    parameters(products, '/products/color', '/products-old/color', '/payments/color'),
    parameters(main, '/k8s-main/db'),
    logGroups(products, '/acme/audit', '/acme/other'),
    zone(products, ZONE, 'example.com'),
    zone(products, OTHER_ZONE, 'example.net'),
  ]);
  const sqs = new SQSClient(products.clientConfig);
  const sns = new SNSClient(products.clientConfig);
  await Promise.all(['team-sync-events', 'orders', 'shipments', 'notifications'].map((QueueName) => sqs.send(new CreateQueueCommand({ QueueName }))));
  const topics = await named(['account-events', 'checkout-events'], async (Name) => (await sns.send(new CreateTopicCommand({ Name }))).TopicArn!);
  const { KeyMetadata } = await new KMSClient(products.clientConfig).send(new CreateKeyCommand({}));
  return { queueUrl: (name) => queueUrl(gatewayUrl, products, name), topicArn: (name) => topics.get(name)!, keyId: KeyMetadata!.Arn! };
}

/** The SDK sends messages to the host of a queue's URL, whatever its endpoint is. */
export function queueUrl(gatewayUrl: string, { account }: Place, name: string): string {
  return `${gatewayUrl}/${account}/${name}`;
}

export async function bucket(place: Place, Bucket: string, ...keys: string[]): Promise<void> {
  const s3 = new S3Client(place.clientConfig);
  const where = place.region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: place.region as BucketLocationConstraint } };
  await s3.send(new CreateBucketCommand({ Bucket, ...where }));
  for (const Key of keys) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  }
}

export async function mailIdentities(place: Place, domains: readonly string[], sets: readonly string[] = []): Promise<void> {
  const ses = new SESClient(place.clientConfig);
  for (const Domain of domains) {
    await ses.send(new VerifyDomainIdentityCommand({ Domain }));
  }
  for (const Name of sets) {
    await ses.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name } }));
  }
}

/** Secrets by their names, each with the key that encrypts it. */
export async function secrets(place: Place, keys: Readonly<Record<string, string | undefined>>): Promise<void> {
  const client = new SecretsManagerClient(place.clientConfig);
  for (const [Name, KmsKeyId] of Object.entries(keys)) {
    await client.send(new CreateSecretCommand({ Name, KmsKeyId, SecretString: 'x' }));
  }
}

export async function parameters(place: Place, ...names: string[]): Promise<void> {
  const ssm = new SSMClient(place.clientConfig);
  for (const Name of names) {
    await ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String' }));
  }
}

async function logGroups(place: Place, ...names: string[]): Promise<void> {
  const logs = new CloudWatchLogsClient(place.clientConfig);
  for (const logGroupName of names) {
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'seed' }));
  }
}

/** The emulator takes a caller reference that is a zone's id for the id, since files name zones by it. */
export async function zone(place: Place, id: string, Name: string): Promise<void> {
  await new Route53Client(place.clientConfig).send(new CreateHostedZoneCommand({ Name, CallerReference: id }));
}

async function named(names: readonly string[], make: (name: string) => Promise<string>): Promise<Map<string, string>> {
  return new Map(await Promise.all(names.map(async (name): Promise<[string, string]> => [name, await make(name)])));
}
