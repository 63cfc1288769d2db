import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnParameter } from 'aws-cdk-lib/core';
import { PLACE, stackIn } from './support';
import { ExternalSecretsBundle } from '../../lib/bundles/controllers/external-secrets';
import { FluentBitBundle } from '../../lib/bundles/controllers/fluent-bit';
import { KarpenterBundle } from '../../lib/bundles/controllers/karpenter';
import { LoadBalancerControllerBundle } from '../../lib/bundles/controllers/load-balancer-controller';
import { ObjectStorageBundle } from '../../lib/bundles/controllers/object-storage';
import { VeleroBundle } from '../../lib/bundles/controllers/velero';
import { KmsBundle } from '../../lib/bundles/services/kms';
import { ParameterStoreBundle } from '../../lib/bundles/services/parameter-store';
import { Route53Bundle } from '../../lib/bundles/services/route53';
import { S3Bundle } from '../../lib/bundles/services/s3';
import { SesBundle } from '../../lib/bundles/services/ses';
import { SnsBundle } from '../../lib/bundles/services/sns';
import { SqsBundle } from '../../lib/bundles/services/sqs';
import { StsBundle } from '../../lib/bundles/services/sts';

const stack = stackIn(PLACE);
const nodeRoles = [Role.fromRoleArn(stack, 'NodeRole', 'arn:aws:iam::111122223333:role/nodes')];

// With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
describe('an imported wildcard is refused where the construct is given', () => {
  const anyBucket = Bucket.fromBucketAttributes(stack, 'AnyBucket', { bucketName: 'media', bucketArn: 'arn:aws:s3:::*' });
  const anyParameter = StringParameter.fromStringParameterName(stack, 'AnyParameter', '/web/*');
  const anyZone = HostedZone.fromHostedZoneId(stack, 'AnyZone', '*');
  const anyKey = Key.fromKeyArn(stack, 'AnyKey', 'arn:aws:kms:eu-central-1:111122223333:key/*');
  const anyQueue = Queue.fromQueueArn(stack, 'AnyQueue', 'arn:aws:sqs:eu-central-1:111122223333:*');
  const anyTopic = Topic.fromTopicArn(stack, 'AnyTopic', 'arn:aws:sns:eu-central-1:111122223333:*');
  const anyRole = Role.fromRoleArn(stack, 'AnyRole', 'arn:aws:iam::444455556666:role/*');
  const anyIdentity = EmailIdentity.fromEmailIdentityName(stack, 'AnyIdentity', '*');

  test.each<[string, string, () => unknown]>([
    ['ExternalSecretsBundle.push: parameters\\[0\\]', ':ssm:', () => ExternalSecretsBundle.push({ parameters: [anyParameter] })],
    ['ExternalSecretsBundle.read: parameters\\[0\\]', ':ssm:', () => ExternalSecretsBundle.read({ parameters: [anyParameter] })],
    ['ParameterStoreBundle.read: parameters\\[0\\]', ':ssm:', () => ParameterStoreBundle.read({ parameters: [anyParameter] })],
    ['Route53Bundle.dns01: hostedZones\\[0\\]', ':route53:', () => Route53Bundle.dns01({ hostedZones: [anyZone] })],
    ['Route53Bundle.externalDns: hostedZones\\[0\\]', ':route53:', () => Route53Bundle.externalDns({ hostedZones: [anyZone] })],
    ['KmsBundle.decrypt: keys\\[0\\]', ':kms:', () => KmsBundle.decrypt({ keys: [anyKey] })],
    ['KarpenterBundle.controller: volumeEncryptionKeys\\[0\\]', ':kms:', () => KarpenterBundle.controller({ clusterNames: ['production'], nodeRoles, volumeEncryptionKeys: [anyKey] })],
    ['S3Bundle.write: buckets\\[0\\]', ':s3:', () => S3Bundle.write({ buckets: [anyBucket] })],
    ['ObjectStorageBundle.loki: buckets\\[0\\]', ':s3:', () => ObjectStorageBundle.loki({ buckets: [anyBucket] })],
    ['VeleroBundle.server: buckets\\[0\\]', ':s3:', () => VeleroBundle.server({ buckets: [anyBucket] })],
    ['FluentBitBundle.s3: buckets\\[0\\]', ':s3:', () => FluentBitBundle.s3({ buckets: [anyBucket] })],
    ['SqsBundle.produce: queues\\[0\\]', ':sqs:', () => SqsBundle.produce({ queues: [anyQueue] })],
    ['SnsBundle.publish: topics\\[0\\]', ':sns:', () => SnsBundle.publish({ topics: [anyTopic] })],
    ['StsBundle.assumeRole: roles\\[0\\]', ':iam:', () => StsBundle.assumeRole({ roles: [anyRole] })],
    ['SesBundle.send: identities\\[0\\]', ':ses:', () => SesBundle.send({ identities: [anyIdentity] })],
  ])('%s (%s)', (id, service, make) => {
    expect(make).toThrow(new RegExp(`^${id}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });
});

describe('from plain JavaScript, and from lists that are known at deploy time only', () => {
  const names = new CfnParameter(stack, 'Names', { type: 'CommaDelimitedList' }).valueAsList;
  const wrong = (value: unknown) => value as never;
  const unknown = 'must be a list whose length is known, got one that is known at deploy time only: take its items with Fn.select';

  test.each<[string, () => unknown]>([
    [`ExternalSecretsBundle.read: secretNames: ${unknown}`, () => ExternalSecretsBundle.read({ secretNames: names })],
    [`KarpenterBundle.controller: clusterNames: ${unknown}`, () => KarpenterBundle.controller({ clusterNames: names, nodeRoles })],
    [`LoadBalancerControllerBundle.full: webAcls: ${unknown}`, () => LoadBalancerControllerBundle.full({ clusterNames: ['production'], webAcls: names })],
    ['Route53Bundle.dns01: hostedZones: must be a list, got "Z0123456789ABCDEFGHIJ"', () => Route53Bundle.dns01({ hostedZones: wrong('Z0123456789ABCDEFGHIJ') })],
    [
      'LoadBalancerControllerBundle.full: clusterNames: must be a list, got "production"',
      () => LoadBalancerControllerBundle.full({ clusterNames: wrong('production') }),
    ],
    [
      'Route53Bundle.externalDns: hostedZones[0]: must have an ARN, got undefined: give the construct itself',
      () => Route53Bundle.externalDns({ hostedZones: wrong(['Z0123456789ABCDEFGHIJ']) }),
    ],
    [
      'KarpenterBundle.controller: nodeRoles[0]: must have an ARN, got undefined: give the construct itself',
      () => KarpenterBundle.controller({ clusterNames: ['production'], nodeRoles: wrong(['arn:aws:iam::111122223333:role/nodes']) }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });
});
