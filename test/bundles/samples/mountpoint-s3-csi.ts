import { Bucket } from 'aws-cdk-lib/aws-s3';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { MountpointS3CsiBundle } from '../../../lib/bundles/controllers/mountpoint-s3-csi';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'mountpointS3Csi.driver',
    make: (stack) => MountpointS3CsiBundle.driver({
      buckets: [Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'media', encryptionKey: key(stack) })],
    }),
    values: { buckets: ['media'], encryptionKeys: [KEY] },
  },
  {
    name: 'mountpointS3Csi.driver-prefix',
    make: (stack) => MountpointS3CsiBundle.driver({
      buckets: [Bucket.fromBucketName(stack, 'Bucket', 'media')], accessPoints: ['media-readers'], prefix: 'web/', allowDelete: true,
    }),
    values: {
      buckets: ['media'], accessPoints: ['arn:aws:s3:eu-central-1:111122223333:accesspoint/media-readers'], prefix: 'web/', allowDelete: true,
    },
  },
  {
    name: 'mountpointS3Csi.driver-readOnly',
    make: (stack) => MountpointS3CsiBundle.driver({
      buckets: [Bucket.fromBucketName(stack, 'Bucket', 'media')],
      directoryBuckets: ['models--euc1-az1--x-s3'],
      cacheBuckets: ['cache--euc1-az1--x-s3'],
      readOnly: true,
      encryptionKeys: [key(stack)],
    }),
    values: {
      buckets: ['media'],
      directoryBuckets: ['arn:aws:s3express:eu-central-1:111122223333:bucket/models--euc1-az1--x-s3'],
      cacheBuckets: ['cache--euc1-az1--x-s3'],
      readOnly: true,
      encryptionKeys: [KEY],
    },
  },
];
