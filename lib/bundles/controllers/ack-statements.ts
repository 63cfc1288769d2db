import type { IConstruct } from 'constructs';
import { flag } from '../parameters';
import type { BundleStatement } from '../policy-bundle';
import { keyUseStatements } from '../services/kms-statements';
import { passRoleStatement } from '../services/pass-role-statement';
import { SECRET_SUFFIX } from '../services/secrets-manager-statements';
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

export const DELETE = flag('Allow deleting. Without it, objects in the cluster need the annotation services.k8s.aws/deletion-policy: retain.');

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

export const ECR_CALLS: Calls = {
  source: code('ecr', 'v1.8.1', 'repository'),
  always: actions('ecr', [
    'CreateRepository', 'DeleteLifecyclePolicy', 'DescribeRepositories', 'GetLifecyclePolicy', 'GetRepositoryPolicy', 'ListTagsForResource',
    'PutImageScanningConfiguration', 'PutImageTagMutability', 'PutLifecyclePolicy', 'TagResource', 'UntagResource',
  ]),
  remove: 'ecr:DeleteRepository',
  policies: actions('ecr', ['DeleteRepositoryPolicy', 'SetRepositoryPolicy']),
};

export const SECRETS_MANAGER_CALLS: Calls = {
  source: code('secretsmanager', 'v1.4.1', 'secret'),
  always: actions('secretsmanager', ['CreateSecret', 'DescribeSecret', 'TagResource', 'UntagResource', 'UpdateSecret']),
  remove: 'secretsmanager:DeleteSecret',
};

/** Actions on what a controller makes, by names of its own or beginnings of names. */
export function managedStatement(
  noun: string, { source }: Calls, allowed: readonly string[], resources: readonly string[],
): BundleStatement {
  const made = { reason: `the controller makes ${noun} with names that begin so`, source };
  return allow({ actions: allowed, resources, evidence: (wildcard) => wildcard.endsWith('*') ? made : SECRET_SUFFIX });
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

interface BucketAccess extends ManagedFlags {
  readonly buckets: readonly string[];
  readonly replicationRoles: readonly string[];
}

export function bucketStatements({ buckets, replicationRoles, ...flags }: BucketAccess): BundleStatement[] {
  return [
    ...managedStatements('buckets', S3_CALLS, buckets, flags),
    allow({
      actions: ['s3:ListAllMyBuckets'],
      resources: ['*'],
      evidence: { reason: 'the controller finds a bucket in the list of all, and the action supports no resource', source: S3_CALLS.source },
    }),
    ...(replicationRoles.length > 0 ? [
      managedStatement('buckets', S3_CALLS, ['s3:PutReplicationConfiguration'], buckets),
      passRoleStatement(replicationRoles, 's3.amazonaws.com'),
    ] : []),
  ];
}

interface TableAccess extends ManagedFlags {
  readonly tables: readonly string[];
  readonly backups: boolean;
}

export function tableStatements({ tables, backups, ...flags }: TableAccess): BundleStatement[] {
  return [
    ...managedStatements('tables', DYNAMODB_CALLS, tables, flags),
    ...(backups ? [
      managedStatement('tables', DYNAMODB_CALLS, ['dynamodb:CreateBackup'], tables),
      allow({
        actions: ['dynamodb:DeleteBackup', 'dynamodb:DescribeBackup'],
        resources: tables.map((table) => `${table}/backup/*`),
        evidence: { reason: 'a backup gets its id when it is made', source: DYNAMODB_CALLS.source },
      }),
    ] : []),
  ];
}

interface SecretAccess extends ManagedFlags {
  readonly secrets: readonly string[];
  readonly encryptionKeys: readonly string[];
}

export function secretStatements(scope: IConstruct, { secrets, encryptionKeys: keys, ...flags }: SecretAccess): BundleStatement[] {
  return [
    ...managedStatements('secrets', SECRETS_MANAGER_CALLS, secrets, flags),
    allow({
      actions: ['secretsmanager:ListSecrets'],
      resources: ['*'],
      evidence: { reason: 'the controller finds a secret in the list of all, and the action supports no resource', source: SECRETS_MANAGER_CALLS.source },
    }),
    ...keyUseStatements(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 'secretsmanager'),
  ];
}
