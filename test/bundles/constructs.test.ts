import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CloudWatchBundle } from '../../lib/bundles/services/cloudwatch';
import { KmsBundle } from '../../lib/bundles/services/kms';
import { S3Bundle } from '../../lib/bundles/services/s3';
import { SecretsManagerBundle } from '../../lib/bundles/services/secrets-manager';
import { messageOf, newStack } from '../support';

// What CDK's constructs bring along, and a user does not see.

describe('an alias of a key', () => {
  test('of this app stands for the key behind it, whose ARN IAM compares', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const alias = new kms.Alias(stack, 'Alias', { aliasName: 'alias/main', targetKey: key });
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'media', encryptionKey: alias });
    for (const bundle of [KmsBundle.decrypt({ keys: [alias] }), S3Bundle.read({ buckets: [bucket] })]) {
      const resources = bundle.bind(stack).statements!.flatMap(({ statement }) => statement.resources);
      expect(resources).toContain(key.keyArn);
      expect(resources.filter((resource) => resource.includes('alias'))).toEqual([]);
    }
  });

  test('that is imported is refused, since nobody knows its key', () => {
    const stack = newStack();
    const alias = kms.Alias.fromAliasName(stack, 'Alias', 'alias/main');
    expect(messageOf(() => KmsBundle.decrypt({ keys: [alias] }))).toMatch(/^KmsBundle\.decrypt: keys\[0\]: must be a key, not an alias: IAM compares the ARN of the key, .*, got "Stack\/Alias"$/);
  });
});

describe('a wildcard in the name of an imported construct', () => {
  test.each(['*', 'db/*', 'x?', 'team-${aws:userid}'])('%s is refused: the bundle\'s evidence is for its own wildcards', (name) => {
    const stack = newStack();
    expect(messageOf(() => SecretsManagerBundle.read({ secrets: [secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', name)] }).bind(stack)))
      .toContain('SecretsManagerBundle.read: secrets[0]: must be one resource, without wildcards and policy variables, got "');
    expect(messageOf(() => CloudWatchBundle.writeLogs({ logGroups: [logs.LogGroup.fromLogGroupName(stack, 'Logs', name)] }).bind(stack)))
      .toContain('CloudWatchBundle.writeLogs: logGroups[0]: must be one resource, without wildcards and policy variables, got "');
  });
});
