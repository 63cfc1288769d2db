import { Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { CloudWatchBundle } from '../../../lib/bundles/services/cloudwatch';
import { KmsBundle } from '../../../lib/bundles/services/kms';
import { ParameterStoreBundle } from '../../../lib/bundles/services/parameter-store';
import { Route53Bundle } from '../../../lib/bundles/services/route53';
import { S3Bundle } from '../../../lib/bundles/services/s3';
import { SecretsManagerBundle } from '../../../lib/bundles/services/secrets-manager';
import { SesBundle } from '../../../lib/bundles/services/ses';
import { SnsBundle } from '../../../lib/bundles/services/sns';
import { SqsBundle } from '../../../lib/bundles/services/sqs';
import { StsBundle } from '../../../lib/bundles/services/sts';

const FULL_SECRET = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:k8s-main/db-AbCdEf';

const zone = (stack: Stack) => HostedZone.fromHostedZoneId(stack, 'Zone', 'Z0123456789ABCDEFGHIJ');
const bucket = (stack: Stack) => Bucket.fromBucketName(stack, 'Bucket', 'media');
const encryptedBucket = (stack: Stack) => Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'media', encryptionKey: key(stack) });
const queue = (stack: Stack) => Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-central-1:111122223333:jobs');
const encryptedQueue = (stack: Stack) => Queue.fromQueueAttributes(stack, 'Queue', {
  queueArn: 'arn:aws:sqs:eu-central-1:111122223333:jobs', keyArn: KEY,
});
const topic = (stack: Stack) => Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-central-1:111122223333:alerts');

export const WORKLOAD_SAMPLES: readonly Sample[] = [
  {
    name: 'route53.dns01',
    make: (stack) => Route53Bundle.dns01({ hostedZones: [zone(stack)] }),
    values: { hostedZones: ['Z0123456789ABCDEFGHIJ'] },
  },
  {
    name: 'route53.dns01-anyRecord',
    make: (stack) => Route53Bundle.dns01({ hostedZones: [zone(stack)], challengeRecordsOnly: false, discoverZones: false }),
    values: { hostedZones: ['Z0123456789ABCDEFGHIJ'], challengeRecordsOnly: false, discoverZones: false },
  },
  {
    name: 'route53.externalDns',
    make: (stack) => Route53Bundle.externalDns({ hostedZones: [zone(stack)] }),
    values: { hostedZones: ['Z0123456789ABCDEFGHIJ'] },
  },
  {
    name: 'secretsManager.read',
    make: (stack) => SecretsManagerBundle.read({
      secrets: [Secret.fromSecretNameV2(stack, 'Secret', 'web')], secretNames: ['k8s-main/*'], encryptionKeys: [key(stack)], list: true,
    }),
    values: { secrets: ['web', 'k8s-main/*'], encryptionKeys: [KEY], list: true },
  },
  {
    name: 'secretsManager.read-fullArn',
    make: (stack) => SecretsManagerBundle.read({
      secrets: [Secret.fromSecretCompleteArn(stack, 'Full', FULL_SECRET), Secret.fromSecretPartialArn(stack, 'Partial', FULL_SECRET)],
    }),
    values: { secrets: [FULL_SECRET] },
  },
  {
    name: 'secretsManager.sync',
    make: (stack) => SecretsManagerBundle.sync({ secretNames: ['web'], encryptionKeys: [key(stack)] }),
    values: { secrets: ['web'], encryptionKeys: [KEY] },
  },
  {
    name: 'secretsManager.sync-delete',
    make: () => SecretsManagerBundle.sync({ secretNames: ['k8s-main/*'], allowDelete: true }),
    values: { secrets: ['k8s-main/*'], allowDelete: true },
  },
  {
    name: 'parameterStore.read',
    make: (stack) => ParameterStoreBundle.read({
      parameters: [StringParameter.fromStringParameterName(stack, 'Parameter', '/web/color')],
      parameterNames: ['plain', '/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id'],
      paths: ['/k8s-main'],
      encryptionKeys: [key(stack)],
      list: true,
    }),
    values: {
      parameters: ['/web/color', 'plain', '/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id'],
      paths: ['/k8s-main'],
      encryptionKeys: [KEY],
      list: true,
    },
  },
  {
    name: 'kms.decrypt',
    make: (stack) => KmsBundle.decrypt({ keys: [key(stack)] }),
    values: { keys: [KEY] },
  },
  {
    name: 'kms.encryptDecrypt',
    make: (stack) => KmsBundle.encryptDecrypt({ keys: [key(stack)], viaServices: ['s3', 'sqs'] }),
    values: { keys: [KEY], viaServices: ['s3', 'sqs'] },
  },
  {
    name: 's3.read',
    make: (stack) => S3Bundle.read({ buckets: [bucket(stack)] }),
    values: { buckets: ['media'] },
  },
  {
    name: 's3.read-prefix',
    make: (stack) => S3Bundle.read({ buckets: [encryptedBucket(stack)], prefix: 'web/' }),
    values: { buckets: ['arn:aws:s3:::media'], prefix: 'web/', encryptionKeys: [KEY] },
  },
  {
    name: 's3.write',
    make: (stack) => S3Bundle.write({ buckets: [encryptedBucket(stack)], prefix: 'web/' }),
    values: { buckets: ['media'], prefix: 'web/', encryptionKeys: [KEY] },
  },
  {
    name: 's3.readWrite',
    make: (stack) => S3Bundle.readWrite({ buckets: [bucket(stack)] }),
    values: { buckets: ['media'] },
  },
  {
    name: 's3.readWrite-deleteAcl',
    make: (stack) => S3Bundle.readWrite({ buckets: [bucket(stack)], allowDelete: true, allowObjectAcl: true }),
    values: { buckets: ['media'], allowDelete: true, allowObjectAcl: true },
  },
  {
    name: 'ses.send',
    make: (stack) => SesBundle.send({ identities: [EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com')] }),
    values: { identities: ['example.com'] },
  },
  {
    name: 'ses.send-limited',
    make: () => SesBundle.send({
      identityNames: ['example.com'],
      fromAddresses: ['*@example.com'],
      recipients: ['*@example.org', '*@example.net'],
      configurationSets: ['transactional'],
      templates: ['welcome'],
    }),
    values: {
      identities: ['example.com'],
      fromAddresses: ['*@example.com'],
      recipients: ['*@example.org', '*@example.net'],
      configurationSets: ['transactional'],
      templates: ['welcome'],
    },
  },
  {
    name: 'ses.send-bulk',
    make: () => SesBundle.send({ identityNames: ['example.com'], templates: ['welcome'], allowBulk: true }),
    values: { identities: ['example.com'], templates: ['welcome'], allowBulk: true },
  },
  {
    name: 'sqs.consume',
    make: (stack) => SqsBundle.consume({ queues: [encryptedQueue(stack)] }),
    values: { queues: ['jobs'], encryptionKeys: [KEY] },
  },
  {
    name: 'sqs.produce',
    make: (stack) => SqsBundle.produce({ queues: [queue(stack)], encryptionKeys: [key(stack)] }),
    values: { queues: ['arn:aws:sqs:eu-central-1:111122223333:jobs'], encryptionKeys: [KEY] },
  },
  {
    name: 'sns.publish',
    make: (stack) => SnsBundle.publish({ topics: [topic(stack)], encryptionKeys: [key(stack)] }),
    values: { topics: ['alerts'], encryptionKeys: [KEY] },
  },
  {
    name: 'cloudwatch.writeLogs',
    make: (stack) => CloudWatchBundle.writeLogs({ logGroups: [LogGroup.fromLogGroupName(stack, 'Logs', '/eks/main/web')] }),
    values: { logGroups: ['arn:aws:logs:eu-central-1:111122223333:log-group:/eks/main/web:*'] },
  },
  {
    name: 'cloudwatch.writeLogs-create',
    make: () => CloudWatchBundle.writeLogs({ logGroupNames: ['/eks/main/*'], createLogGroups: true, setRetention: true }),
    values: { logGroups: ['/eks/main/*'], createLogGroups: true, setRetention: true },
  },
  {
    name: 'cloudwatch.putMetrics',
    make: () => CloudWatchBundle.putMetrics({ namespaces: ['web', 'web/checkout'] }),
    values: { namespaces: ['web', 'web/checkout'] },
  },
  {
    name: 'cloudwatch.readMetrics',
    make: () => CloudWatchBundle.readMetrics(),
    values: {},
  },
  {
    name: 'sts.assumeRole',
    make: (stack) => StsBundle.assumeRole({
      roles: [Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/k8s-main/backup-writer')],
      roleArns: ['arn:aws:iam::444455556666:role/backup-reader'],
    }),
    values: { roles: ['arn:aws:iam::111122223333:role/k8s-main/backup-writer', 'arn:aws:iam::444455556666:role/backup-reader'] },
  },
];
