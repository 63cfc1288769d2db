import { allow, attached, attempts, bounded, deny, managed, OWN, roleFile } from './attempt';
import type { Attempt } from './attempt';

const ROLE = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;
const may = (...statements: object[]) => roleFile(statements);
const within = (limits: object[], ...statements: object[]) => roleFile(statements, bounded('limit'), [managed('limit', ...limits)]);
const allBut = (NotResource: unknown, Action: unknown = '*') => ({ Effect: 'Allow', Action, NotResource });
const denyAllBut = (NotResource: unknown, Action: unknown = '*') => ({ Effect: 'Deny', Action, NotResource });
const INSTANCES = `arn:aws:ec2:*:${OWN}:instance/*`;
const S3_BY_PARTS = ['s3:Get*', 's3:Put*', 's3:List*', 's3:Delete*', 's3:Create*', 's3:Describe*', 's3:Abort*', 's3:Replicate*', 's3:Restore*', 's3:Update*', 's3:Tag*', 's3:Untag*', 's3:Submit*', 's3:Run*',
  's3:Initiate*', 's3:Associate*', 's3:Dissociate*', 's3:Object*', 's3:Bypass*', 's3:Pause*', 's3:Head*', 's3:Add*', 's3:Remove*', 's3:Copy*', 's3:Rename*'];
const EUROPE = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };

/** Policies by which a pod has what others may do, by services and patterns that nobody tried. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'everything on all queues': may(allow('*', `arn:aws:sqs:*:${OWN}:*`)),
  'everything on all of a service of the account': may(allow('*:*', 'arn:aws:sns:*:*:*')),
  'everything on all tables, by two stars': may(allow('**', `arn:aws:dynamodb:*:${OWN}:table/**`)),
  'everything on all functions': may(allow('*', `arn:aws:lambda:eu-west-1:${OWN}:function:*`)),
  'all objects of all buckets': may(allow('s3:*', 'arn:aws:s3:::*/*')),
  'shells on instances, by how their ids begin': may(allow('ssm:StartSession', `arn:aws:ec2:*:${OWN}:instance/i-*`)),
  'commands on instances, by how their ids begin': may(allow('ssm:SendCommand', ['arn:aws:ec2:*:*:instance/i-*', 'arn:aws:ssm:*:*:document/*'])),
  'logging in to instances, by how their ids begin': may(allow('ec2-instance-connect:SendSSHPublicKey', 'arn:aws:ec2:*:*:instance/i-0*')),
  'everything of zones, by how their ids begin': may(allow('route53:*', 'arn:aws:route53:::hostedzone/Z*')),
  'everything of file systems, by how their ids begin': may(allow('elasticfilesystem:*', `arn:aws:elasticfilesystem:*:${OWN}:file-system/fs-*`)),
  'everything within a boundary of the service by parts': within([allow(S3_BY_PARTS)], allow('s3:*')),
  'everything within a boundary of two statements': within([allow(S3_BY_PARTS.slice(0, 8)), allow(S3_BY_PARTS.slice(8), 'arn:aws:s3:::*')], allow('s3:*')),
  'everything within a boundary of another service’s denies': within([allow('*'), deny('ec2:*'), deny('iam:*')], allow('dynamodb:*')),
  'everything of a service but deleting': may(allow('sqs:*'), deny('sqs:DeleteQueue')),
  'everything of a service by parts, denied where there is no TLS': may(allow(S3_BY_PARTS), deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } })),
  'policies of a scheme by everything': may(allow('*', `arn:aws:iam::${OWN}:policy/shop-*`)),
  'all roles by a pattern of two parts': may(allow('iam:PassRole', 'arn:aws:iam::*:*/*')),
  'all roles of all paths': may(allow('iam:PassRole', ROLE('*/*'))),
  'roles to become, by patterns of accounts': may(allow('sts:AssumeRole', ['arn:aws:iam::0*:role/*', 'arn:aws:iam::?1*:role/*'])),
  'roles to become, by a pattern of actions in the middle': may(allow('sts:*Role', '*')),
  'roles to become, denied for those without a tag': may(allow('sts:AssumeRole'), deny('sts:AssumeRole', '*', { Null: { 'aws:ResourceTag/team': 'true' } })),
  'roles to become, denied for a tag': may(allow('sts:AssumeRole'), deny('sts:AssumeRole', '*', { StringEquals: { 'aws:ResourceTag/team': 'security' } })),
  'roles to pass within a boundary of any role': within([allow('iam:PassRole', ROLE('*')), allow('ec2:*')], allow('iam:PassRole')),
  'roles to pass to services of a list, of which one is a pattern': may(allow('iam:PassRole', '*', { 'ForAnyValue:StringLike': { 'iam:PassedToService': ['ecs-tasks.amazonaws.com', '*'] } })),
  'policies of a role by NotAction': may({ Effect: 'Allow', NotAction: ['iam:DeleteRole', 'iam:DeleteUser'], Resource: ROLE('*') }),
  'policies of a role by NotResource': may(allBut([`arn:aws:iam::${OWN}:user/*`, `arn:aws:iam::${OWN}:group/*`], 'iam:Put*')),
  'its policy, denied for a role of nearly its name': may(allow('iam:PutRolePolicy', ROLE('*')), deny('iam:*', ROLE('web-*'))),
  'its policy, denied for its name in another case': may(allow('iam:PutRolePolicy', ROLE('w*')), deny('iam:*', ROLE('Web'))),
  'its policy, denied for its ARN in another account': may(allow('iam:PutRolePolicy', ROLE('web')), deny('iam:*', ROLE('web', '444455556666'))),
  'its policy, denied where a key is that IAM does not set': may(allow('iam:PutRolePolicy', ROLE('web')), deny('iam:*', '*', { StringEquals: { 's3:prefix': 'x' } })),
  'its policy, denied for another region': may(allow('iam:PutRolePolicy', ROLE('web')), deny('iam:*', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })),
  'its policy, denied before a day that is past': may(allow('iam:PutRolePolicy', ROLE('web')), deny('*', '*', { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } })),
  'code of functions by a pattern of names that all have': may(allow('lambda:UpdateFunctionCode', `arn:aws:lambda:*:${OWN}:function:?*`)),
  'code of functions in two halves': may(allow('lambda:UpdateFunctionCode', [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_'].map((letter) => `arn:aws:lambda:*:*:function:${letter}*`))),
  'all instances, everything': may(allow('ec2:*', INSTANCES)),
  'managed by the account, under a path of AWS’s names': roleFile([], attached(`arn:aws:iam::${OWN}:policy/aws/AmazonS3ReadOnlyAccess`), [{ ...managed('AmazonS3ReadOnlyAccess', allow('s3:*')), Arn: `arn:aws:iam::${OWN}:policy/aws/AmazonS3ReadOnlyAccess` }]),
}).concat(attempts('told', {
  'sessions of others, resumed': may(allow('ssm:ResumeSession')),
  'tokens for anybody of an identity pool': may(allow('cognito-identity:GetOpenIdTokenForDeveloperIdentity')),
  'attributes of anybody of a pool': may(allow('cognito-idp:AdminUpdateUserAttributes', 'arn:aws:cognito-idp:*:*:userpool/*')),
  'who stands for people of a pool': may(allow('cognito-idp:UpdateIdentityProvider')),
  'certificates of anybody': may(allow('acm-pca:IssueCertificate')),
  'the metadata of instances, opened for pods': may(allow('ec2:ModifyInstanceMetadataOptions', INSTANCES)),
  'out of the organization': may(allow('organizations:LeaveOrganization')),
  'an account out of the organization': may(allow('organizations:RemoveAccountFromOrganization')),
  'limits of the organization, switched off': may(allow('organizations:DisablePolicyType')),
  'who else may govern the organization': may(allow('organizations:PutResourcePolicy')),
  'mail addresses of people': may(allow('identitystore:UpdateUser')),
  'attributes of people, by which roles are limited': may(allow('sso:UpdateInstanceAccessControlAttributeConfiguration')),
  'calculations with the role of a workgroup': may(allow('athena:StartCalculationExecution')),
  'a session on a cluster with the role of its runtime': may(allow('elasticmapreduce:GetClusterSessionCredentials')),
  'the code of a stream': may(allow('kinesisanalytics:UpdateApplication', `arn:aws:kinesisanalytics:*:${OWN}:application/*`)),
  'components on devices': may(allow('greengrass:CreateDeployment')),
  'policies of things': may(allow('iot:CreatePolicyVersion')),
  'credentials of a queue’s role': may(allow('deadline:AssumeQueueRoleForUser')),
  'credentials of an environment’s role': may(allow('datazone:GetEnvironmentCredentials')),
  'credentials of a fleet’s instance': may(allow('gamelift:GetComputeAccess')),
  'the programs of anybody, streamed': may(allow('appstream:CreateStreamingURL')),
  'a login to Airflow': may(allow('airflow:CreateWebLoginToken')),
  'buckets of nearly all names': may(allow('s3:*', ['arn:aws:s3:::*-*', 'arn:aws:s3:::*-*/*'])),
  'its own tags, by which its buckets are chosen': may(allow('s3:GetObject', 'arn:aws:s3:::tenants/${aws:PrincipalTag/tenant}/*'), allow('iam:TagRole', ROLE('web'))),
}));

/** The same kinds, sound. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'everything on one bucket': may(allow('*', ['arn:aws:s3:::shop-reports', 'arn:aws:s3:::shop-reports/*'])),
  'everything of one queue’s scheme': may(allow('*', `arn:aws:sqs:eu-west-1:${OWN}:shop-*`)),
  'what needs no permission': may(allow(['sts:GetSessionToken', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML', 'sts:DecodeAuthorizationMessage', 'sts:SetSourceIdentity'])),
  'service-linked roles, which nobody becomes': may(allow('sts:AssumeRole', ROLE('aws-service-role/*'))),
  'everything of IAM for who has a second factor': may(allow('iam:*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
  'roles to pass, of one name within a boundary': within([allow('iam:PassRole', ROLE('task')), allow('ecs:*')], allow('iam:PassRole'), allow('ecs:RunTask', `arn:aws:ecs:eu-west-1:${OWN}:task-definition/shop:*`)),
  'one hosted zone and its records': may(allow('route53:*', 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ')),
  'one instance': may(allow(['ssm:StartSession', 'ec2-instance-connect:SendSSHPublicKey'], `arn:aws:ec2:eu-west-1:${OWN}:instance/i-0123456789abcdef0`)),
  'its own sessions': may(allow('ssm:ResumeSession', 'arn:aws:ssm:*:*:session/${aws:userid}-*')),
  'certificates of one authority': may(allow(['acm-pca:IssueCertificate', 'acm-pca:GetCertificate'], `arn:aws:acm-pca:eu-west-1:${OWN}:certificate-authority/0c6b1d1e-2f7c-4a57`)),
  'an assertion that reads the organization': may(allow(['organizations:Describe*', 'organizations:List*'])),
  'its own tags, which no policy reads': may(allow('s3:GetObject', 'arn:aws:s3:::tenants/shop/*'), allow(['iam:TagRole', 'iam:UntagRole'], ROLE('web'))),
  'tags of other roles, and buckets by its own': may(allow('s3:GetObject', 'arn:aws:s3:::tenants/${aws:PrincipalTag/tenant}/*'), allow('iam:TagRole', ROLE('crossplane/*'))),
  'a key by its id, for many regions': may(allow('kms:*', `arn:aws:kms:*:${OWN}:key/mrk-0123456789abcdef0123456789abcdef`)),
  'policies of things of a scheme': may(allow(['iot:CreatePolicyVersion', 'iot:AttachPolicy'], `arn:aws:iot:eu-west-1:${OWN}:policy/shop-*`)),
}).concat(attempts('noError', {
  'everything of a service, of which all parts are denied': may(allow('s3:*'), deny(S3_BY_PARTS)),
  'everything of a service, of which all is denied but reading': may(allow('s3:*'), { Effect: 'Deny', NotAction: ['s3:Get*', 's3:List*'], Resource: '*' }),
  'everything within a boundary of some parts of the service': within([allow(['s3:Get*', 's3:List*', 's3:PutObject'])], allow('s3:*')),
  'policies of roles, denied outside of a region that IAM does not have': may(allow('iam:PutRolePolicy'), deny('*', '*', { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } })),
  'policies of roles within a boundary without roles': within([allBut(['arn:aws:iam::*:role/*', 'arn:aws:iam::*:user/*', 'arn:aws:iam::*:policy/*', 'arn:aws:iam::*:group/*'])], allow('iam:PutRolePolicy')),
  'policies of roles, with all denied but those of a path of nobody': may(allow('iam:PutRolePolicy'), denyAllBut('arn:aws:s3:::*')),
  'one document on all instances': may(allow('ssm:SendCommand', ['arn:aws:ec2:*:*:instance/*', `arn:aws:ssm:eu-west-1:${OWN}:document/Shop-Restart`])),
  'roles to become, denied but for those of a team': may(allow('sts:AssumeRole'), deny('sts:*', '*', { StringNotLike: { 'aws:ResourceTag/team': 'shop-*' } })),
  'everything of a service by a tag of others': may(allow('ec2:*', INSTANCES, { StringEquals: { 'aws:ResourceTag/team': 'shop' } }), deny(['ec2:CreateTags', 'ec2:DeleteTags'])),
  'everything, with NotResource of everything denied': may(allow('iam:*', '*'), denyAllBut(ROLE('web'), 'iam:*'), deny('iam:*', ROLE('web'))),
})).concat(attempts('noted', {
  'policies of roles in a region that IAM does not have': may(allow('iam:PutRolePolicy', '*', EUROPE)),
}));

export const PERMISSIONS_OF_SERVICES: readonly Attempt[] = [...SILENCES, ...ALARMS];
