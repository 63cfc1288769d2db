import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnParameter } from 'aws-cdk-lib/core';
import { ObjectStorageBundle } from '../../../lib/bundles/controllers/object-storage';
import { messageOf } from '../../support';
import { list, PLACE, stackIn, statementsOf } from '../support';

const stack = stackIn(PLACE);
const buckets = [Bucket.fromBucketName(stack, 'Bucket', 'telemetry')];

test.each<[string, () => unknown]>([
  ['ObjectStorageBundle.loki: buckets: must name at least one, got []', () => ObjectStorageBundle.loki({ buckets: [] })],
  ['ObjectStorageBundle.tempo: buckets: must name at least one, got []', () => ObjectStorageBundle.tempo({ buckets: [] })],
  ['ObjectStorageBundle.thanos: buckets: must name at least one, got []', () => ObjectStorageBundle.thanos({ buckets: [] })],
  [
    'ObjectStorageBundle.mimir: prefix: must be the prefix of keys (not beginning with \'/\', without \'*\', \'?\' and \'$\', at most 1,024 characters), ' +
    'got "production/*": perhaps "production/"',
    () => ObjectStorageBundle.mimir({ buckets, prefix: 'production/*' }),
  ],
  [
    'ObjectStorageBundle.tempo: objectTags: must be left out with readOnly, got true: tags are set when objects are written',
    () => ObjectStorageBundle.tempo({ buckets, readOnly: true, objectTags: true }),
  ],
])('refuses: %s', (message, make) => {
  expect(messageOf(make)).toBe(message);
});

test('a prefix is the same with and without the slash at its end', () => {
  const of = (prefix: string) => statementsOf(ObjectStorageBundle.tempo({ buckets, prefix }), stack);
  expect(of('production/')).toEqual(of('production'));
});

test('a prefix may be known at deploy time only', () => {
  const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
  const [, listing, objects] = statementsOf(ObjectStorageBundle.thanos({ buckets, prefix }), stack);
  expect(listing.Condition).toEqual({ StringLike: { 's3:prefix': '<Prefix>/*' } });
  expect(objects.Resource).toBe('arn:aws:s3:::telemetry/<Prefix>/*');
});

test('the key of a bucket comes along, to read alone if that is all', () => {
  // GIVEN
  const encrypted = [Bucket.fromBucketAttributes(stack, 'Encrypted', { bucketName: 'telemetry', encryptionKey: new Key(stack, 'Key') })];
  const ofKey = (readOnly: boolean) => statementsOf(ObjectStorageBundle.mimir({ buckets: encrypted, readOnly }), stack)
    .flatMap(({ Action: action }) => list(action)).filter((action) => action.startsWith('kms:'));
  // THEN
  expect(ofKey(false)).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
  expect(ofKey(true)).toEqual(['kms:Decrypt']);
});

describe('wrong constructs and lists', () => {
  const scope = stackIn(PLACE);
  const anyBucket = Bucket.fromBucketAttributes(scope, 'AnyBucket', { bucketName: 'media', bucketArn: 'arn:aws:s3:::*' });

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['ObjectStorageBundle.loki: buckets\\[0\\]', ':s3:', () => ObjectStorageBundle.loki({ buckets: [anyBucket] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });
});
