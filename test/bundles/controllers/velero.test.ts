import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { VeleroBundle } from '../../../lib/bundles/controllers/velero';
import type { VeleroServerOptions } from '../../../lib/bundles/controllers/velero';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import type { Place } from '../../../lib/bundles/resources/place';
import { messageOf } from '../../support';
import { PLACE, stackIn, statementsOf } from '../support';

const stack = stackIn(PLACE);
const buckets = [Bucket.fromBucketName(stack, 'Bucket', 'backups')];
const server = (options: Partial<VeleroServerOptions>) => () => VeleroBundle.server({ buckets, ...options });

test.each<[string, () => unknown]>([
  ['VeleroBundle.server: buckets: must name at least one, got []', server({ buckets: [] })],
  [
    'VeleroBundle.server: prefix: must be the prefix of keys (not beginning with \'/\', without \'*\', \'?\' and \'$\', at most 1,024 characters), ' +
    'got "/production": perhaps "production"',
    server({ prefix: '/production' }),
  ],
  ['VeleroBundle.server: clusterNames: must name at least one, got none', server({ volumeSnapshots: true })],
  ['VeleroBundle.server: clusterNames: must name at least one, got []', server({ volumeSnapshots: true, clusterNames: [] })],
  [
    'VeleroBundle.server: clusterNames[0]: must be the name of a cluster in EKS (1 to 100 letters, digits, \'-\' and \'_\', beginning with a letter or digit), ' +
    'got "*"',
    server({ volumeSnapshots: true, clusterNames: ['*'] }),
  ],
  ['VeleroBundle.server: restoreFrom: must name at least one, got []', server({ volumeSnapshots: true, clusterNames: ['production'], restoreFrom: [] })],
  [
    'VeleroBundle.server: volumeSnapshots: must be true with clusterNames, got false: leave out clusterNames, which is for snapshots of volumes',
    server({ clusterNames: ['production'] }),
  ],
  [
    'VeleroBundle.server: volumeSnapshots: must be true with volumeEncryptionKeys, got false: leave out volumeEncryptionKeys, which is for snapshots of volumes',
    server({ volumeSnapshots: false, volumeEncryptionKeys: [] }),
  ],
])('refuses: %s', (message, make) => {
  expect(messageOf(make)).toBe(message);
});

test('a name of a cluster may be known at deploy time only, since it is the value of a tag', () => {
  // GIVEN
  const clusterName = new CfnParameter(stack, 'ClusterName').valueAsString;
  // WHEN
  const conditions = statementsOf(VeleroBundle.server({ buckets, volumeSnapshots: true, clusterNames: [clusterName] }), stack)
    .flatMap(({ Condition: condition }) => Object.entries(condition?.StringEquals ?? {}));
  // THEN
  expect(conditions).toContainEqual(['aws:ResourceTag/KubernetesCluster', '<ClusterName>']);
  expect(conditions).toContainEqual(['aws:RequestTag/KubernetesCluster', '<ClusterName>']);
});

test('a prefix is the same with and without the slash at its end', () => {
  const of = (prefix: string) => statementsOf(VeleroBundle.server({ buckets, prefix }), stack);
  expect(of('production/')).toEqual(of('production'));
});

test('the key of a bucket comes along, for S3 alone; that of volumes for EC2 alone', () => {
  // GIVEN
  const bucket = Bucket.fromBucketAttributes(stack, 'Encrypted', { bucketName: 'backups', encryptionKey: new Key(stack, 'BucketKey') });
  // WHEN
  const statements = statementsOf(VeleroBundle.server({
    buckets: [bucket], volumeSnapshots: true, clusterNames: ['production'], volumeEncryptionKeys: [new Key(stack, 'VolumeKey')],
  }), stack);
  // THEN
  const services = statements.filter(({ Condition: condition }) => condition?.StringEquals?.['kms:ViaService'])
    .map(({ Action: action, Condition: condition }) => [action, JSON.stringify(condition?.StringEquals['kms:ViaService'])]);
  expect(services).toEqual([
    [['kms:Decrypt', 'kms:GenerateDataKey'], expect.stringContaining('s3.')],
    [expect.arrayContaining(['kms:ReEncryptTo']), expect.stringContaining('ec2.')],
    ['kms:CreateGrant', expect.stringContaining('ec2.')],
  ]);
});

describe('in workloads.yaml', () => {
  const create = (values: object, place: Place) => bundleDefinition('velero.server')!.create({ buckets: ['backups'], ...values }, place);
  const nameless: Place = { ...PLACE, clusterNames: undefined };

  test('clusters need no name without snapshots', () => {
    expect(statementsOf(create({}, nameless), stack)).toHaveLength(2);
  });

  test('clusters must have a name for snapshots', () => {
    expect(messageOf(() => create({ volumeSnapshots: true }, nameless))).toBe(
      'velero.server: must know the names that the workload\'s clusters have in EKS, since it is limited to what bears one of them: ' +
      'give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"');
  });

  test('two clusters in two regions', () => {
    // GIVEN
    const place: Place = { ...PLACE, regions: ['eu-central-1', 'eu-west-1'], clusterNames: ['blue', 'green'] };
    // WHEN
    const [,,, snapshot] = statementsOf(create({ volumeSnapshots: true }, place), stack, place);
    // THEN
    expect(snapshot.Resource).toEqual(['arn:aws:ec2:eu-central-1:111122223333:volume/*', 'arn:aws:ec2:eu-west-1:111122223333:volume/*']);
    expect(snapshot.Condition).toEqual({ StringEquals: { 'aws:ResourceTag/KubernetesCluster': ['blue', 'green'] } });
  });

  test('names of clusters without snapshots are refused', () => {
    expect(messageOf(() => create({ clusterNames: ['production'] }, PLACE))).toContain('velero.server: volumeSnapshots: must be true with clusterNames');
  });
});

test('in TypeScript clusters may be in given regions', () => {
  const [,,, snapshot] = statementsOf(
    VeleroBundle.server({ buckets, volumeSnapshots: true, clusterNames: ['production'], regions: ['eu-west-1'] }), new Stack(), PLACE);
  expect(snapshot.Resource).toBe('arn:aws:ec2:eu-west-1:111122223333:volume/*');
});

describe('wrong constructs and lists', () => {
  const scope = stackIn(PLACE);
  const anyBucket = Bucket.fromBucketAttributes(scope, 'AnyBucket', { bucketName: 'media', bucketArn: 'arn:aws:s3:::*' });

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['VeleroBundle.server: buckets\\[0\\]', ':s3:', () => VeleroBundle.server({ buckets: [anyBucket] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });
});
