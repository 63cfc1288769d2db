import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { VeleroBundle } from '../../../lib/bundles/controllers/velero';

const VOLUME_KEY = 'arn:aws:kms:eu-central-1:111122223333:key/5678abcd-12ab-34cd-56ef-1234567890ab';

const bucket = (stack: Stack) => Bucket.fromBucketName(stack, 'Bucket', 'backups');

export const SAMPLES: readonly Sample[] = [
  {
    name: 'velero.server',
    make: (stack) => VeleroBundle.server({ buckets: [bucket(stack)] }),
    values: { buckets: ['backups'] },
  },
  {
    name: 'velero.server-prefixTags',
    make: (stack) => VeleroBundle.server({ buckets: [bucket(stack)], prefix: 'production', encryptionKeys: [key(stack)], objectTags: true }),
    values: { buckets: ['arn:aws:s3:::backups'], prefix: 'production', encryptionKeys: [KEY], objectTags: true },
  },
  {
    name: 'velero.server-snapshots',
    make: (stack) => VeleroBundle.server({ buckets: [bucket(stack)], volumeSnapshots: true, clusterNames: ['production'] }),
    values: { buckets: ['backups'], volumeSnapshots: true },
  },
  {
    name: 'velero.server-restore',
    make: (stack) => VeleroBundle.server({
      buckets: [bucket(stack)],
      volumeSnapshots: true,
      clusterNames: ['blue', 'green'],
      regions: ['eu-central-1'],
      restoreFrom: ['old'],
      volumeEncryptionKeys: [Key.fromKeyArn(stack, 'VolumeKey', VOLUME_KEY)],
    }),
    values: { buckets: ['backups'], volumeSnapshots: true, clusterNames: ['blue', 'green'], restoreFrom: ['old'], volumeEncryptionKeys: [VOLUME_KEY] },
  },
];
