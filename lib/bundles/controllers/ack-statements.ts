import type { BundleStatement } from '../policy-bundle';
import { allow } from '../statement';

/** The calls of a controller, as its code makes them at the release that was looked at. */
interface Calls {
  /** Where they were read. */
  readonly source: string;
  readonly always: readonly string[];
  /** What the flag `allowDelete` adds. */
  readonly remove: string;
  /** What the flag `allowPolicies` adds. */
  readonly policies?: readonly string[];
}

const code = (service: string, release: string, folder: string) => `https://github.com/aws-controllers-k8s/${service}-controller/tree/${release}/pkg/resource/${folder}`;
const actions = (service: string, names: readonly string[]) => names.map((name) => `${service}:${name}`);

/** Settings of buckets that are read in each reconciliation, and put where the specification has them. */
const BUCKET_SETTINGS = [
  'AccelerateConfiguration', 'AnalyticsConfiguration', 'BucketAbac', 'BucketCORS', 'BucketLogging', 'BucketNotification', 'BucketObjectLockConfiguration',
  'BucketOwnershipControls', 'BucketRequestPayment', 'BucketTagging', 'BucketVersioning', 'BucketWebsite', 'EncryptionConfiguration',
  'IntelligentTieringConfiguration', 'InventoryConfiguration', 'LifecycleConfiguration', 'MetricsConfiguration',
];

export const S3_CALLS: Calls = {
  source: code('s3', 'v1.10.0', 'bucket'),
  always: actions('s3', [
    'CreateBucket', 'DeleteBucketWebsite', 'GetBucketAcl', 'GetBucketPolicy', 'GetBucketPublicAccessBlock', 'GetReplicationConfiguration',
    ...BUCKET_SETTINGS.flatMap((setting) => [`Get${setting}`, `Put${setting}`]),
  ]),
  remove: 's3:DeleteBucket',
  policies: actions('s3', ['DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketPolicy', 'PutBucketPublicAccessBlock']),
};

export const DYNAMODB_CALLS: Calls = {
  source: code('dynamodb', 'v1.9.2', 'table'),
  always: actions('dynamodb', [
    'CreateTable', 'DescribeContinuousBackups', 'DescribeContributorInsights', 'DescribeTable', 'DescribeTimeToLive', 'GetResourcePolicy', 'ListTagsOfResource',
    'TagResource', 'UntagResource', 'UpdateContinuousBackups', 'UpdateContributorInsights', 'UpdateTable', 'UpdateTimeToLive',
  ]),
  remove: 'dynamodb:DeleteTable',
  policies: actions('dynamodb', ['DeleteResourcePolicy', 'PutResourcePolicy']),
};

export const SQS_CALLS: Calls = {
  source: code('sqs', 'v1.6.1', 'queue'),
  always: actions('sqs', ['CreateQueue', 'GetQueueAttributes', 'ListQueueTags', 'SetQueueAttributes', 'TagQueue', 'UntagQueue']),
  remove: 'sqs:DeleteQueue',
};

export const SNS_CALLS: Calls = {
  source: code('sns', 'v1.6.0', 'topic'),
  always: actions('sns', ['CreateTopic', 'GetTopicAttributes', 'ListTagsForResource', 'SetTopicAttributes', 'TagResource', 'UntagResource']),
  remove: 'sns:DeleteTopic',
};

/** Actions on what a controller makes, by names of its own or beginnings of names. */
export function managedStatement(
  noun: string, { source }: Calls, allowed: readonly string[], resources: readonly string[],
): BundleStatement {
  return allow({ actions: allowed, resources, evidence: { reason: `the controller makes ${noun} with names that begin so`, source } });
}

/** What a controller does with what it makes, and on request. */
export function managedStatements(
  noun: string, calls: Calls, resources: readonly string[], { allowDelete, allowPolicies = false }: ManagedFlags,
): BundleStatement[] {
  const { always, remove, policies = [] } = calls;
  return [always, ...(allowDelete ? [[remove]] : []), ...(allowPolicies ? [policies] : [])]
    .map((allowed) => managedStatement(noun, calls, allowed, resources));
}

interface ManagedFlags {
  readonly allowDelete: boolean;
  readonly allowPolicies?: boolean;
}
