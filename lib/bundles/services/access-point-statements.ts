import type { BundleStatement } from '../policy-bundle';
import { allow } from '../statement';

const GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html';

/** Listing the objects of access points, and using those below a prefix. */
export function accessPointStatements(
  accessPoints: readonly string[], prefix: string | undefined, objectActions: readonly string[],
): BundleStatement[] {
  return [
    allow({
      actions: ['s3:ListBucket'],
      resources: accessPoints,
      conditions: prefix === undefined ? undefined : { StringLike: { 's3:prefix': `${prefix}*` } },
    }),
    allow({
      actions: objectActions,
      resources: accessPoints.map((accessPoint) => `${accessPoint}/object/${prefix ?? ''}*`),
      evidence: { reason: 'the objects that an access point reaches get their keys when they are written', source: GUIDE },
    }),
  ];
}
