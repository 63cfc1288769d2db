/**
 * Operations of AWS's APIs that IAM knows by another name, as the service authorization reference lists them. Whoever reads the API's
 * documentation, an SDK or CloudTrail writes the operation.
 */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:ExecuteStatement': ['dynamodb:PartiQLSelect', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete'],
  'dynamodb:TransactGetItems': ['dynamodb:GetItem'],
  'dynamodb:TransactWriteItems': ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
  'kms:ReEncrypt': ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  'lambda:Invoke': ['lambda:InvokeFunction'],
  's3:CompleteMultipartUpload': ['s3:PutObject'],
  's3:CopyObject': ['s3:GetObject', 's3:PutObject'],
  's3:CreateMultipartUpload': ['s3:PutObject'],
  's3:DeleteObjects': ['s3:DeleteObject'],
  's3:HeadBucket': ['s3:ListBucket'],
  's3:HeadObject': ['s3:GetObject'],
  's3:ListBuckets': ['s3:ListAllMyBuckets'],
  's3:ListMultipartUploads': ['s3:ListBucketMultipartUploads'],
  's3:ListObjects': ['s3:ListBucket'],
  's3:ListObjectsV2': ['s3:ListBucket'],
  's3:ListObjectVersions': ['s3:ListBucketVersions'],
  's3:ListParts': ['s3:ListMultipartUploadParts'],
  's3:UploadPart': ['s3:PutObject'],
  's3:UploadPartCopy': ['s3:GetObject', 's3:PutObject'],
  'sns:PublishBatch': ['sns:Publish'],
  'sqs:ChangeMessageVisibilityBatch': ['sqs:ChangeMessageVisibility'],
  'sqs:DeleteMessageBatch': ['sqs:DeleteMessage'],
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
};

/** Names of services whose actions have another prefix. */
const PREFIXES: Readonly<Record<string, string>> = {
  alb: 'elasticloadbalancing',
  cloudwatchlogs: 'logs',
  efs: 'elasticfilesystem',
  elb: 'elasticloadbalancing',
  elbv2: 'elasticloadbalancing',
  emr: 'elasticmapreduce',
  eventbridge: 'events',
  msk: 'kafka',
  opensearch: 'es',
  parameterstore: 'ssm',
  sfn: 'states',
  stepfunctions: 'states',
};

const BY_OPERATION = new Map(Object.entries(PERMISSIONS).map(([operation, actions]) => [operation.toLowerCase(), actions]));

/** The actions that allow an operation of an API; nothing if it has the operation's own name, as far as is known. */
export function permissionsOf(operation: string): readonly string[] | undefined {
  return BY_OPERATION.get(operation.toLowerCase());
}

/** The prefix of a service's actions by another name of it. */
export function prefixOf(service: string): string | undefined {
  const name = service.toLowerCase().replace(/[^a-z0-9]/g, '');
  return Object.hasOwn(PREFIXES, name) ? PREFIXES[name] : undefined;
}

/** All actions and prefixes that are named here. */
export const NAMED = {
  operations: Object.keys(PERMISSIONS),
  actions: [...new Set(Object.values(PERMISSIONS).flat())],
  prefixes: [...new Set(Object.values(PREFIXES))],
};
