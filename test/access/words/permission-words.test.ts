import { permissionLines } from '../../../lib/access/words/permission-words';
import { readLiteralDocument } from '../../../lib/iam/document';

const ACCOUNT = '111122223333';

function words(statement: object): string[] {
  const { statements: [read] } = readLiteralDocument({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } });
  return permissionLines(read, ACCOUNT).map(({ service, text }) => `${service}: ${text}`);
}

const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

test.each<[string, object, readonly string[]]>([
  ['objects below a prefix', { Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: 'arn:aws:s3:::acme-media/thumbnails/*' }, ['S3: reads, writes and deletes objects below acme-media/thumbnails/']],
  ['a bucket and its objects', { Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::acme-media', 'arn:aws:s3:::acme-media/*'] },
    ['S3: lists bucket acme-media', 'S3: reads objects of acme-media']],
  ['a list below a prefix', { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::acme-media', Condition: { StringLike: { 's3:prefix': 'in/*' } } }, ['S3: lists bucket acme-media, below in/']],
  ['a key through a service', { Action: 'kms:Decrypt', Resource: KEY, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } } }, ['KMS: decrypts with key 1234… through S3']],
  ['a queue', { Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], Resource: `arn:aws:sqs:eu-central-1:${ACCOUNT}:jobs` }, ['SQS: receives messages from and deletes messages of queue jobs']],
  ['secrets by their beginning', { Action: 'secretsmanager:GetSecretValue', Resource: `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:shop/*` }, ['Secrets Manager: reads secrets below shop/']],
  ['another account and any region', { Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:*:444455556666:table/orders' }, ['DynamoDB: reads table orders of account 444455556666 in any region']],
  ['an action without a resource', { Action: ['ec2:DescribeInstances', 's3:ListAllMyBuckets'], Resource: '*' }, ['EC2: describes instances', 'S3: lists all buckets of the account']],
  ['several at once', { Action: 'secretsmanager:BatchGetSecretValue', Resource: '*' }, ['Secrets Manager: gets secret values in batches']],
  ['everything of a service', { Action: 'sqs:*', Resource: '*' }, ['SQS: does everything with any resource']],
  ['everything', { Action: '*', Resource: '*' }, ['all services: does everything with any resource']],
  ['all but some', { NotAction: ['iam:*', 'organizations:*'], Resource: '*' }, ['all services: does everything but iam:* or organizations:* with any resource']],
  ['what is denied', { Effect: 'Deny', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::acme-media/*' }, ['S3: never deletes objects of acme-media']],
  ['an action that AWS does not list', { Action: 's3:GetObjekt', Resource: 'arn:aws:s3:::a/*' }, ['S3: calls s3:GetObjekt on objects of a']],
  ['a condition that is quoted', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/b', Condition: { StringEquals: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] }, Bool: { 'aws:SecureTransport': 'true' } } },
    ['S3: reads object a/b, if aws:SourceVpc is "vpc-1" or "vpc-2" and aws:SecureTransport is true']],
  ['a role that is passed', { Action: 'iam:PassRole', Resource: `arn:aws:iam::${ACCOUNT}:role/nodes`, Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }, ['IAM: passes role nodes to EC2']],
])('%s', (_, statement, expected) => {
  expect(words(statement)).toEqual(expected);
});

test.each<[string, object, readonly string[]]>([
  ['messages that are purged, and not the queue', { Action: 'sqs:PurgeQueue', Resource: `arn:aws:sqs:eu-central-1:${ACCOUNT}:jobs` }, ['SQS: purges queue jobs']],
  ['consumers of a stream', { Action: 'kinesis:SubscribeToShard', Resource: `arn:aws:kinesis:eu-central-1:${ACCOUNT}:stream/clicks/consumer/*` }, ['Kinesis: reads consumers of stream clicks']],
  ['a document, which is no parameter', { Action: 'ssm:SendCommand', Resource: 'arn:aws:ssm:eu-central-1:111122223333:document/AWS-RunShellScript' }, ['Systems Manager: runs commands by document AWS-RunShellScript']],
  ['aliases and code', { Action: ['lambda:UpdateAlias', 'lambda:UpdateFunctionCode'], Resource: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:resize` },
    ['Lambda: changes aliases of function resize', 'Lambda: changes function code of function resize']],
  ['a resource of a kind that is not known for it', { Action: 'kms:Sign', Resource: `arn:aws:kms:eu-central-1:${ACCOUNT}:alias/sign` }, ['KMS: calls kms:Sign on alias sign']],
])('%s', (_, statement, expected) => {
  expect(words(statement)).toEqual(expected);
});

test('of hundreds that a wildcard stands for, the first', () => {
  expect(words({ Action: 'ec2:Describe*', Resource: '*' }).join()).toMatch(/: describes account attributes, .* and \d{3} more$/);
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('a service, type or action named %s is like any other', (name) => {
  expect(words({ Action: `${name}:${name}`, Resource: `arn:aws:${name}:eu-central-1:${ACCOUNT}:${name}/${name}` }).join()).not.toMatch(/function|native|\[object/);
  expect(words({ Action: `s3:${name}`, Resource: `arn:aws:sqs:eu-central-1:${ACCOUNT}:${name}` }).join()).not.toMatch(/function|native|\[object/);
});

test('a name of an object does not pass for words of ours', () => {
  expect(words({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/\u001b[2J\u202e' })[0]).not.toMatch(/[\u001b\u202e]/);
});

test.each<[string, object, readonly string[]]>([
  ['an access point', { Action: ['s3:ListBucket', 's3:GetObject'], Resource: [`arn:aws:s3:eu-central-1:${ACCOUNT}:accesspoint/media`, `arn:aws:s3:eu-central-1:${ACCOUNT}:accesspoint/media/object/web/*`] },
    ['S3: lists access point media', 'S3: reads objects below web/ through access point media']],
  ['all objects of an access point', { Action: 's3:GetObject', Resource: `arn:aws:s3:eu-central-1:${ACCOUNT}:accesspoint/media/object/*` }, ['S3: reads objects through access point media']],
  ['metrics of a namespace', { Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: { StringEquals: { 'cloudwatch:namespace': 'web' } } }, ['CloudWatch: puts metric data, if cloudwatch:namespace is "web"']],
  ['clients and filters of MQTT', { Action: ['iot:Connect', 'iot:Subscribe'], Resource: [`arn:aws:iot:eu-central-1:${ACCOUNT}:client/shop-*`, `arn:aws:iot:eu-central-1:${ACCOUNT}:topicfilter/orders/#`] },
    ['IoT Core: connects as clients named shop-*', 'IoT Core: subscribes to topic filter orders/#']],
  ['tables within buckets and databases', { Action: ['s3tables:GetTable', 'timestream:Select'], Resource: [`arn:aws:s3tables:eu-central-1:${ACCOUNT}:bucket/lake/table/*`, `arn:aws:timestream:eu-central-1:${ACCOUNT}:database/sensors/table/readings`] },
    ['S3 Tables: reads tables of lake', 'Timestream: reads table sensors/readings']],
  ['tables that are created', { Action: 's3tables:CreateTable', Resource: `arn:aws:s3tables:eu-central-1:${ACCOUNT}:bucket/lake` }, ['S3 Tables: creates tables in bucket lake']],
  ['verbs as they stand, and two of them', { Action: ['comprehend:ContainsPiiEntities', 'bedrock:RetrieveAndGenerate'], Resource: '*' },
    ['Comprehend: finds PII entities', 'Bedrock: retrieves and generates']],
  ['several methods, and a path', { Action: ['es:ESHttpGet', 'es:ESHttpHead'], Resource: [`arn:aws:es:eu-central-1:${ACCOUNT}:domain/shop/orders/_search`, `arn:aws:es:eu-central-1:${ACCOUNT}:domain/shop/logs-*/_doc`] },
    ['OpenSearch Service: sends GET and HEAD requests to path /orders/_search of domain shop and paths /logs-*/_doc of domain shop']],
  ['methods of an API', { Action: 'execute-api:Invoke', Resource: [`arn:aws:execute-api:eu-central-1:${ACCOUNT}:a1b2/prod/GET/orders`, `arn:aws:execute-api:eu-central-1:${ACCOUNT}:a1b2/*`] },
    ['API Gateway: calls GET /orders of API a1b2, stage prod and API a1b2']],
  ['items, which are not the table', { Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], Resource: [`arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/jobs`, `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/jobs/index/by-state`] },
    ['DynamoDB: reads table jobs', 'DynamoDB: writes, changes and deletes items of table jobs']],
  ['the table itself', { Action: ['dynamodb:DeleteTable', 'dynamodb:Query'], Resource: [`arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/jobs`, `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/jobs/index/*`] },
    ['DynamoDB: reads and deletes table jobs', 'DynamoDB: reads indexes of table jobs']],
  ['what is made in or with something', { Action: ['ec2:CreateSecurityGroup', 'ec2:RunInstances', 'ec2:CreateVolume', 'ec2:CreateSnapshot'], Resource: [`arn:aws:ec2:eu-central-1:${ACCOUNT}:vpc/*`, 'arn:aws:ec2:eu-central-1::image/*', 'arn:aws:ec2:eu-central-1::snapshot/*'] },
    ['EC2: creates security groups in any VPC', 'EC2: runs instances with any image and any snapshot', 'EC2: creates any snapshot', 'EC2: creates volumes from any snapshot']],
  ['a part of a name that is a place', { Action: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'], Resource: `arn:aws:autoscaling:eu-central-1:${ACCOUNT}:autoScalingGroup:*:autoScalingGroupName/workers` },
    ['Auto Scaling: sets desired capacity of auto scaling group workers', 'Auto Scaling: terminates instances in auto scaling group workers']],
  ['actions on nothing, once for each verb', { Action: ['ec2:DescribeVpcs', 'ec2:DescribeInstances', 'wafv2:ListWebACLs', 'xray:BatchGetTraces'], Resource: '*' },
    ['EC2: describes instances and VPCs', 'WAF: lists web ACLs', 'X-Ray: gets traces in batches']],
  ['tables of a bucket', { Action: ['s3tables:DeleteTable', 's3tables:PutTableData'], Resource: `arn:aws:s3tables:eu-central-1:${ACCOUNT}:bucket/lake/table/*` }, ['S3 Tables: writes and deletes tables of lake']],
  ['phrases with one preposition', { Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab` }, ['KMS: decrypts and makes data keys with key 1234…']],
  ['requests by method', { Action: ['es:ESHttpGet'], Resource: `arn:aws:es:eu-central-1:${ACCOUNT}:domain/shop/*` }, ['OpenSearch Service: sends GET requests to domain shop']],
  ['a catalogue and its tables', { Action: 'glue:GetTable', Resource: [`arn:aws:glue:eu-central-1:${ACCOUNT}:catalog`, `arn:aws:glue:eu-central-1:${ACCOUNT}:table/sales/*`] },
    ['Glue: reads the Data Catalog and tables below sales/']],
])('%s', (_, statement, expected) => {
  expect(words(statement)).toEqual(expected);
});

const own = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:${ACCOUNT}:${resource}`;

test.each<[string, object, readonly string[]]>([
  ['a key for what it encrypts', {
    Action: 'kms:Decrypt',
    Resource: KEY,
    Condition: {
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': [own('s3tables', 'bucket/lake/table/*'), own('s3tables', 'bucket/raw/table/*')] },
      StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
    },
  }, ['KMS: decrypts with key 1234… through S3, for tables of lake or tables of raw']],
  ['a context that is no ARN', { Action: 'kms:Decrypt', Resource: KEY, Condition: { StringEquals: { 'kms:EncryptionContext:team': 'shop' } } },
    ['KMS: decrypts with key 1234…, if kms:EncryptionContext:team is "shop"']],
  ['several of one kind', { Action: 'logs:PutRetentionPolicy', Resource: [own('logs', 'log-group:/a'), own('logs', 'log-group:/b'), own('logs', 'log-group:/c')] },
    ['CloudWatch Logs: sets the retention of log groups /a, /b and /c']],
  ['several of one kind, one of them of another account', { Action: 'sqs:SendMessage', Resource: [own('sqs', 'jobs'), 'arn:aws:sqs:eu-central-1:444455556666:jobs'] },
    ['SQS: sends messages to queue jobs and queue jobs of account 444455556666']],
  ['any of a kind with names in parts', { Action: 'elasticloadbalancing:DeleteTargetGroup', Resource: own('elasticloadbalancing', 'targetgroup/*/*') },
    ['Elastic Load Balancing: deletes any target group']],
  ['all below', { Action: 'elasticloadbalancing:DeleteLoadBalancer', Resource: [own('elasticloadbalancing', 'loadbalancer/app/*/*'), own('elasticloadbalancing', 'loadbalancer/net/*/*')] },
    ['Elastic Load Balancing: deletes load balancers below app/ and net/']],
  ['a service-linked role', { Action: 'iam:CreateServiceLinkedRole', Resource: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot` },
    ['IAM: creates service-linked role AWSServiceRoleForEC2Spot']],
  ['a private key that leaves ACM', { Action: ['acm:ExportCertificate', 'acm:DescribeCertificate'], Resource: own('acm', 'certificate/1234') },
    ['ACM: reads and exports the private key of certificate 1234']],
  ['verbs of their own', {
    Action: ['acm:ImportCertificate', 'acm-pca:IssueCertificate', 's3:RestoreObject', 'autoscaling:CompleteLifecycleAction', 'secretsmanager:ReplicateSecretToRegions', 'ec2:LockSnapshot', 'ec2:CopyVolumes'],
    Resource: [
      own('acm', 'certificate/*'), own('acm-pca', 'certificate-authority/1234'), 'arn:aws:s3:::media/*', own('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/workers'),
      own('secretsmanager', 'secret:shop/*'), 'arn:aws:ec2:eu-central-1::snapshot/*', own('ec2', 'volume/vol-*'),
    ],
  }, [
    'ACM: imports any certificate', 'Private CA: issues certificates of certificate authority 1234', 'S3: restores objects of media',
    'Auto Scaling: completes lifecycle actions of auto scaling group workers', 'Secrets Manager: replicates secrets below shop/', 'EC2: locks any snapshot', 'EC2: copies volumes named vol-*',
  ]],
  ['uploads', { Action: ['s3:PutObject', 's3:ListMultipartUploadParts'], Resource: 'arn:aws:s3:::media/*' }, ['S3: writes and lists uploaded parts of objects of media']],
  ['layers and images', { Action: ['ecr:UploadLayerPart', 'ecr:PutImage', 'ecr:BatchImportUpstreamImage'], Resource: own('ecr', 'repository/web') },
    ['ECR: imports images into and uploads layers to repository web', 'ECR: writes images to repository web']],
  ['what administrators do to users', {
    Action: ['cognito-idp:AdminCreateUser', 'cognito-idp:AdminDisableUser', 'cognito-idp:AdminDeleteUser', 'cognito-idp:AdminAddUserToGroup'], Resource: own('cognito-idp', 'userpool/eu-1'),
  }, ['Cognito: changes the groups of users of user pool eu-1', 'Cognito: creates, deletes and disables users of user pool eu-1']],
  ['settings of a bucket', { Action: ['s3:GetBucketCORS', 's3:PutBucketCORS', 's3:PutLifecycleConfiguration', 's3:CreateBucket', 's3:DeleteBucket', 's3:PutBucketPolicy'], Resource: 'arn:aws:s3:::media' },
    ['S3: reads, creates, changes the settings of, deletes and changes the permissions of bucket media']],
  ['backups of tables', { Action: ['dynamodb:DeleteBackup', 'dynamodb:DescribeBackup', 'dynamodb:UpdateTimeToLive'], Resource: [own('dynamodb', 'table/shop-*/backup/*'), own('dynamodb', 'table/jobs')] },
    ['DynamoDB: reads and deletes backups of tables named shop-*', 'DynamoDB: changes the time to live of table jobs']],
  ['mail with a template', { Action: 'ses:SendTemplatedEmail', Resource: [own('ses', 'identity/example.com'), own('ses', 'template/welcome')] },
    ['SES: sends mail as identity example.com', 'SES: sends mail with template welcome']],
  ['the last backup of a file system', { Action: 'fsx:DeleteFileSystem', Resource: own('fsx', 'backup/*') }, ['FSx: creates any backup']],
  ['databases, and the groups that they are made with', {
    Action: ['rds:CreateDBInstance', 'rds:ModifyDBInstance', 'rds:DescribeDBInstances'], Resource: [own('rds', 'db:shop-*'), own('rds', 'pg:shop-*'), own('rds', 'subgrp:default'), own('rds', 'og:default:*')],
  }, [
    'RDS: reads, creates and changes DB instances named shop-*',
    'RDS: creates and changes DB instances with DB parameter groups named shop-*, DB subnet group default and option groups named default:*',
  ]],
  ['caches, and the groups that they are made with', {
    Action: ['elasticache:CreateReplicationGroup', 'elasticache:ModifyReplicationGroup'], Resource: [own('elasticache', 'parametergroup:default.*'), own('elasticache', 'usergroup:shop')],
  }, ['ElastiCache: creates and changes replication groups with parameter groups named default.* and user group shop']],
  ['a role for metrics of databases', {
    Action: 'iam:PassRole', Resource: `arn:aws:iam::${ACCOUNT}:role/a`, Condition: { StringEquals: { 'iam:PassedToService': 'monitoring.rds.amazonaws.com' } },
  }, ['IAM: passes role a to RDS (monitoring)']],
  ['names as plurals', { Action: ['ec2:DescribeVolumesModifications', 'ec2:DescribeCoipPools', 'sts:GetCallerIdentity', 'timestream:CancelQuery', 'vpc-lattice:ListTagsForResource', 'route53:ListHostedZonesByName'], Resource: '*' },
    ['EC2: describes customer-owned IP pools and volume modifications', 'STS: gets caller identity', 'Timestream: cancels queries', 'VPC Lattice: lists tags', 'Route 53: lists hosted zones by name']],
])('%s', (_, statement, expected) => {
  expect(words(statement)).toEqual(expected);
});
