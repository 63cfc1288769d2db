import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Lazy } from 'aws-cdk-lib/core';
import { S3Bundle } from '../../../lib/bundles/services/s3';
import { explain } from '../../../lib/core/text-format';
import { formatOf, PLACE, stackIn } from '../support';

const stack = stackIn(PLACE);
const buckets = [Bucket.fromBucketName(stack, 'Bucket', 'media')];
const anyBucket = Bucket.fromBucketAttributes(stack, 'AnyBucket', { bucketName: 'media', bucketArn: 'arn:aws:s3:::*' });

describe('the factories refuse', () => {
  test.each<[string, () => unknown]>([
    ['S3Bundle.read: buckets: must name at least one, got []', () => S3Bundle.read({ buckets: [] })],
    ['S3Bundle.write: buckets: must name at least one, got []', () => S3Bundle.write({ buckets: [] })],
    ['S3Bundle.readWrite: buckets: must name at least one, got []', () => S3Bundle.readWrite({ buckets: [] })],
    [
      'S3Bundle.read: prefix: must be the beginning of keys (not beginning with \'/\', without \'*\' and \'?\', with \'$\' only in a session tag, at most 1,024 characters), ' +
      'got "/web/*": perhaps "web/"',
      () => S3Bundle.read({ buckets, prefix: '/web/*' }),
    ],
    [
      'S3Bundle.write: prefix: must be the beginning of keys (not beginning with \'/\', without \'*\' and \'?\', with \'$\' only in a session tag, at most 1,024 characters), got ""',
      () => S3Bundle.write({ buckets, prefix: '' }),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(new Error(message));
  });

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['S3Bundle.write: buckets\\[0\\]', ':s3:', () => S3Bundle.write({ buckets: [anyBucket] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });

  test('nothing that is known at deploy time only', () => {
    const token = Lazy.string({ produce: () => 'x' });
    expect(() => {
      S3Bundle.read({ buckets, prefix: token });
    }).not.toThrow();
  });
});

describe('workloads.yaml', () => {
  test.each<[id: string, parameter: string, value: string, hint: string | undefined]>([
    ['s3.read', 'buckets', 's3://media/web', 'write the bucket\'s name alone, "media", and the beginning of keys as \'prefix\''],
    ['s3.read', 'buckets', 'https://media.s3.eu-central-1.amazonaws.com/web', 'write the bucket\'s name alone, "media", and the beginning of keys as \'prefix\''],
    ['s3.read', 'buckets', 'https://s3.eu-central-1.amazonaws.com/media/web', 'write the bucket\'s name alone, "media", and the beginning of keys as \'prefix\''],
    ['s3.read', 'buckets', 'media/web', 'write the bucket\'s name alone, "media", and the beginning of keys as \'prefix\''],
    ['s3.read', 'buckets', 'Media', 'perhaps "media"'],
    ['s3.read', 'buckets', 'media_files', undefined],
    ['s3.read', 'buckets', 'arn:aws:s3:::media/*', 'this is the ARN of objects; write the bucket, "arn:aws:s3:::media", and the beginning of their keys as \'prefix\''],
    ['s3.read', 'buckets', 'arn:aws:s3:eu-central-1::media', 'it has no region: leave the fourth field empty'],
  ])('refuses %s: %s: %s', (id, parameter, value, hint) => {
    const format = formatOf(id, parameter);
    expect(explain(format, value)).toBe(`must be ${format.rule}, got ${JSON.stringify(value)}${hint ? `: ${hint}` : ''}`);
  });

  test.each([
    ['a..b', "must not have two '.' side by side, got \"a..b\""],
    ['192.168.5.4', 'must not look like an IP address, got "192.168.5.4"'],
    ['web-abc123-s3alias', 'must be a bucket, not the alias of an access point, which IAM does not know, got "web-abc123-s3alias"'],
    ['web--euc1-az1--x-s3', 'must be a general purpose bucket: directory and table buckets have actions of their own, got "web--euc1-az1--x-s3"'],
    ['xn--media', "must not begin with 'xn--', 'sthree-' or 'amzn-s3-demo-', which AWS keeps for itself, got \"xn--media\""],
    ['arn:aws:s3:::192.168.5.4', 'must not look like an IP address, got "arn:aws:s3:::192.168.5.4"'],
  ])('refuses the bucket %s', (name, problem) => {
    expect(explain(formatOf('s3.read', 'buckets'), name)).toBe(problem);
  });

  test.each([
    ['s3.read', 'buckets', 'abc'],
    ['s3.read', 'buckets', 'arn:aws-cn:s3:::media'],
    ['s3.read', 'prefix', 'media'],
  ])('takes %s: %s: %s', (id, parameter, value) => {
    expect(explain(formatOf(id, parameter), value)).toBeUndefined();
  });
});

describe('an alias as the key of a bucket', () => {
  const bucket = (id: string, encryptionKey: IKey) => Bucket.fromBucketAttributes(stack, id, { bucketName: 'media', encryptionKey });

  test('of this app stands for the key behind it', () => {
    const own = new Key(stack, 'Own');
    const alias = new Alias(stack, 'OwnAlias', { aliasName: 'alias/main', targetKey: own });
    const { statements = [] } = S3Bundle.read({ buckets: [bucket('Encrypted', alias)] }).bind(stack);
    const resources = statements.flatMap(({ statement }) => statement.resources);
    expect(resources).toContain(own.keyArn);
    expect(resources.filter((resource) => resource.includes('alias'))).toEqual([]);
  });

  test('that is imported is refused at the bucket', () => {
    const alias = Alias.fromAliasName(stack, 'Imported', 'alias/main');
    expect(() => S3Bundle.read({ buckets: [bucket('OfAlias', alias)] })).toThrow('S3Bundle.read: buckets[0]: its key must be a key, not an alias: ');
  });
});
