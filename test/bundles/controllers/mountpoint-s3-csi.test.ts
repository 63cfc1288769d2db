import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { MountpointS3CsiBundle } from '../../../lib/bundles/controllers/mountpoint-s3-csi';
import type { MountpointS3CsiDriverOptions } from '../../../lib/bundles/controllers/mountpoint-s3-csi';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { DIRECTORY_BUCKET, MOUNTED_PREFIX, S3_ACCESS_POINT } from '../../../lib/bundles/resources/directory-buckets';
import { explain } from '../../../lib/core/text-format';
import { newStack } from '../../support';
import { PLACE, stackIn, statementsOf } from '../support';

const driver = (options: MountpointS3CsiDriverOptions) => () => MountpointS3CsiBundle.driver(options);
const buckets = () => [Bucket.fromBucketName(newStack(), 'Bucket', 'media')];

test.each<[string, () => unknown]>([
  ['MountpointS3CsiBundle.driver: must have at least one of buckets, directoryBuckets or accessPoints', driver({ cacheBuckets: ['cache--euc1-az1--x-s3'] })],
  ['MountpointS3CsiBundle.driver: buckets: must name at least one, got []', driver({ buckets: [], accessPoints: ['media-readers'] })],
  ['MountpointS3CsiBundle.driver: directoryBuckets: must name at least one, got []', () => driver({ buckets: buckets(), directoryBuckets: [] })()],
  ['MountpointS3CsiBundle.driver: accessPoints: must name at least one, got []', () => driver({ buckets: buckets(), accessPoints: [] })()],
  [
    'MountpointS3CsiBundle.driver: prefix: must be the beginning of keys, as it is mounted (ending with \'/\', not beginning with it, without \'*\', \'?\' and \'$\', ' +
    'at most 1,024 characters), got "web": perhaps "web/"',
    () => driver({ buckets: buckets(), prefix: 'web' })(),
  ],
  [
    'MountpointS3CsiBundle.driver: prefix: must not go with directoryBuckets, since a session is for the whole of one: use two bundles',
    () => driver({ buckets: buckets(), directoryBuckets: ['models--euc1-az1--x-s3'], prefix: 'web/' })(),
  ],
  [
    'MountpointS3CsiBundle.driver: readOnly: must not go with allowDelete: use two bundles, if some volumes are read-only',
    () => driver({ buckets: buckets(), readOnly: true, allowDelete: true })(),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(message);
});

test('a bucket of this app brings its key along, to read only if only reading is allowed', () => {
  // GIVEN
  const stack = stackIn(PLACE);
  const bucket = new Bucket(stack, 'Bucket', { encryptionKey: new Key(stack, 'Key') });
  // WHEN
  const actions = (readOnly: boolean) =>
    MountpointS3CsiBundle.driver({ buckets: [bucket], readOnly }).bind(stack).statements!.at(-1)!.statement.actions;
  // THEN
  expect(actions(false)).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
  expect(actions(true)).toEqual(['kms:Decrypt']);
});

test('a name stands for the directory bucket in each region of the clusters', () => {
  const place = { ...PLACE, regions: ['eu-central-1', 'eu-west-1'] };
  const create = bundleDefinition('mountpointS3Csi.driver')!.create;
  const [session, ...others] = statementsOf(create({ directoryBuckets: ['models--euc1-az1--x-s3'] }, place), stackIn(place), place);
  expect(others).toEqual([]);
  expect(session).toEqual({
    Effect: 'Allow',
    Action: 's3express:CreateSession',
    Resource: [
      'arn:aws:s3express:eu-central-1:111122223333:bucket/models--euc1-az1--x-s3', 'arn:aws:s3express:eu-west-1:111122223333:bucket/models--euc1-az1--x-s3',
    ],
  });
});

test('what is no directory bucket, no access point and no prefix', () => {
  expect(explain(DIRECTORY_BUCKET, 'media')).toContain('must be the name of a directory bucket, with its zone, such as media--euc1-az1--x-s3');
  expect(explain(DIRECTORY_BUCKET, 'models--usw2-lax1-az1--x-s3')).toBeUndefined();
  expect(explain(S3_ACCESS_POINT, 'media-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias')).toContain('must be the name, not the alias, which IAM does not know');
  expect(explain(S3_ACCESS_POINT, 'arn:aws:s3:eu-central-1:111122223333:accesspoint/media-readers')).toBeUndefined();
  expect(explain(MOUNTED_PREFIX, '/web')).toContain('perhaps "web"');
  expect(explain(MOUNTED_PREFIX, 'a/b/')).toBeUndefined();
});
