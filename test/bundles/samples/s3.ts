import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { S3Bundle } from '../../../lib/bundles/services/s3';

const bucket = (stack: Stack) => Bucket.fromBucketName(stack, 'Bucket', 'media');
const encryptedBucket = (stack: Stack) => Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'media', encryptionKey: key(stack) });

export const SAMPLES: readonly Sample[] = [
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
    make: (stack) => S3Bundle.readWrite({ buckets: [bucket(stack)], allowDelete: true, allowObjectAcl: true, allowObjectTags: true }),
    values: { buckets: ['media'], allowDelete: true, allowObjectAcl: true, allowObjectTags: true },
  },
  {
    name: 's3.presignUpload',
    make: (stack) => S3Bundle.presignUpload({ buckets: [bucket(stack)], prefix: 'incoming/', encryptionKeys: [key(stack)] }),
    values: { buckets: ['media'], prefix: 'incoming/', encryptionKeys: [KEY] },
  },
  {
    name: 's3.restore',
    make: (stack) => S3Bundle.restore({ buckets: [bucket(stack)], prefix: 'archive/' }),
    values: { buckets: ['media'], prefix: 'archive/' },
  },
];
