import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { ObjectStorageBundle } from '../../../lib/bundles/controllers/object-storage';

const bucket = (stack: Stack) => Bucket.fromBucketName(stack, 'Bucket', 'telemetry');
const encryptedBucket = (stack: Stack) => Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'telemetry', encryptionKey: key(stack) });

export const SAMPLES: readonly Sample[] = [
  {
    name: 'objectStorage.loki',
    make: (stack) => ObjectStorageBundle.loki({ buckets: [bucket(stack), Bucket.fromBucketName(stack, 'Ruler', 'rules')] }),
    values: { buckets: ['telemetry', 'arn:aws:s3:::rules'] },
  },
  {
    name: 'objectStorage.tempo',
    make: (stack) => ObjectStorageBundle.tempo({ buckets: [bucket(stack)] }),
    values: { buckets: ['telemetry'] },
  },
  {
    name: 'objectStorage.tempo-prefixTags',
    make: (stack) => ObjectStorageBundle.tempo({ buckets: [bucket(stack)], prefix: 'production/', objectTags: true }),
    values: { buckets: ['telemetry'], prefix: 'production/', objectTags: true },
  },
  {
    name: 'objectStorage.thanos',
    make: (stack) => ObjectStorageBundle.thanos({ buckets: [encryptedBucket(stack)] }),
    values: { buckets: ['telemetry'], encryptionKeys: [KEY] },
  },
  {
    name: 'objectStorage.thanos-readOnly',
    make: (stack) => ObjectStorageBundle.thanos({ buckets: [bucket(stack)], encryptionKeys: [key(stack)], prefix: 'production', readOnly: true }),
    values: { buckets: ['telemetry'], encryptionKeys: [KEY], prefix: 'production', readOnly: true },
  },
  {
    name: 'objectStorage.mimir',
    make: (stack) => ObjectStorageBundle.mimir({ buckets: [bucket(stack)], prefix: 'production' }),
    values: { buckets: ['telemetry'], prefix: 'production' },
  },
];
