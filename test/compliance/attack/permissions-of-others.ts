import { allow, attached, attempts, bounded, deny, managed, OWN, policyOf, roleFile } from './attempt';
import type { Attempt } from './attempt';

const ROLE = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;
const POLICY = (name: string) => `arn:aws:iam::${OWN}:policy/${name}`;
const may = (...statements: object[]) => roleFile(statements);
const AWS = (name: string, partition = 'aws') => roleFile([], attached(`arn:${partition}:iam::aws:policy/${name}`));
const allBut = (NotAction: unknown, Resource: unknown = '*') => ({ Effect: 'Allow', NotAction, Resource });
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const OF_TEAM = { StringEquals: { 'aws:ResourceTag/team': 'shop' } };
const INSTANCES = `arn:aws:ec2:*:${OWN}:instance/*`;

/** Policies by which a pod has what others may do, by what the first ones did not try. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'the permissions of roles of a path that it makes itself': may(allow(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'], ROLE('app/*'))),
  'a boundary asked for at the making alone': may(allow('iam:CreateRole', ROLE('app/*'), { StringEquals: { 'iam:PermissionsBoundary': POLICY('limit') } }), allow('iam:PutRolePolicy', ROLE('app/*'))),
  'a boundary of a list with an administrator’s': may(allow('iam:AttachRolePolicy', ROLE('app-*'), { ArnLike: { 'iam:PermissionsBoundary': [POLICY('limit'), 'arn:aws:iam::aws:policy/Admin*'] } })),
  'a boundary that it may rewrite': may(allow('iam:PutRolePolicy', ROLE('app-*'), { ArnEquals: { 'iam:PermissionsBoundary': POLICY('limit') } }), allow('iam:CreatePolicyVersion', POLICY('*'))),
  'a boundary that is not one': may(allow('iam:PutRolePolicy', ROLE('app-*'), { StringNotEquals: { 'iam:PermissionsBoundary': POLICY('old') } })),
  'the trust of its own role': may(allow('iam:UpdateAssumeRolePolicy', ROLE('web'))),
  'the boundary of its own role': may(allow('iam:PutRolePermissionsBoundary', ROLE('web'))),
  'all policies but AWS’s administrator': may(allow('iam:AttachRolePolicy', ROLE('web'), { ArnNotEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } })),
  'policies that are all of some, of which there may be none': may(allow('iam:AttachRolePolicy', ROLE('web'), { 'ForAllValues:ArnEquals': { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' } })),
  'policies of a name in any account': may(allow('iam:AttachRolePolicy', ROLE('*'), { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::*:policy/*Access' } })),
  'roles in its own account by a condition': may(allow('sts:AssumeRole', '*', { StringEquals: { 'aws:ResourceAccount': OWN } })),
  'roles of the organization by a condition': may(allow('sts:AssumeRole', '*', { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } })),
  'roles of one other account': may(allow('sts:AssumeRole', ROLE('*', '444455556666'))),
  'roles with a tag that it may give': may(allow('sts:AssumeRole', '*', OF_TEAM), allow('iam:TagRole')),
  'roles with a tag that it may give, and no other': may(allow('sts:AssumeRole', '*', OF_TEAM), allow('iam:TagRole', '*', { StringEquals: { 'aws:RequestTag/team': 'shop' } })),
  'shells by a tag that it may give': may(allow('ssm:StartSession', '*', { StringEquals: { 'ssm:resourceTag/team': 'shop' } }), allow('ec2:CreateTags', INSTANCES, { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } })),
  'shells through another service by a tag of machines that it may give': may(allow('ec2-instance-connect:SendSSHPublicKey', INSTANCES, OF_TEAM), allow('ec2:CreateTags', INSTANCES)),
  'studios by a tag that it may give': may(allow('sagemaker:CreatePresignedDomainUrl', '*', OF_TEAM), allow('sagemaker:AddTags')),
  'steps of clusters by a tag that it may give': may(allow('elasticmapreduce:AddJobFlowSteps', '*', OF_TEAM), allow('elasticmapreduce:AddTags')),
  'queues by a tag that it may give': may(allow('sqs:*', '*', OF_TEAM), allow('sqs:TagQueue')),
  'databases by a tag that it may give': may(allow('rds:*', '*', OF_TEAM), allow('rds:AddTagsToResource')),
  'shells by any tag at all': may(allow('ssm:StartSession', INSTANCES, { StringLike: { 'ssm:resourceTag/team': '*' } })),
  'shells with a document that is checked': may(allow('ssm:StartSession', INSTANCES, { BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } })),
  'many associations of documents at once': may(allow('ssm:CreateAssociationBatch')),
  'commands in a sandbox of a build': may(allow(['codebuild:StartSandbox', 'codebuild:StartCommandExecution'])),
  'roles passed by a tag': may(allow('iam:PassRole', '*', { StringEquals: { 'iam:ResourceTag/team': 'shop' } })),
  'roles passed to a list with a star': may(allow('iam:PassRole', ROLE('*'), { StringLike: { 'iam:PassedToService': ['ec2.amazonaws.com', '*.amazonaws.com'] } })),
  'roles passed if a service is told': may(allow('iam:PassRole', ROLE('*'), { StringEqualsIfExists: { 'iam:PassedToService': 'sqs.amazonaws.com' } })),
  'everything but one service’s denied, which is all of it': may(allow('*'), { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }),
  'everything, denied for all roles but its own': may(allow('*'), deny('*', '*', { ArnNotLike: { 'aws:PrincipalArn': ROLE('web') } })),
  'everything, denied elsewhere': may(allow('dynamodb:*'), deny('*', '*', { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } })),
  'buckets of the own account': may(allow('s3:*', '*', { StringEquals: { 's3:ResourceAccount': OWN } })),
  'buckets by each letter': may(allow('s3:*', LETTERS.map((letter) => `arn:aws:s3:::${letter}*`))),
  'keys of items that are all of some, of which there may be none': may(allow('dynamodb:*', `arn:aws:dynamodb:*:${OWN}:table/*`, { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/tenant}'] } })),
  'secrets by a tag that it may give': may(allow('secretsmanager:*', '*', { StringEquals: { 'secretsmanager:ResourceTag/team': 'shop' } }), allow('secretsmanager:TagResource', '*', { StringEquals: { 'aws:RequestTag/team': 'shop' } })),
  'all but what accounts have': may(allBut(['iam:*', 'sts:*', 'organizations:*', 'account:*', 'sso:*', 'kms:*', 'lambda:*', 'ec2:*', 'ecs:*', 'eks:*', 'ssm:*', 'cloudformation:*'])),
  'everything, if it is called by the MCP server of AWS': may(allow('*', '*', { Bool: { 'aws:IsMcpServiceAction': 'true' } })),
  'everything of a service from networks of the account': may(allow('sqs:*', '*', { StringEquals: { 'aws:VpceAccount': OWN } })),
  'all queues of any partition': may(allow('sqs:*', 'arn:*:sqs:*:*:*')),
  'actions with a star in the service': may(allow('*:PutRolePolicy')),
  'actions of all services that begin alike': may(allow('ia?:Attach*', ROLE('*'))),
  'a boundary that only denies IAM': roleFile([allow('lambda:UpdateFunctionCode')], bounded('limit'), [managed('limit', allow('*'), deny('iam:*'))]),
  'a boundary of the same breadth in two statements': roleFile([allow('iam:PutRolePolicy', ROLE('web'))], bounded('limit'), [managed('limit', allow('s3:*'), allow('iam:Put*', ROLE('w*')))]),
  'a later version of a policy is the default': roleFile([], attached(POLICY('v')), [{
    PolicyName: 'v',
    Arn: POLICY('v'),
    DefaultVersionId: 'v2',
    PolicyVersionList: [
      { VersionId: 'v1', IsDefaultVersion: false, Document: policyOf(allow('s3:GetObject', 'arn:aws:s3:::shop/*')) }, { VersionId: 'v2', IsDefaultVersion: true, Document: policyOf(allow('iam:*')) },
    ],
  }]),
  'all of queues by AWS': AWS('AmazonSQSFullAccess'),
  'all of Lambda by AWS': AWS('AWSLambda_FullAccess'),
  'all of SSM by AWS in the government’s partition': AWS('AmazonSSMFullAccess', 'aws-us-gov'),
  'all of Bedrock by AWS': AWS('AmazonBedrockFullAccess'),
  'a role of Glue by AWS': AWS('service-role/AmazonElasticMapReduceforEC2Role'),
}).concat(attempts('told', {
  'the policy with which others are denied to it': roleFile([allow(['iam:DeleteRolePolicy', 'iam:DetachRolePolicy'], ROLE('web')), deny('s3:*')]),
  'the boundary that a tag decides': may(allow('iam:PutRolePolicy', ROLE('app-*'), { StringEquals: { 'aws:ResourceTag/owner': 'shop' } })),
  'roots of accounts': may(allow('sts:AssumeRoot', '*', { StringLike: { 'sts:TaskPolicyArn': 'arn:aws:iam::aws:policy/root-task/*' } })),
  'policies of vector buckets, tables and directories in S3': may(allow(['s3express:PutBucketPolicy', 's3tables:PutTableBucketPolicy', 's3vectors:PutVectorBucketPolicy'])),
  'grants of S3': may(allow('s3:CreateAccessGrant')),
  'data policies of OpenSearch': may(allow('aoss:UpdateAccessPolicy')),
  'grants of a data lake': may(allow('lakeformation:GrantPermissions')),
  'any user of any database': may(allow('rds-db:connect')),
  'policies of certificate authorities': may(allow('acm-pca:PutPolicy')),
  'policies of package domains': may(allow('codeartifact:PutDomainPermissionsPolicy')),
  'policies of clusters of Kafka': may(allow('kafka:PutClusterPolicy')),
  'root disks of machines that run': may(allow('ec2:CreateReplaceRootVolumeTask')),
  'tasks of maintenance windows': may(allow(['ssm:RegisterTaskWithMaintenanceWindow', 'ssm:UpdateMaintenanceWindowTask'])),
  'tokens by which people and groups are made': may(allow(['sso-directory:CreateBearerToken', 'sso-directory:CreateProvisioningTenant'])),
  'sessions in studios': may(allow('sagemaker:StartSession')),
  'an entry of a cluster for an administrator': may(allow('eks:AssociateAccessPolicy', '*', { StringNotEquals: { 'eks:policyArn': 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy' } })),
  'a policy of AWS that there is not': AWS('AmazonS3FulAccess'),
  'roles whose names have a dash': may(allow('iam:PassRole', 'arn:aws:iam::${aws:PrincipalAccount}:role/*-*')),
}));

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'reading all of IAM': may(allow(['iam:Get*', 'iam:List*', 'iam:SimulatePrincipalPolicy'])),
  'its own description': may(allow(['iam:UpdateRoleDescription', 'iam:TagRole'], ROLE('web'))),
  'service roles of a path to one service': may(allow('iam:PassRole', ROLE('service-role/shop-*'), { StringEquals: { 'iam:PassedToService': 'glue.amazonaws.com' } })),
  'roles of a tag that others give': may(allow('sts:AssumeRole', '*', { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } })),
  'roles of a tag, and tags of its own tables': may(allow('sts:AssumeRole', '*', OF_TEAM), allow('dynamodb:TagResource', `arn:aws:dynamodb:eu-west-1:${OWN}:table/orders`)),
  'shells of a tag, and tags at the making alone': may(allow('ssm:StartSession', INSTANCES, { StringEquals: { 'ssm:resourceTag/team': 'shop' } }), allow('ec2:CreateTags', INSTANCES, { StringEquals: { 'ec2:CreateAction': 'RunInstances', 'aws:RequestTag/team': 'shop' } })),
  'studios of a tag, and tags of another service': may(allow('sagemaker:CreatePresignedDomainUrl', '*', OF_TEAM), allow('ec2:CreateTags', INSTANCES)),
  'commands of clusters of a tag, and taking tags away': may(allow('elasticmapreduce:AddJobFlowSteps', '*', OF_TEAM), allow('elasticmapreduce:RemoveTags')),
  'shells of a tag, and tags of its own machine': may(allow('ec2-instance-connect:SendSSHPublicKey', INSTANCES, OF_TEAM), allow('ec2:CreateTags', `arn:aws:ec2:eu-west-1:${OWN}:instance/i-0123456789abcdef0`)),
  'shells of a tag, and another tag': may(allow('ssm:StartSession', INSTANCES, { StringEquals: { 'ssm:resourceTag/team': 'shop' } }), allow('ec2:CreateTags', INSTANCES, { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Name'] } })),
  'everything, denied but for reading a bucket': may(allow('*'), { Effect: 'Deny', NotAction: ['s3:GetObject', 's3:ListBucket'], Resource: '*' }),
  'everything of IAM, denied without a second factor': may(allow('iam:PutRolePolicy'), deny('iam:*', '*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })),
  'everything, denied for all but administrators': may(allow('iam:*'), deny('*', '*', { ArnNotLike: { 'aws:PrincipalArn': [ROLE('admin-*'), ROLE('break-glass')] } })),
  'any role, denied but for one': may(allow('sts:AssumeRole'), { Effect: 'Deny', Action: 'sts:AssumeRole', NotResource: ROLE('reader') }),
  'any role, denied but for a tag': may(allow('sts:AssumeRole'), deny('sts:AssumeRole', '*', { StringNotEquals: { 'aws:ResourceTag/team': 'shop' } })),
  'a boundary without IAM': roleFile([allow('iam:PutRolePolicy', ROLE('*'))], bounded('limit'), [managed('limit', allBut('iam:*'))]),
  'roles of a variable': may(allow('iam:PassRole', ROLE('${aws:PrincipalTag/kubernetes-service-account}'))),
  'a grant to services alone': may(allow('kms:CreateGrant', '*', { Bool: { 'kms:GrantIsForAWSResource': true } })),
  'a key by its alias': may(allow(['kms:Decrypt', 'kms:GenerateDataKey'], `arn:aws:kms:*:${OWN}:key/*`, { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/shop' } })),
  'writing metrics by AWS': AWS('AmazonPrometheusRemoteWriteAccess'),
  'traces by AWS': AWS('AWSXRayDaemonWriteAccess'),
  'images by AWS': AWS('AmazonEC2ContainerRegistryReadOnly'),
  'a view by AWS': AWS('job-function/ViewOnlyAccess'),
  'an audit by AWS': AWS('SecurityAudit'),
  'tenants of a table': may(allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], `arn:aws:dynamodb:eu-west-1:${OWN}:table/tenants`, { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/tenant}'] } })),
  'perimeters of data': may(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::shop-*/*'), deny('s3:*', '*', { StringNotEqualsIfExists: { 'aws:ResourceOrgID': 'o-abcdefghij' } }), deny('*', '*', { NotIpAddressIfExists: { 'aws:SourceIp': '10.0.0.0/8' }, BoolIfExists: { 'aws:ViaAWSService': 'false' } })),
}).concat(attempts('noError', {
  'an audit of roots of accounts': may(allow('sts:AssumeRoot', 'arn:aws:iam::*:root', { StringEquals: { 'sts:TaskPolicyArn': 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' } })),
  'an entry of a cluster for who reads': may(allow('eks:AssociateAccessPolicy', '*', { ArnEquals: { 'eks:policyArn': 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy' } })),
  'a grant to one principal': may(allow('kms:CreateGrant', '*', { StringEquals: { 'kms:GranteePrincipal': ROLE('web') } })),
  'items of a tenant alone': may(allow('dynamodb:*', `arn:aws:dynamodb:*:${OWN}:table/*`, { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/tenant}'] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } })),
  'a stack of its own name': may(allow('cloudformation:*', `arn:aws:cloudformation:*:${OWN}:stack/shop-*/*`)),
}));

export const PERMISSIONS_OF_OTHERS: readonly Attempt[] = [...SILENCES, ...ALARMS];
