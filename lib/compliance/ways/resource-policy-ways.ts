import { perhaps, reference, ways } from './way';
import type { Way } from './way';

const S3 = reference('amazons3');
const KMS = reference('awskeymanagementservice');
const RAM = reference('awsresourceaccessmanagerram');

const BY_POLICY: readonly Way[] = [
  ...ways('kms:*:*:key/*', KMS, { 'kms:PutKeyPolicy': 'gives anybody the use of a key' }),
  ...ways('kms:*:*:key/*', KMS, { 'kms:CreateGrant': 'gives anybody the use of a key' }, { level: 'warning' }),
  ...ways('s3:::*', S3, { 's3:PutBucketPolicy': 'gives anybody what is in a bucket' }),
  ...ways('s3:::*', S3, {
    's3:PutBucketAcl': 'gives anybody what is in a bucket',
    's3:PutBucketPublicAccessBlock': 'opens a bucket for everyone',
    's3:DeleteBucketPolicy': 'takes away what a bucket denies',
    's3:PutBucketOwnershipControls': 'brings back the access lists of a bucket',
  }, { level: 'warning' }),
  ...ways('s3:*:*:accesspoint/*', S3, { 's3:PutAccessPointPolicy': 'gives anybody what is behind an access point' }, { level: 'warning' }),
  ...ways('s3:::*/*', S3, {
    's3:PutObjectAcl': 'gives anybody an object',
    's3:PutObjectVersionAcl': 'gives anybody a version of an object',
  }, { level: 'warning' }),
  ...ways('*', S3, { 's3:PutAccountPublicAccessBlock': 'opens the buckets of the account for everyone' }, { level: 'warning' }),
  ...ways('secretsmanager:*:*:secret:*', reference('awssecretsmanager'), { 'secretsmanager:PutResourcePolicy': 'gives anybody a secret' }, { level: 'warning' }),
  ...ways('lambda:*:*:function:*', reference('awslambda'), {
    'lambda:AddPermission': 'lets anybody call a function',
    'lambda:CreateFunctionUrlConfig': 'puts a function on the internet',
    'lambda:UpdateFunctionUrlConfig': 'puts a function on the internet',
  }, { level: 'warning' }),
  ...ways('lambda:*:*:layer:*:*', reference('awslambda'), { 'lambda:AddLayerVersionPermission': 'gives anybody a layer' }, { level: 'warning' }),
  ...ways('sqs:*:*:*', reference('amazonsqs'), {
    'sqs:AddPermission': 'lets anybody use a queue',
    'sqs:SetQueueAttributes': 'lets anybody use a queue, by its policy',
  }, { level: 'warning' }),
  ...ways('sns:*:*:*', reference('amazonsns'), {
    'sns:AddPermission': 'lets anybody use a topic',
    'sns:SetTopicAttributes': 'lets anybody use a topic, by its policy',
  }, { level: 'warning' }),
  ...ways('ecr:*:*:repository/*', reference('amazonelasticcontainerregistry'), { 'ecr:SetRepositoryPolicy': 'lets anybody change the images of a repository' }, { level: 'warning' }),
  ...ways('*', reference('amazonelasticcontainerregistry'), { 'ecr:PutRegistryPolicy': 'lets another account write repositories' }, { level: 'warning' }),
  ...ways('dynamodb:*:*:table/*', reference('amazondynamodb'), { 'dynamodb:PutResourcePolicy': 'gives anybody a table' }, { level: 'warning' }),
  ...ways('*', reference('amazoneventbridge'), { 'events:PutPermission': 'lets anybody send events' }, { level: 'warning' }),
  ...ways('elasticfilesystem:*:*:file-system/*', reference('amazonelasticfilesystem'), { 'elasticfilesystem:PutFileSystemPolicy': 'lets anybody use a file system' }, { level: 'warning' }),
  ...perhaps('es:*:*:domain/*', reference('amazonopensearchservice'), {
    'es:UpdateDomainConfig': 'lets anybody use a domain, by its policy',
    'es:UpdateElasticsearchDomainConfig': 'lets anybody use a domain, by its policy',
  }),
  ...ways('backup:*:*:backup-vault:*', reference('awsbackup'), { 'backup:PutBackupVaultAccessPolicy': 'lets anybody use the backups of a vault' }, { level: 'warning' }),
  ...ways('glacier:*:*:vaults/*', reference('amazons3glacier'), { 'glacier:SetVaultAccessPolicy': 'lets anybody use a vault' }, { level: 'warning' }),
  ...ways('glue:*:*:catalog', reference('awsglue'), { 'glue:PutResourcePolicy': 'lets another account use the data catalog' }, { level: 'warning' }),
  ...ways('kinesis:*:*:stream/*', reference('amazonkinesisdatastreams'), { 'kinesis:PutResourcePolicy': 'lets anybody use a stream' }, { level: 'warning' }),
  ...perhaps('*', RAM, { 'ram:CreateResourceShare': 'shares resources with any account' }),
  ...perhaps('ram:*:*:resource-share/*', RAM, {
    'ram:AssociateResourceShare': 'shares what is shared with any other account',
    'ram:UpdateResourceShare': 'lets a share have accounts outside the organization',
    'ram:AssociateResourceSharePermission': 'decides what others may do with what is shared',
  }),
  ...perhaps('ram:*:*:permission/*', RAM, {
    'ram:CreatePermissionVersion': 'decides what others may do with what is shared',
    'ram:ReplacePermissionAssociations': 'decides what others may do with what is shared',
    'ram:SetDefaultPermissionVersion': 'decides what others may do with what is shared',
  }),
  ...perhaps('s3-object-lambda:*:*:accesspoint/*', S3, {
    's3:PutAccessPointPolicyForObjectLambda': 'gives anybody what is behind an access point',
  }),
  ...perhaps('*', reference('awsentityresolution'), { 'entityresolution:AddPolicyStatement': 'lets another account use a workflow, with its role' }),
  ...perhaps('redshift:*:*:cluster:*', reference('amazonredshift'), { 'redshift:AuthorizeEndpointAccess': 'lets another account reach a warehouse' }),
  ...perhaps('*', reference('amazondynamodb'), { 'dynamodb:UpdateAbacStatus': 'decides whether tags of tables limit who uses them' }),
  ...perhaps('*', reference('amazoncloudwatch'), {
    'cloudwatch:AssumeAccessProfile': 'does what any access profile of CloudWatch allows',
    'cloudwatch:CreateDomainAccessGrantForOrganization': 'gives anybody what CloudWatch has of an organization',
  }),
  ...perhaps('*', reference('amazonopensearchservice'), { 'es:AuthorizeVpcEndpointAccess': 'lets another account reach a domain' }),
  ...ways('ec2:*::snapshot/*', reference('amazonec2'), { 'ec2:ModifySnapshotAttribute': 'gives any account a copy of a disk' }, { level: 'warning' }),
  ...ways('ec2:*::image/*', reference('amazonec2'), { 'ec2:ModifyImageAttribute': 'gives any account an image' }, { level: 'warning' }),
  ...ways('rds:*:*:snapshot:*', reference('amazonrds'), { 'rds:ModifyDBSnapshotAttribute': 'gives any account a copy of a database' }, { level: 'warning' }),
  ...ways('rds:*:*:cluster-snapshot:*', reference('amazonrds'), { 'rds:ModifyDBClusterSnapshotAttribute': 'gives any account a copy of a database' }, { level: 'warning' }),
  ...ways('*', reference('awslakeformation'), {
    'lakeformation:PutDataLakeSettings': 'makes anybody the administrator of the data lake',
    'lakeformation:GrantPermissions': 'gives anybody data of the lake',
    'lakeformation:BatchGrantPermissions': 'gives anybody data of the lake',
  }, { level: 'warning' }),
  ...ways('*', reference('amazonopensearchserverless'), {
    'aoss:CreateAccessPolicy': 'gives anybody the data of a collection',
    'aoss:UpdateAccessPolicy': 'gives anybody the data of a collection',
  }, { level: 'warning' }),
  ...ways('*', reference('amazonec2'), {
    'ec2:DisableSnapshotBlockPublicAccess': 'lets copies of disks be given to everyone',
    'ec2:DisableImageBlockPublicAccess': 'lets images be given to everyone',
  }, { level: 'warning' }),
];

/** Ways by the policies of resources, which let in whom they name, whatever others' policies say. */
export const RESOURCE_POLICY_WAYS: readonly Way[] = BY_POLICY.map((way) => ({ ...way, isOfResource: true }));
