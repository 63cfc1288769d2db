import { allow, attached, attempts, bounded, deny, managed, OWN, policyOf, role, roleFile, SOUND, template } from './attempt';
import type { Attempt } from './attempt';

const OTHER = '444455556666';
const ROLE = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;
const AWS = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const PUT = 'iam:PutRolePolicy';
/** Whoever may write its policy, unless something else keeps it from that. */
const OWN_POLICY = allow(PUT, ROLE('web'));
const may = (...statements: object[]) => roleFile(statements);
const if_ = (condition: object, resource: unknown = ROLE('web')) => may(allow(PUT, resource, condition));
const unless = (condition: object) => may(OWN_POLICY, deny('iam:*', '*', condition));
const within = (limits: object[], ...statements: object[]) => roleFile(statements, bounded('limit'), [managed('limit', ...limits)]);
const withinAws = (name: string, ...statements: object[]) => roleFile(statements, bounded(AWS(name)));
const ofTeam = (...statements: object[]) => roleFile([allow(PUT, ROLE('team/web')), ...statements], { Path: '/team/', Arn: ROLE('team/web') });
const inTemplate = (properties: object, ...statements: object[]) => template({
  Role: role(policyOf(SOUND), properties), Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'own', Roles: [{ Ref: 'Role' }], PolicyDocument: policyOf(...statements) } },
});
const SUB = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}` });

/** Conditions that leave the role what it has. */
const SILENCES: readonly Attempt[] = attempts('error', {
  'denied for its name under another path': unless({ ArnEquals: { 'aws:PrincipalArn': ROLE('team/web') } }),
  'denied for its name, under whose path it is not': ofTeam(deny('iam:*', '*', { ArnLike: { 'aws:PrincipalArn': ROLE('web*') } })),
  'denied for its session': unless({ ArnLike: { 'aws:PrincipalArn': `arn:aws:sts::${OWN}:assumed-role/web/*` } }),
  'denied for users': unless({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/*' } }),
  'denied for users by their kind': unless({ StringEquals: { 'aws:PrincipalType': ['User', 'Account', 'FederatedUser'] } }),
  'denied for whoever has a name of a user': unless({ StringLike: { 'aws:username': '*' } }),
  'denied for whoever has a name of a user, asked for': unless({ Null: { 'aws:username': 'false' } }),
  'denied for a role by a variable': unless({ ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:role/\${aws:PrincipalTag/name}` } }),
  'denied for the tag of a team': unless({ StringEquals: { 'aws:PrincipalTag/team': 'shop' } }),
  'denied without the tag of an administrator': unless({ StringNotEquals: { 'aws:PrincipalTag/admin': 'true' } }),
  'denied outside of the organization': unless({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }),
  'denied for parts of the organization': unless({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg1/r-ab12/ou-ab12-11111111/*' } }),
  'denied on resources outside of the organization': unless({ StringNotEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } }),
  'denied on resources of other accounts': unless({ StringNotEquals: { 'aws:ResourceAccount': OWN } }),
  'denied on resources of another account': unless({ StringEquals: { 'aws:ResourceAccount': OTHER } }),
  'denied on resources of others than the caller’s account': unless({ StringNotEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } }),
  'denied outside of a network': unless({ StringNotEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } }),
  'denied through an endpoint': unless({ StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } }),
  'denied outside of a range': unless({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
  'denied from a day to come': unless({ DateGreaterThan: { 'aws:CurrentTime': '2199-01-01' } }),
  'denied between days that are past': unless({ DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' }, DateLessThan: { 'aws:CurrentTime': '2021-01-01' } }),
  'denied in another region than IAM’s': unless({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }),
  'denied for all sessions but its own, by its id': unless({ StringNotLike: { 'aws:userid': 'AROAEXAMPLE0000000001:*' } }),
  'allowed for the organization': if_({ StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }),
  'allowed for resources of its account': if_({ StringEquals: { 'aws:ResourceAccount': OWN } }),
  'allowed for users and sessions': if_({ StringEquals: { 'aws:PrincipalType': ['User', 'AssumedRole'] } }),
  'allowed for whoever is no user': if_({ Null: { 'aws:username': 'true' } }),
  'allowed for all but a user': if_({ StringNotEquals: { 'aws:username': 'alice' } }),
  'allowed for a user, if it is one': if_({ StringEqualsIfExists: { 'aws:username': 'alice' } }),
  'allowed for no service': if_({ Bool: { 'aws:PrincipalIsAWSService': 'false' } }),
  'allowed for services of none': if_({ 'ForAllValues:StringEquals': { 'aws:PrincipalServiceNamesList': 'config.amazonaws.com' } }),
  'allowed for roles by their ids': if_({ StringLike: { 'aws:userid': 'AROA*:*' } }),
  'allowed until a second to come': if_({ NumericLessThan: { 'aws:EpochTime': '7226582400' } }),
  'allowed with credentials of this year': if_({ DateGreaterThan: { 'aws:TokenIssueTime': '2026-01-01' } }),
  'allowed in America': if_({ StringLike: { 'aws:RequestedRegion': 'us-*' } }),
  'allowed once until a day that is past, and once more': may(allow(PUT, ROLE('web'), { DateLessThan: { 'aws:CurrentTime': '2020-01-01' } }), OWN_POLICY),
  'buckets of its account': may(allow('s3:*', '*', { StringEquals: { 's3:ResourceAccount': OWN } })),
  'buckets of the organization': may(allow('s3:*', '*', { StringEquals: { 'aws:ResourceOrgID': 'o-exampleorg1' } })),
  'secrets from a network': may(allow('secretsmanager:*', '*', { StringEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } })),
  'accelerators in their region': may(allow('globalaccelerator:*', '*', { StringEquals: { 'aws:RequestedRegion': 'us-west-2' } })),
  'a boundary for roles of its name': within([allow('*', '*', { ArnLike: { 'aws:PrincipalArn': ROLE('w*') } })], OWN_POLICY),
  'a boundary that denies all other roles': within([allow('*'), deny('*', '*', { ArnNotEquals: { 'aws:PrincipalArn': ROLE('web') } })], OWN_POLICY),
  'a boundary until a day to come': within([allow('*', '*', { DateLessThan: { 'aws:CurrentTime': '2199-01-01' } })], OWN_POLICY),
  'a boundary that denied until a day that is past': within([allow('*'), deny('*', '*', { DateLessThan: { 'aws:CurrentTime': '2020-01-01' } })], OWN_POLICY),
  'functions within a boundary of AWS for power users': withinAws('PowerUserAccess', allow('lambda:UpdateFunctionCode')),
  'secrets within a boundary of AWS for secrets': withinAws('SecretsManagerReadWrite', allow('secretsmanager:*')),
  'its policy within a boundary of AWS for IAM': withinAws('IAMFullAccess', OWN_POLICY),
  'in a template, denied for another role': inTemplate({ RoleName: 'web' }, allow(PUT), deny('iam:*', '*', { ArnEquals: { 'aws:PrincipalArn': SUB('admin') } })),
  'in a template, denied for a role of a name that it may not have': inTemplate({}, allow(PUT), deny('iam:*', '*', { ArnEquals: { 'aws:PrincipalArn': SUB('web') } })),
  'in a template, denied in another account': inTemplate({ RoleName: 'web' }, allow(PUT), deny('iam:*', '*', { StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } })),
  'denied for all roles but two, of which it is one': unless({ ArnNotLike: { 'aws:PrincipalArn': [ROLE('admin'), ROLE('web')] } }),
  'denied for all ARNs but a pattern of its own, as text': unless({ StringNotLike: { 'aws:PrincipalArn': '*:role/w*' } }),
  'roles to become in its account': may(allow('sts:AssumeRole', '*', { StringEquals: { 'aws:ResourceAccount': OWN } })),
  'roles to become in the organization': may(allow('sts:AssumeRole', '*', { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } })),
  'roles to become, denied in its account': may(allow('sts:AssumeRole'), deny('sts:AssumeRole', '*', { StringEquals: { 'aws:ResourceAccount': OWN } })),
  'roles to pass, denied but to one service': may(allow('iam:PassRole'), deny('iam:PassRole', '*', { StringNotEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } })),
  'a boundary for resources of its account': within([allow('*', '*', { StringEquals: { 'aws:ResourceAccount': OWN } })], OWN_POLICY),
  'a boundary that denies it by another path': within([allow('*'), deny('iam:*', '*', { ArnLike: { 'aws:PrincipalArn': ROLE('team/*') } })], OWN_POLICY),
  'in a template, denied under a condition of the template': template({
    Role: role(policyOf(SOUND), { RoleName: 'web' }),
    Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'own', Roles: [{ Ref: 'Role' }], PolicyDocument: policyOf(allow(PUT), { 'Fn::If': ['IsStrict', deny('iam:*', '*', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }), { Ref: 'AWS::NoValue' }] }) } },
  }, { Parameters: { Strict: { Type: 'String' } }, Conditions: { IsStrict: { 'Fn::Equals': [{ Ref: 'Strict' }, 'yes'] } } }),
}).concat(attempts('told', {
  'denied but through services': unless({ Bool: { 'aws:ViaAWSService': 'false' } }),
  'allowed from a day to come': if_({ DateGreaterThan: { 'aws:CurrentTime': '2199-01-01' } }),
  'everything of IAM outside of its region, roles to pass to services of others': may(allow('iam:*', '*', { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } })),
  'roles to pass within a boundary of AWS for administrators of systems': withinAws('job-function/SystemAdministrator', allow('iam:PassRole')),
  'functions of another account, if that lets it in': may(allow('lambda:UpdateFunctionCode', '*', { StringEquals: { 'aws:ResourceAccount': OTHER } })),
}));

/** Conditions that keep the role from it. */
const ALARMS: readonly Attempt[] = attempts('quiet', {
  'denied for a user, if it is one': unless({ StringEqualsIfExists: { 'aws:username': 'alice' } }),
  'denied for all but a user': unless({ StringNotEquals: { 'aws:username': 'alice' } }),
  'denied for its path': ofTeam(deny('iam:*', '*', { ArnLike: { 'aws:PrincipalArn': ROLE('team/*') } })),
  'denied for roles of all paths': ofTeam(deny('iam:*', '*', { ArnLike: { 'aws:PrincipalArn': ROLE('*') } })),
  'denied for roles of all accounts': unless({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }),
  'denied for a pattern of its name': unless({ ArnLike: { 'aws:PrincipalArn': `arn:*:iam::${OWN}:role/w?b` } }),
  'denied for its ARN as text': unless({ StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:*` } }),
  'denied for its account': unless({ StringEquals: { 'aws:PrincipalAccount': OWN } }),
  'denied for sessions': unless({ StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }),
  'denied for all but users': unless({ StringNotEquals: { 'aws:PrincipalType': 'User' } }),
  'denied for whoever of its account is no service': unless({ Bool: { 'aws:PrincipalIsAWSService': 'false' }, StringEquals: { 'aws:PrincipalAccount': OWN } }),
  'denied since a second that is past': unless({ NumericGreaterThan: { 'aws:EpochTime': '1577836800' } }),
  'denied with credentials of after a day that is past': unless({ DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01' } }),
  'denied with credentials that end': unless({ Null: { 'aws:TokenIssueTime': 'false' } }),
  'denied outside of regions that IAM does not have': unless({ StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } }),
  'denied in the region of IAM': unless({ StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }),
  'denied on resources of its account': unless({ StringEquals: { 'aws:ResourceAccount': OWN } }),
  'denied on resources of the caller’s account': unless({ StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } }),
  'denied without a second factor': unless({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
  'denied for roles by their ids': unless({ StringLike: { 'aws:userid': 'AROA*' } }),
  'allowed for roles of another account': may(allow(PUT, ROLE('admin', OTHER))),
  'a boundary for another account': within([allow('s3:*'), allow('*', '*', { StringEquals: { 'aws:PrincipalAccount': OTHER } })], OWN_POLICY),
  'a boundary until a day that is past': within([allow('s3:*'), allow('iam:*', '*', { DateLessThan: { 'aws:CurrentTime': '2020-01-01' } })], OWN_POLICY),
  'a boundary that denies it by its name': within([allow('*'), deny('iam:*', '*', { ArnEquals: { 'aws:PrincipalArn': ROLE('web') } })], OWN_POLICY),
  'a boundary of IAM for users': within([allow('s3:*'), allow('iam:*', '*', { StringLike: { 'aws:username': '*' } })], OWN_POLICY),
  'its policy within a boundary of AWS for audits': withinAws('SecurityAudit', OWN_POLICY),
  'shells within a boundary of AWS that reads': withinAws('AmazonSSMReadOnlyAccess', allow('ssm:StartSession')),
  'buckets within a boundary of AWS that reads': withinAws('AmazonS3ReadOnlyAccess', allow('s3:*')),
  'in a template, denied for itself by its name': inTemplate({ RoleName: 'web' }, allow(PUT), deny('iam:*', '*', { ArnEquals: { 'aws:PrincipalArn': SUB('web') } })),
  'in a template, denied for all roles': inTemplate({}, allow(PUT), deny('iam:*', '*', { ArnLike: { 'aws:PrincipalArn': SUB('*') } })),
  'in a template, denied for itself by reference': inTemplate({}, allow(PUT), deny('iam:*', '*', { ArnEquals: { 'aws:PrincipalArn': { 'Fn::GetAtt': ['Role', 'Arn'] } } })),
  'in a template, denied for its account': inTemplate({}, allow(PUT), deny('iam:*', '*', { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } })),
  'denied by everything but buckets, for sessions': may(OWN_POLICY, { Effect: 'Deny', NotAction: 's3:*', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } } }),
  'denied by a managed policy': roleFile([OWN_POLICY], attached(`arn:aws:iam::${OWN}:policy/limit`), [managed('limit', deny('iam:*', '*', { ArnLike: { 'aws:PrincipalArn': ROLE('*') } }))]),
  'denied by its own condition': may(allow(PUT, '*', { ArnLike: { 'aws:PrincipalArn': ROLE('w*') } }), deny(PUT, '*', { ArnLike: { 'aws:PrincipalArn': ROLE('w*') } })),
  'denied for all roles but an administrator': unless({ ArnNotLike: { 'aws:PrincipalArn': [ROLE('admin'), ROLE('break-glass/*')] } }),
  'denied for all ARNs but a pattern of others, as text': unless({ StringNotLike: { 'aws:PrincipalArn': '*:role/admin*' } }),
  'buckets, denied for itself': may(allow('s3:*'), deny('s3:*', '*', { ArnEquals: { 'aws:PrincipalArn': ROLE('web') } })),
  'roles to become, denied for sessions': may(allow('sts:AssumeRole'), deny('sts:*', '*', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } })),
  'roles to pass, denied since a day that is past': may(allow('iam:PassRole'), deny('iam:PassRole', '*', { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' } })),
  'a boundary that denies its path': roleFile([allow(PUT, ROLE('team/web'))], { Path: '/team/', Arn: ROLE('team/web'), ...bounded('limit') }, [managed('limit', allow('*'), deny('iam:*', '*', { ArnLike: { 'aws:PrincipalArn': ROLE('team/*') } }))]),
  'in a template, denied for names of a pattern that it has': inTemplate({ RoleName: { 'Fn::Sub': '${AWS::StackName}-web' } }, allow(PUT), deny('iam:*', '*', { ArnLike: { 'aws:PrincipalArn': SUB('*-web') } })),
  'in a template, denied for the name that it has, by its function': inTemplate({ RoleName: { 'Fn::Sub': '${AWS::StackName}-web' } }, allow(PUT), deny('iam:*', '*', { ArnEquals: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${AWS::StackName}-web' } } })),
  'in a template, denied for its name by reference': inTemplate({}, allow(PUT), deny('iam:*', '*', { ArnEquals: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Role}' } } })),
}).concat(attempts('noted', {
  'everything but buckets, for a user': may({ Effect: 'Allow', NotAction: 's3:*', Resource: '*', Condition: { StringEquals: { 'aws:username': 'alice' } } }),
  'distributions in a region that CloudFront does not have': may(allow('cloudfront:*', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })),
  'allowed outside of the region of IAM': may(allow(PUT, '*', { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } })),
  'allowed for resources of another account': if_({ StringEquals: { 'aws:ResourceAccount': OTHER } }),
  'allowed at a moment that is past': if_({ DateEquals: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }),
  'allowed between days that are past': if_({ DateGreaterThan: { 'aws:CurrentTime': '2019-01-01' }, DateLessThan: { 'aws:CurrentTime': '2020-01-01' } }),
  'allowed until a second that is past, as a date': if_({ DateLessThan: { 'aws:EpochTime': '1577836800' } }),
  'allowed for a service, if it is one': if_({ BoolIfExists: { 'aws:PrincipalIsAWSService': 'true' } }),
  'allowed for a service by its names': if_({ 'ForAnyValue:StringEquals': { 'aws:PrincipalServiceNamesList': 'config.amazonaws.com' } }),
  'allowed for users by their ids': if_({ StringLike: { 'aws:userid': 'AIDA*' } }),
  'everything, for a user': may(allow('*', '*', { StringEquals: { 'aws:username': 'alice' } })),
}));

export const LIMITS_OF_SESSIONS: readonly Attempt[] = [...SILENCES, ...ALARMS];
