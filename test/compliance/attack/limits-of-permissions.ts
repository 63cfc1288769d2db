import { allow, attached, attempts, bounded, deny, managed, OWN, policyOf, role, roleFile, SOUND, template } from './attempt';
import type { Attempt } from './attempt';

const ROLE = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;
const POLICY = (name: string) => `arn:aws:iam::${OWN}:policy/${name}`;
const AWS = (name: string, partition = 'aws') => `arn:${partition}:iam::aws:policy/${name}`;
const may = (...statements: object[]) => roleFile(statements);
const within = (limits: object[], ...statements: object[]) => roleFile(statements, bounded('limit'), [managed('limit', ...limits)]);
const inTemplate = (properties: object, resources: object = {}, more: object = {}) => template({ Role: role(policyOf(SOUND), properties), ...resources }, more);
const resource = (Type: string, Properties: object) => ({ Type: `AWS::IAM::${Type}`, Properties });
const EVERYTHING = policyOf(allow('iam:*'));
const INSTANCES = `arn:aws:ec2:*:${OWN}:instance/*`;
const TEAM = { StringEquals: { 'aws:ResourceTag/team': 'shop' } };

/** Limits that are none, wildcards, and policies that are attached in odd ways. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'its policy, from an endpoint of the network': may(allow('iam:PutRolePolicy', ROLE('web'), { StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } })),
  'its policy, for its tag': may(allow('iam:PutRolePolicy', ROLE('web'), { StringEquals: { 'aws:PrincipalTag/admin': 'true' } })),
  'its policy, until a day to come': may(allow('iam:PutRolePolicy', ROLE('web'), { DateLessThan: { 'aws:CurrentTime': '2199-01-01T00:00:00Z' } })),
  'its policy, since a day that is past': may(allow('iam:PutRolePolicy', ROLE('web'), { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } })),
  'its policy, denied until a day that is past': may(allow('iam:PutRolePolicy', ROLE('web')), deny('iam:*', '*', { DateLessThanEquals: { 'aws:CurrentTime': '2021-06-30' } })),
  'its policy, denied for sessions that are revoked': may(allow('iam:PutRolePolicy', ROLE('web')), deny('*', '*', { DateLessThan: { 'aws:TokenIssueTime': '2025-01-01T00:00:00Z' } })),
  'its policy, denied for all roles but those of a pattern that it has': may(allow('iam:PutRolePolicy', ROLE('web')), deny('iam:*', '*', { ArnNotLike: { 'aws:PrincipalArn': ROLE('w*') } })),
  'its policy, denied for other accounts': may(allow('iam:PutRolePolicy', ROLE('web')), deny('*', '*', { StringNotEquals: { 'aws:PrincipalAccount': OWN } })),
  'its policy, denied through services': may(allow('iam:PutRolePolicy', ROLE('web')), deny('iam:*', '*', { Bool: { 'aws:ViaAWSService': 'true' } })),
  'its policy, denied for the first of several services': may(allow('iam:PutRolePolicy', ROLE('web')), deny('iam:*', '*', { StringEquals: { 'aws:CalledViaFirst': 'cloudformation.amazonaws.com' } })),
  'its policy, denied where a principal is a service': may(allow('iam:PutRolePolicy', ROLE('web')), deny('*', '*', { Bool: { 'aws:PrincipalIsAWSService': 'true' } })),
  'its policy, denied by names of actions that there are not': may(allow('iam:PutRolePolicy', ROLE('web')), deny(['iam:PutRolePolicies', 'iam:Attach*'])),
  'all that is created in IAM': may(allow('iam:Create*')),
  'all profiles of IAM': may(allow('iam:*Profile*')),
  'actions in mixed case': may(allow('IAM:pASSrOLE')),
  'actions by question marks in all places': may(allow('iam:???RolePolicy')),
  'everything but a service, on everything but a bucket': may({ Effect: 'Allow', NotAction: 's3:*', NotResource: 'arn:aws:s3:::shop' }),
  'everything but IAM and a bucket': may({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], NotResource: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'] }),
  'a short ARN': may(allow('dynamodb:*', 'arn:aws:dynamodb')),
  'an ARN of stars': may(allow('s3:*', 'arn:*')),
  'secrets of two continents': may(allow('secretsmanager:*', ['arn:aws:secretsmanager:eu-*:*:secret:*', 'arn:aws:secretsmanager:us-*:*:secret:*'])),
  'functions of the account': may(allow('lambda:*', `arn:aws:lambda:*:${OWN}:function:*`)),
  'everything of API Gateway by its ARN': may(allow('apigateway:*', 'arn:aws:apigateway:*::/*')),
  'a service by two letters': may(allow(['dynamodb:*a*', 'dynamodb:*e*'])),
  'a service over an inline policy and two others': roleFile(
    [allow(['kms:De*', 'kms:En*', 'kms:Ge*', 'kms:Re*', 'kms:Li*'])], attached(POLICY('a'), POLICY('b')),
    [managed('a', allow(['kms:C*', 'kms:Di*', 'kms:I*', 'kms:P*', 'kms:Rot*'])), managed('b', allow(['kms:S*', 'kms:T*', 'kms:U*', 'kms:V*']))]),
  'roles to pass but one': may({ Effect: 'Allow', Action: 'iam:PassRole', NotResource: ROLE('admin'), Condition: { StringEquals: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com', 'lambda.amazonaws.com'] } } }),
  'roles to pass, but those of a name denied': may(allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']), deny('iam:PassRole', ROLE('admin*'))),
  'roles to pass, denied to one service': may(allow('iam:PassRole', ROLE('*')), deny('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'glue.amazonaws.com' } })),
  'shells by a tag of machines that it may give, through another service': may(allow('ec2-instance-connect:SendSSHPublicKey', INSTANCES, TEAM), allow('ec2:CreateTags', INSTANCES)),
  'studios by a tag that it may give': may(allow('sagemaker:CreatePresignedDomainUrl', '*', TEAM), allow('sagemaker:AddTags')),
  'steps of clusters by a tag that it may give': may(allow('elasticmapreduce:AddJobFlowSteps', '*', TEAM), allow('elasticmapreduce:AddTags')),
  'queues by a tag that it may give': may(allow('sqs:*', '*', TEAM), allow('sqs:TagQueue')),
  'databases by a tag that it may give': may(allow('rds:*', '*', TEAM), allow('rds:AddTagsToResource')),
  'tasks by a tag that it may give': may(allow('ecs:ExecuteCommand', '*', { StringEquals: { 'ecs:ResourceTag/team': 'shop' } }), allow('ecs:TagResource')),
  'a boundary of AWS in another partition': roleFile([allow('iam:PutRolePolicy', ROLE('web'))], bounded(AWS('AdministratorAccess', 'aws-cn'))),
  'a boundary of AWS of what it does': roleFile([allow('iam:PutRolePolicy', ROLE('web'))], bounded(AWS('IAMFullAccess'))),
  'a boundary by everything but reading': within([{ Effect: 'Allow', NotAction: ['iam:Get*', 'iam:List*'], Resource: '*' }], allow('iam:PutRolePolicy', ROLE('web'))),
  'a boundary with a statement for a tag of its own': within([allow('*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'shop' } })], allow('iam:PutRolePolicy', ROLE('web'))),
  'all of automation by AWS': roleFile([], attached(AWS('service-role/AmazonSSMAutomationRole'))),
  'all of Glue by AWS': roleFile([], attached(AWS('service-role/AWSGlueServiceRole'))),
  'roles of a service by AWS': roleFile([], attached(AWS('service-role/AWSBatchServiceRole'))),
  'load balancers by AWS': roleFile([], attached(AWS('ElasticLoadBalancingFullAccess'))),
  'metrics and logs by AWS': roleFile([], attached(AWS('CloudWatchFullAccess'))),
  'an inline policy that is a resource': inTemplate({}, { P: resource('RolePolicy', { PolicyName: 'p', RoleName: { Ref: 'Role' }, PolicyDocument: EVERYTHING }) }),
  'an inline policy that is a resource, by the name of the role': inTemplate({ RoleName: 'web' }, { P: resource('RolePolicy', { PolicyName: 'p', RoleName: 'web', PolicyDocument: EVERYTHING }) }),
  'a managed policy that names the role': inTemplate({}, { P: resource('ManagedPolicy', { PolicyDocument: EVERYTHING, Roles: [{ Ref: 'Role' }] }) }),
  'a managed policy that names the role by its name': inTemplate({ RoleName: 'web' }, { P: resource('ManagedPolicy', { PolicyDocument: EVERYTHING, Roles: ['web'] }) }),
  'a managed policy that names the role by Fn::Sub': inTemplate({}, { P: resource('ManagedPolicy', { PolicyDocument: EVERYTHING, Roles: [{ 'Fn::Sub': '${Role}' }] }) }),
  'a managed policy by the name that both have': inTemplate({ ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/team' }] }, { P: resource('ManagedPolicy', { ManagedPolicyName: 'team', PolicyDocument: EVERYTHING }) }),
  'a managed policy by reference and Fn::Join': inTemplate({ ManagedPolicyArns: [{ 'Fn::Join': ['', [{ Ref: 'P' }]] }] }, { P: resource('ManagedPolicy', { PolicyDocument: EVERYTHING }) }),
  'a managed policy by Fn::GetAtt': inTemplate({ ManagedPolicyArns: [{ 'Fn::GetAtt': ['P', 'PolicyArn'] }] }, { P: resource('ManagedPolicy', { PolicyDocument: EVERYTHING }) }),
  'a policy of AWS by a parameter’s default': inTemplate({ ManagedPolicyArns: [{ Ref: 'Policy' }] }, {}, { Parameters: { Policy: { Type: 'String', Default: AWS('AdministratorAccess') } } }),
  'a policy of AWS by a name in a parameter': inTemplate({ ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/${Name}' }] }, {}, { Parameters: { Name: { Type: 'String', Default: 'IAMFullAccess' } } }),
  'a boundary of an administrator by Fn::Sub': inTemplate({ PermissionsBoundary: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }, Policies: [{ PolicyName: 'own', PolicyDocument: EVERYTHING }] }),
}).concat(attempts('told', {
  'its policy, through CloudFormation': may(allow('iam:PutRolePolicy', '*', { StringEquals: { 'aws:CalledViaFirst': 'cloudformation.amazonaws.com' } })),
  'buckets, through Athena': may(allow('s3:*', '*', { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } })),
  'roles to pass for one function': may(allow('iam:PassRole', '*', { ArnEquals: { 'iam:AssociatedResourceArn': `arn:aws:lambda:eu-west-1:${OWN}:function:shop` } })),
  'services that begin alike': may(allow('dynamo*:*')),
  'a policy of AWS among those that a parameter allows': inTemplate({ ManagedPolicyArns: [{ Ref: 'Policy' }] }, {}, { Parameters: { Policy: { Type: 'String', AllowedValues: [AWS('AmazonS3ReadOnlyAccess'), AWS('PowerUserAccess')] } } }),
  'a role by a parameter’s default': inTemplate({ RoleName: 'web' }, { P: resource('Policy', { PolicyName: 'p', PolicyDocument: EVERYTHING, Roles: [{ Ref: 'Name' }] }) }, { Parameters: { Name: { Type: 'String', Default: 'web' } } }),
  'a policy by import': inTemplate({ ManagedPolicyArns: [{ 'Fn::ImportValue': 'team-policy' }] }),
  'a policy by a dynamic reference in a list': inTemplate({ ManagedPolicyArns: { 'Fn::Split': [',', { 'Fn::ImportValue': 'team-policies' }] } }),
  'a policy for an imported role': inTemplate({}, { P: resource('Policy', { PolicyName: 'p', PolicyDocument: EVERYTHING, Roles: [{ 'Fn::ImportValue': 'web-role' }] }) }),
  'a policy for a role of a parameter': inTemplate({}, { P: resource('ManagedPolicy', { PolicyDocument: EVERYTHING, Roles: [{ Ref: 'Name' }] }) }, { Parameters: { Name: { Type: 'String' } } }),
  'an inline policy for a role of a parameter': inTemplate({}, { P: resource('RolePolicy', { PolicyName: 'p', RoleName: { Ref: 'Name' }, PolicyDocument: EVERYTHING }) }, { Parameters: { Name: { Type: 'String' } } }),
}));

/** Limits that are some. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'its policy, denied since a day that is past': may(allow('iam:PutRolePolicy', ROLE('web')), deny('iam:*', '*', { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } })),
  'its policy, denied for all but another account': may(allow('iam:PutRolePolicy', ROLE('web')), deny('*', '*', { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } })),
  'its policy, denied for all but services': may(allow('iam:PutRolePolicy', ROLE('web')), deny('*', '*', { Bool: { 'aws:PrincipalIsAWSService': 'false' } })),
  'its policy, denied for itself': may(allow('iam:PutRolePolicy', ROLE('web')), deny('iam:*', '*', { ArnEquals: { 'aws:PrincipalArn': ROLE('web') } })),
  'its policy, denied for all roles of the account': may(allow('iam:PutRolePolicy', ROLE('web')), deny('iam:*', '*', { ArnLike: { 'aws:PrincipalArn': ROLE('*') } })),
  'its policy, denied where a request is no user’s': may(allow('iam:PutRolePolicy', ROLE('web')), deny('iam:*', '*', { Null: { 'aws:username': 'true' } })),
  'roles to pass within a boundary of AWS without them': roleFile([allow('iam:PassRole')], bounded(AWS('PowerUserAccess'))),
  'everything of IAM within a boundary of AWS that views': roleFile([allow('iam:*')], bounded(AWS('job-function/ViewOnlyAccess'))),
  'everything of IAM within a boundary of AWS that reads, in another partition': roleFile([allow('iam:*')], bounded(AWS('ReadOnlyAccess', 'aws-us-gov'))),
  'tags of machines that it has marked already': may(allow('ec2-instance-connect:SendSSHPublicKey', INSTANCES, TEAM), allow('ec2:CreateTags', INSTANCES, TEAM)),
  'studios by a tag, and tags of another service': may(allow('sagemaker:CreatePresignedDomainUrl', '*', TEAM), allow('ec2:CreateTags', INSTANCES)),
  'everything, but an allow that is denied by its own condition': may(allow('iam:PutRolePolicy', '*', { StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } }), deny('iam:PutRolePolicy', '*', { StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } })),
  'a policy of users and groups': inTemplate({}, { P: resource('ManagedPolicy', { PolicyDocument: EVERYTHING, Users: ['alice'], Groups: ['admins'] }) }),
  'an inline policy of a role that nobody of Kubernetes becomes': inTemplate({}, { Other: role(policyOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } })), P: resource('RolePolicy', { PolicyName: 'p', RoleName: { Ref: 'Other' }, PolicyDocument: EVERYTHING }) }),
  'templates of policies for a function of SAM': inTemplate({}, { Fn: { Type: 'AWS::Serverless::Function', Properties: { CodeUri: '.', Handler: 'i.h', Runtime: 'nodejs22.x', Policies: [{ S3CrudPolicy: { BucketName: 'shop' } }, 'AdministratorAccess'] } } }, { Transform: 'AWS::Serverless-2016-10-31' }),
  'a managed policy in the template that is narrow': inTemplate({}, { P: resource('ManagedPolicy', { PolicyDocument: policyOf(allow('s3:GetObject', 'arn:aws:s3:::shop/*')), Roles: [{ Ref: 'Role' }] }) }),
  'nodes by AWS': roleFile([], attached(AWS('AmazonEKSWorkerNodePolicy'), AWS('AmazonEC2ContainerRegistryPullOnly'), AWS('AmazonSSMManagedInstanceCore'))),
  // No action of IAM is called so: Put and Get have three letters, Attach and Delete six.
  'actions by more question marks than any has letters': may(allow('iam:????RolePolicy')),
  'what a task needs, by AWS': roleFile([], attached(AWS('service-role/AmazonECSTaskExecutionRolePolicy'))),
  'web servers by AWS': roleFile([], attached(AWS('AWSElasticBeanstalkWebTier'))),
  'dashboards by AWS': roleFile([], attached(AWS('service-role/AmazonGrafanaCloudWatchAccess'), AWS('AmazonPrometheusQueryAccess'), AWS('CloudWatchReadOnlyAccess'), AWS('AmazonDynamoDBReadOnlyAccess'))),
}).concat(attempts('noError', {
  'images, written by AWS': roleFile([], attached(AWS('AmazonEC2ContainerRegistryPowerUser'))),
  'tables within a boundary of AWS of another service': roleFile([allow('dynamodb:*')], bounded(AWS('AmazonS3FullAccess'))),
}), attempts('noted', {
  'hosted zones in a region that Route 53 does not have': may(allow('route53:*', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })),
  'its policy, until a day that is past': may(allow('iam:PutRolePolicy', ROLE('web'), { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } })),
  'its policy, in a minute that is past, as a number': may(allow('iam:PutRolePolicy', ROLE('web'), { NumericLessThan: { 'aws:EpochTime': '1577836800' } })),
  'its policy, for services of AWS alone': may(allow('iam:PutRolePolicy', ROLE('web'), { Bool: { 'aws:PrincipalIsAWSService': 'true' } })),
  'its policy, for users alone': may(allow('iam:PutRolePolicy', ROLE('web'), { StringEquals: { 'aws:PrincipalType': 'User' } })),
  'its policy, for a user by name': may(allow('iam:PutRolePolicy', ROLE('web'), { StringEquals: { 'aws:username': 'alice' } })),
  'its policy, for another account': may(allow('iam:PutRolePolicy', ROLE('web'), { StringEquals: { 'aws:PrincipalAccount': '444455556666' } })),
  'its policy, with a condition on its session': may(allow('iam:PutRolePolicy', ROLE('web'), { ArnEquals: { 'aws:PrincipalArn': `arn:aws:sts::${OWN}:assumed-role/web/*` } })),
  'a policy of the account with a name of AWS': roleFile([], attached(POLICY('AdministratorAccess'))),
}));

export const LIMITS_OF_PERMISSIONS: readonly Attempt[] = [...SILENCES, ...ALARMS];
