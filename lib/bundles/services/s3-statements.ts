import type { BundleStatement } from '../policy-bundle';
import { allow } from '../statement';

/** What may be done with buckets and with the objects in them. */
export interface UseOfBuckets {
  /** ARNs of buckets. */
  readonly buckets: readonly string[];
  /** The beginning of the keys of the objects; all objects without it. */
  readonly prefix?: string;
  /** Whether the objects may be listed. */
  readonly list: boolean;
  /** Actions on the buckets themselves beside `s3:GetBucketLocation`. */
  readonly bucketActions?: readonly string[];
  readonly objectActions: readonly string[];
}

/**
 * The use of buckets and of the objects below a prefix. Calls on a bucket are allowed on its ARN, calls
 * on objects on theirs.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
export function bucketStatements({ buckets, prefix = '', list, bucketActions = [], objectActions }: UseOfBuckets): BundleStatement[] {
  const listNarrowly = list && prefix !== '';
  return [
    allow({ actions: ['s3:GetBucketLocation', ...bucketActions, ...(list && !listNarrowly ? ['s3:ListBucket'] : [])], resources: buckets }),
    // Alone, since GetBucketLocation has no s3:prefix and the condition would deny it.
    ...(listNarrowly ? [allow({
      actions: ['s3:ListBucket'],
      resources: buckets,
      conditions: { StringLike: { 's3:prefix': `${prefix}*` } },
    })] : []),
    allow({
      actions: objectActions,
      resources: buckets.map((bucket) => `${bucket}/${prefix}*`),
      evidence: {
        reason: prefix === '' ? 'the objects of a bucket get their keys when they are written' : 'the objects below a prefix get their keys when they are written',
        source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html',
      },
    }),
  ];
}
