import type { WrittenPolicies } from './simulator';
import type { ContextValue, RequestPrincipal } from '../../../lib/iam/access-request';
import type { Decision } from '../../../lib/iam/evaluation';

/** One request to which AWS's page says what the example answers. */
export interface WorkedRequest {
  readonly action: string;
  readonly resource: string;
  /** @default the user bob of 123456789012 */
  readonly principal?: RequestPrincipal;
  /** @default that of the ARN, else that of the principal */
  readonly account?: string;
  readonly context?: Readonly<Record<string, ContextValue>>;
  readonly decision: Decision;
}

/** An example of AWS's documentation: its policies, and requests. */
export interface WorkedExample {
  readonly page: string;
  readonly policies: WrittenPolicies;
  readonly requests: readonly WorkedRequest[];
}

const [ALLOWED, IMPLICITLY, EXPLICITLY] = ['allowed', 'implicitlyDenied', 'explicitlyDenied'] as const;

const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const user = (name: string, account = '123456789012'): RequestPrincipal => ({ kind: 'user', arn: `arn:aws:iam::${account}:user/${name}` });
const session = (role: string, name: string, account = '111122223333'): RequestPrincipal => ({
  kind: 'roleSession', roleArn: `arn:aws:iam::${account}:role/${role}`, sessionArn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
});

const carlos = user('carlossalazar', '111111111111');
const roleSession = session('examplerole', 'examplerolesessionname');
const s3Get = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
const nothing = policy({ Effect: 'Allow', Action: 'sns:ListTopics', Resource: '*' });
const bucketPolicy = (arn: unknown) => policy({ Effect: 'Allow', Principal: arn, Action: 's3:GetObject', Resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET/*' });
const object = { action: 's3:GetObject', resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET/key', principal: roleSession, account: '111122223333' };
const keyAction = { action: 'iam:CreateAccessKey', resource: 'arn:aws:iam::123456789012:user/bob' };
const accessKeys = (condition: object) => ({ identity: [policy({ Effect: 'Allow', Action: 'iam:*AccessKey*', Resource: 'arn:aws:iam::123456789012:user/*', Condition: condition })] });
const thread = { resource: 'arn:aws:dynamodb:us-east-2:123456789012:table/Thread' };
const shirleyBoundary = policy({ Effect: 'Allow', Action: ['s3:*', 'cloudwatch:*', 'ec2:*'], Resource: '*' });
const wildcardExample = { identity: [policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET/*/test/*' })] };
const wildcardRequest = (key: string, decision: Decision): WorkedRequest =>
  ({ action: 's3:GetObject', resource: `arn:aws:s3:::DOC-EXAMPLE-BUCKET/${key}`, account: '123456789012', decision });
const prefix = (value: ContextValue, decision: Decision): WorkedRequest => ({
  action: 's3:ListBucket', resource: 'arn:aws:s3:::BUCKET-NAME', account: '123456789012', context: { 's3:prefix': value }, decision,
});

export const WORKED_EXAMPLES: readonly WorkedExample[] = [
  // Policy evaluation logic.
  {
    page: 'reference_policies_evaluation-logic.html#policies_evaluation_example',
    policies: {
      identity: [policy(
        { Sid: 'AllowS3ListRead', Effect: 'Allow', Action: ['s3:GetBucketLocation', 's3:GetAccountPublicAccessBlock', 's3:ListAccessPoints', 's3:ListAllMyBuckets'], Resource: 'arn:aws:s3:::*' },
        { Sid: 'AllowS3Self', Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::carlossalazar/*', 'arn:aws:s3:::carlossalazar'] },
        { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::*log*' },
      )],
    },
    requests: [
      { action: 's3:PutObject', resource: 'arn:aws:s3:::carlossalazar/file', principal: carlos, account: '111111111111', decision: ALLOWED },
      { action: 's3:PutObject', resource: 'arn:aws:s3:::production-logs/file', principal: carlos, account: '111111111111', decision: EXPLICITLY },
      { action: 's3:GetBucketLocation', resource: 'arn:aws:s3:::other', principal: carlos, account: '111111111111', decision: ALLOWED },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::other/file', principal: carlos, account: '111111111111', decision: IMPLICITLY },
    ],
  },
  {
    page: 'reference_policies_evaluation-logic.html#policies_evaluation_example',
    policies: {
      identity: [policy({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' })],
      resource: [policy({ Effect: 'Allow', Action: 's3:*', Principal: { AWS: 'arn:aws:iam::111111111111:user/carlossalazar' }, Resource: ['arn:aws:s3:::carlossalazar/*', 'arn:aws:s3:::carlossalazar'] })],
    },
    requests: [
      { action: 's3:PutObject', resource: 'arn:aws:s3:::carlossalazar/file', principal: carlos, account: '111111111111', decision: ALLOWED },
      { action: 's3:PutObject', resource: 'arn:aws:s3:::carlossalazar/file', principal: user('other', '111111111111'), account: '111111111111', decision: IMPLICITLY },
    ],
  },
  // The table of resource-based policies and implicit denies in other policy types.
  { page: 'reference_policies_evaluation-logic.html#policy-eval-denyallow', policies: { identity: [nothing], resource: [bucketPolicy({ AWS: 'arn:aws:iam::111122223333:role/examplerole' })] }, requests: [{ ...object, decision: ALLOWED }] },
  { page: 'reference_policies_evaluation-logic.html#policy-eval-denyallow', policies: { identity: [s3Get], permissionsBoundary: [nothing], resource: [bucketPolicy({ AWS: 'arn:aws:iam::111122223333:role/examplerole' })] }, requests: [{ ...object, decision: IMPLICITLY }] },
  { page: 'reference_policies_evaluation-logic.html#policy-eval-denyallow', policies: { identity: [s3Get], session: [nothing], resource: [bucketPolicy({ AWS: 'arn:aws:iam::111122223333:role/examplerole' })] }, requests: [{ ...object, decision: IMPLICITLY }] },
  {
    page: 'reference_policies_evaluation-logic.html#policy-eval-denyallow',
    policies: { identity: [nothing], permissionsBoundary: [nothing], session: [nothing], resource: [bucketPolicy({ AWS: 'arn:aws:sts::111122223333:assumed-role/examplerole/examplerolesessionname' })] },
    requests: [{ ...object, decision: ALLOWED }, { ...object, principal: session('examplerole', 'another'), decision: IMPLICITLY }],
  },
  {
    page: 'reference_policies_evaluation-logic.html#policy-eval-denyallow',
    policies: { identity: [nothing], permissionsBoundary: [nothing], resource: [bucketPolicy({ AWS: 'arn:aws:iam::111122223333:user/exampleuser' })] },
    requests: [{ ...object, principal: user('exampleuser', '111122223333'), decision: ALLOWED }],
  },
  {
    page: 'reference_policies_evaluation-logic.html#policy-eval-denyallow',
    policies: { identity: [policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' })], resource: [bucketPolicy({ AWS: 'arn:aws:sts::111122223333:assumed-role/examplerole/examplerolesessionname' })] },
    requests: [{ ...object, decision: EXPLICITLY }],
  },
  { page: 'reference_policies_evaluation-logic.html#policy-eval-denyallow', policies: { identity: [s3Get], serviceControlPolicies: [[nothing]] }, requests: [{ ...object, decision: IMPLICITLY }] },
  { page: 'reference_policies_evaluation-logic.html#policy-eval-denyallow', policies: {}, requests: [{ ...object, principal: { kind: 'accountRoot', arn: 'arn:aws:iam::111122223333:root' }, decision: ALLOWED }] },
  // Principals.
  {
    page: 'reference_policies_elements_principal.html#principal-roles',
    policies: {
      identity: [nothing],
      permissionsBoundary: [nothing],
      session: [nothing],
      resource: [policy({
        Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*', Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/examplerole' } },
      })],
    },
    requests: [{ ...object, decision: ALLOWED }, { ...object, principal: session('another', 'x'), decision: IMPLICITLY }],
  },
  {
    page: 'reference_policies_elements_principal.html#principal-accounts',
    policies: { identity: [s3Get], resource: [bucketPolicy({ AWS: ['123456789012', '555555555555'] })] },
    requests: [
      { ...object, principal: user('anna', '123456789012'), account: '999999999999', decision: ALLOWED },
      { ...object, principal: user('anna', '555555555555'), account: '999999999999', decision: ALLOWED },
      { ...object, principal: user('anna', '666666666666'), account: '999999999999', decision: IMPLICITLY },
    ],
  },
  {
    page: 'reference_policies_elements_principal.html#principal-anonymous',
    policies: { resource: [bucketPolicy('*')] },
    requests: [
      { ...object, principal: { kind: 'anonymous' }, decision: ALLOWED },
      { ...object, principal: user('anna', '111122223333'), decision: ALLOWED },
      { ...object, principal: user('anna', '666666666666'), decision: IMPLICITLY },
    ],
  },
  { page: 'reference_policies_elements_principal.html#principal-anonymous', policies: { resource: [bucketPolicy({ AWS: '*' })] }, requests: [{ ...object, principal: { kind: 'anonymous' }, decision: ALLOWED }] },
  {
    page: 'reference_policies_elements_principal.html#principal-anonymous',
    policies: {
      identity: [s3Get],
      resource: [policy({
        Sid: 'UsePrincipalArnInsteadOfNotPrincipalWithDeny',
        Effect: 'Deny',
        Action: 's3:*',
        Principal: '*',
        Resource: ['arn:aws:s3:::DOC-EXAMPLE-BUCKET/*', 'arn:aws:s3:::DOC-EXAMPLE-BUCKET'],
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:user/user-name' } },
      })],
    },
    requests: [
      { ...object, principal: user('user-name', '444455556666'), account: '444455556666', decision: ALLOWED },
      { ...object, principal: user('another', '444455556666'), account: '444455556666', decision: EXPLICITLY },
    ],
  },
  // NotPrincipal.
  {
    page: 'reference_policies_elements_notprincipal.html#specifying-notprincipal',
    policies: {
      identity: [s3Get],
      resource: [policy({
        Effect: 'Deny',
        NotPrincipal: { AWS: ['arn:aws:iam::444455556666:user/Bob', 'arn:aws:iam::444455556666:root'] },
        Action: 's3:*',
        Resource: ['arn:aws:s3:::DOC-EXAMPLE-BUCKET', 'arn:aws:s3:::DOC-EXAMPLE-BUCKET/*'],
      })],
    },
    requests: [
      { ...object, principal: user('Bob', '444455556666'), account: '444455556666', decision: ALLOWED },
      { ...object, principal: user('Bob', '111122223333'), decision: EXPLICITLY },
    ],
  },
  {
    page: 'reference_policies_elements_notprincipal.html#specifying-notprincipal',
    policies: {
      identity: [s3Get],
      resource: [policy({
        Effect: 'Deny',
        Action: 's3:*',
        Resource: '*',
        NotPrincipal: {
          AWS: [
            'arn:aws:sts::444455556666:assumed-role/cross-account-read-only-role/cross-account-audit-app',
            'arn:aws:iam::444455556666:role/cross-account-read-only-role', 'arn:aws:iam::444455556666:root',
          ],
        },
      }, { Effect: 'Allow', Action: 's3:GetObject', Principal: { AWS: '444455556666' }, Resource: '*' })],
    },
    requests: [
      { ...object, principal: session('cross-account-read-only-role', 'cross-account-audit-app', '444455556666'), decision: ALLOWED },
      { ...object, principal: session('another-role', 'app', '111122223333'), decision: EXPLICITLY },
    ],
  },
  {
    page: 'reference_policies_elements_notprincipal.html',
    policies: {
      identity: [s3Get],
      permissionsBoundary: [s3Get],
      resource: [policy({ Effect: 'Deny', NotPrincipal: { AWS: ['arn:aws:iam::444455556666:user/Bob', 'arn:aws:iam::444455556666:root'] }, Action: 's3:*', Resource: '*' })],
    },
    requests: [{ ...object, principal: user('Bob', '444455556666'), account: '444455556666', decision: EXPLICITLY }],
  },
  // Permissions boundaries.
  {
    page: 'access_policies_boundaries.html',
    policies: { identity: [policy({ Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' })], permissionsBoundary: [shirleyBoundary] },
    requests: [
      { action: 'iam:CreateUser', resource: 'arn:aws:iam::123456789012:user/new', decision: IMPLICITLY },
      { action: 's3:ListAllMyBuckets', resource: '*', decision: IMPLICITLY },
    ],
  },
  {
    page: 'access_policies_boundaries.html#access_policies_boundaries-delegate',
    policies: {
      identity: [policy({ Effect: 'Allow', Action: ['s3:*', 'iam:*', 'ec2:*'], Resource: '*' })],
      permissionsBoundary: [policy(
        { Sid: 'ServiceBoundaries', Effect: 'Allow', Action: ['s3:*', 'cloudwatch:*', 'ec2:*', 'dynamodb:*'], Resource: '*' },
        { Sid: 'AllowIAMConsoleForCredentials', Effect: 'Allow', Action: ['iam:ListUsers', 'iam:GetAccountPasswordPolicy'], Resource: '*' },
        { Sid: 'AllowManageOwnPasswordAndAccessKeys', Effect: 'Allow', Action: ['iam:*AccessKey*', 'iam:ChangePassword', 'iam:GetUser', 'iam:*ServiceSpecificCredential*', 'iam:*SigningCertificate*'], Resource: ['arn:aws:iam::*:user/${aws:username}'] },
        { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'] },
        { Sid: 'DenyEC2Production', Effect: 'Deny', Action: 'ec2:*', Resource: 'arn:aws:ec2:*:*:instance/i-1234567890abcdef0' },
      )],
    },
    requests: [
      { ...keyAction, decision: ALLOWED },
      { action: 'iam:CreateAccessKey', resource: 'arn:aws:iam::123456789012:user/zhang', decision: IMPLICITLY },
      { action: 'iam:CreateUser', resource: 'arn:aws:iam::123456789012:user/new', decision: IMPLICITLY },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::logs/today', account: '123456789012', decision: EXPLICITLY },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::data/today', account: '123456789012', decision: ALLOWED },
      { action: 'ec2:StopInstances', resource: 'arn:aws:ec2:us-east-1:123456789012:instance/i-1234567890abcdef0', decision: EXPLICITLY },
      { action: 'ec2:StopInstances', resource: 'arn:aws:ec2:us-east-1:123456789012:instance/i-0000000000abcdef0', decision: ALLOWED },
      { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/t', decision: IMPLICITLY },
    ],
  },
  {
    page: 'access_policies_boundaries.html#access_policies_boundaries-delegate',
    policies: {
      identity: [policy({ Effect: 'Allow', Action: 'iam:*', Resource: '*' })],
      permissionsBoundary: [policy({
        Sid: 'CreateOrChangeOnlyWithBoundary',
        Effect: 'Allow',
        Action: ['iam:AttachUserPolicy', 'iam:CreateUser', 'iam:PutUserPermissionsBoundary'],
        Resource: '*',
        Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/XCompanyBoundaries' } },
      })],
    },
    requests: [
      { action: 'iam:CreateUser', resource: 'arn:aws:iam::123456789012:user/new', context: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/XCompanyBoundaries' }, decision: ALLOWED },
      { action: 'iam:CreateUser', resource: 'arn:aws:iam::123456789012:user/new', decision: IMPLICITLY },
      { action: 'iam:CreateUser', resource: 'arn:aws:iam::123456789012:user/new', context: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/Other' }, decision: IMPLICITLY },
    ],
  },
  // Cross-account evaluation.
  {
    page: 'reference_policies_evaluation-logic-cross-account.html#policies_evaluation_example-cross-account',
    policies: {
      identity: [policy(
        { Sid: 'AllowS3ListRead', Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
        { Sid: 'AllowS3ProductionObjectActions', Effect: 'Allow', Action: 's3:*Object*', Resource: 'arn:aws:s3:::Production/*' },
        { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: ['arn:aws:s3:::*log*', 'arn:aws:s3:::*log*/*'] },
      )],
      resource: [policy({
        Effect: 'Allow',
        Action: ['s3:GetObject*', 's3:PutObject*', 's3:ReplicateObject', 's3:RestoreObject'],
        Principal: { AWS: 'arn:aws:iam::111111111111:user/carlossalazar' },
        Resource: 'arn:aws:s3:::Production/*',
      })],
    },
    requests: [
      { action: 's3:PutObject', resource: 'arn:aws:s3:::Production/file', principal: carlos, account: '222222222222', decision: ALLOWED },
      { action: 's3:PutObject', resource: 'arn:aws:s3:::Production-logs/file', principal: carlos, account: '222222222222', decision: EXPLICITLY },
      { action: 's3:DeleteObject', resource: 'arn:aws:s3:::Production/file', principal: carlos, account: '222222222222', decision: IMPLICITLY },
      { action: 's3:ListAllMyBuckets', resource: '*', principal: carlos, decision: ALLOWED },
    ],
  },
  {
    page: 'reference_policies_evaluation-logic-cross-account.html#policy-eval-cross-account',
    policies: { identity: [nothing], resource: [bucketPolicy({ AWS: 'arn:aws:iam::111111111111:user/carlossalazar' })] },
    requests: [{ ...object, principal: carlos, account: '222222222222', decision: IMPLICITLY }],
  },
  { page: 'reference_policies_evaluation-logic-cross-account.html#policy-eval-cross-account', policies: { identity: [s3Get] }, requests: [{ ...object, principal: carlos, account: '222222222222', decision: IMPLICITLY }] },
  // Conditions with several keys and values.
  {
    page: 'reference_policies_multi-value-conditions.html#reference_policies_multiple-conditions-eval',
    policies: {
      identity: [policy({
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: '*',
        Condition: {
          StringEqualsIgnoreCase: { 'aws:PrincipalTag/department': ['finance', 'hr', 'legal'], 'aws:PrincipalTag/role': ['audit', 'security'] },
          StringEquals: { 'aws:PrincipalAccount': '123456789012' },
        },
      })],
    },
    requests: [
      { ...object, principal: user('bob'), account: '123456789012', context: { 'aws:PrincipalTag/department': 'HR', 'aws:PrincipalTag/role': 'Audit' }, decision: ALLOWED },
      { ...object, principal: user('bob'), account: '123456789012', context: { 'aws:PrincipalTag/department': 'HR' }, decision: IMPLICITLY },
      { ...object, principal: user('bob'), account: '123456789012', context: { 'aws:PrincipalTag/department': 'it', 'aws:PrincipalTag/role': 'audit' }, decision: IMPLICITLY },
      { ...object, principal: user('bob', '111122223333'), context: { 'aws:PrincipalTag/department': 'HR', 'aws:PrincipalTag/role': 'Audit' }, decision: IMPLICITLY },
    ],
  },
  {
    page: 'reference_policies_multi-value-conditions.html#reference_policies_multi-value-conditions-examples',
    policies: { identity: [policy({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:*:*:table/Thread', Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['ID', 'Message', 'Tags'] } } })] },
    requests: [
      { ...thread, action: 'dynamodb:GetItem', context: { 'dynamodb:Attributes': ['ID', 'Message', 'Tags'] }, decision: ALLOWED },
      { ...thread, action: 'dynamodb:GetItem', context: { 'dynamodb:Attributes': ['ID', 'UserName'] }, decision: IMPLICITLY },
      { ...thread, action: 'dynamodb:GetItem', decision: ALLOWED },
    ],
  },
  {
    page: 'reference_policies_multi-value-conditions.html#reference_policies_multi-value-conditions-examples',
    policies: {
      identity: [policy(
        { Effect: 'Deny', Action: 'dynamodb:PutItem', Resource: 'arn:aws:dynamodb:*:*:table/Thread', Condition: { 'ForAnyValue:StringEquals': { 'dynamodb:Attributes': ['ID', 'PostDateTime'] } } },
        { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
      )],
    },
    requests: [
      { ...thread, action: 'dynamodb:PutItem', context: { 'dynamodb:Attributes': ['PostDateTime', 'Message'] }, decision: EXPLICITLY },
      { ...thread, action: 'dynamodb:PutItem', context: { 'dynamodb:Attributes': ['UserName'] }, decision: ALLOWED },
      { ...thread, action: 'dynamodb:PutItem', decision: ALLOWED },
    ],
  },
  // Variables.
  {
    page: 'reference_policies_variables.html#policy-vars-using-variables',
    policies: {
      identity: [policy(
        { Action: ['s3:ListBucket'], Effect: 'Allow', Resource: ['arn:aws:s3:::mybucket'], Condition: { StringLike: { 's3:prefix': ['${aws:username}/*'] } } },
        { Action: ['s3:GetObject', 's3:PutObject'], Effect: 'Allow', Resource: ['arn:aws:s3:::mybucket/${aws:username}/*'] },
      )],
    },
    requests: [
      { action: 's3:GetObject', resource: 'arn:aws:s3:::mybucket/bob/file', account: '123456789012', decision: ALLOWED },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::mybucket/anna/file', account: '123456789012', decision: IMPLICITLY },
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::mybucket', account: '123456789012', context: { 's3:prefix': 'bob/photos' }, decision: ALLOWED },
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::mybucket', account: '123456789012', context: { 's3:prefix': 'anna/photos' }, decision: IMPLICITLY },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::mybucket/examplerole/file', principal: roleSession, account: '111122223333', decision: IMPLICITLY },
    ],
  },
  {
    page: 'reference_policies_variables.html#policy-vars-using-variables',
    policies: { identity: [{ Statement: [{ Action: 's3:GetObject', Effect: 'Allow', Resource: 'arn:aws:s3:::mybucket/${aws:username}/*' }] }] },
    requests: [
      { action: 's3:GetObject', resource: 'arn:aws:s3:::mybucket/bob/file', account: '123456789012', decision: IMPLICITLY },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::mybucket/${aws:username}/file', account: '123456789012', decision: ALLOWED },
    ],
  },
  {
    page: 'reference_policies_variables.html#policy-vars-resourceelement',
    policies: { identity: [policy({ Sid: 'AllQueueActions', Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:us-east-2:*:${aws:username}-queue' })] },
    requests: [
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-2:123456789012:bob-queue', decision: ALLOWED },
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-2:123456789012:anna-queue', decision: IMPLICITLY },
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-west-2:123456789012:bob-queue', decision: IMPLICITLY },
    ],
  },
  {
    page: 'reference_policies_variables.html#policy-vars-no-value',
    policies: { identity: [policy({ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::example-bucket/*', Condition: { StringNotEquals: { 's3:ExistingObjectTag/Team': '${aws:PrincipalTag/Team}' } } })] },
    requests: [
      { action: 's3:GetObject', resource: 'arn:aws:s3:::example-bucket/x', account: '123456789012', context: { 's3:ExistingObjectTag/Team': 'a', 'aws:PrincipalTag/Team': 'a' }, decision: ALLOWED },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::example-bucket/x', account: '123456789012', context: { 's3:ExistingObjectTag/Team': 'a' }, decision: EXPLICITLY },
    ],
  },
  {
    page: 'reference_policies_variables.html#policy-vars-default-values',
    policies: { identity: [policy({ Effect: 'Allow', Action: 's3:ListBucket', Resource: "arn:aws:s3:::DOC-EXAMPLE-BUCKET-${aws:PrincipalTag/team, 'company-wide'}" })] },
    requests: [
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET-yellow', account: '123456789012', context: { 'aws:PrincipalTag/team': 'yellow' }, decision: ALLOWED },
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET-company-wide', account: '123456789012', context: { 'aws:PrincipalTag/team': 'yellow' }, decision: IMPLICITLY },
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET-company-wide', account: '123456789012', decision: ALLOWED },
    ],
  },
  // NotAction.
  {
    page: 'reference_policies_elements_notaction.html',
    policies: { identity: [policy({ Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' })] },
    requests: [
      { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key', account: '123456789012', decision: ALLOWED },
      { action: 's3:DeleteBucket', resource: 'arn:aws:s3:::bucket', account: '123456789012', decision: IMPLICITLY },
      { action: 's3:ListAllMyBuckets', resource: '*', decision: IMPLICITLY },
      { action: 'ec2:StopInstances', resource: 'arn:aws:ec2:us-east-1:123456789012:instance/i-1', decision: IMPLICITLY },
    ],
  },
  {
    page: 'reference_policies_elements_notaction.html',
    policies: { identity: [policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })] },
    requests: [{ action: 's3:ListAllMyBuckets', resource: '*', decision: ALLOWED }, { ...keyAction, decision: IMPLICITLY }],
  },
  {
    page: 'reference_policies_elements_notaction.html',
    policies: { identity: [policy({ Effect: 'Allow', Action: '*', Resource: '*' }, { Sid: 'DenyAllUsersNotUsingMFA', Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })] },
    requests: [
      { action: 's3:ListAllMyBuckets', resource: '*', context: { 'aws:MultiFactorAuthPresent': 'false' }, decision: EXPLICITLY },
      { action: 's3:ListAllMyBuckets', resource: '*', context: { 'aws:MultiFactorAuthPresent': 'true' }, decision: ALLOWED },
      { action: 's3:ListAllMyBuckets', resource: '*', decision: EXPLICITLY },
      { ...keyAction, context: { 'aws:MultiFactorAuthPresent': 'false' }, decision: ALLOWED },
    ],
  },
  // NotResource.
  {
    page: 'reference_policies_elements_notresource.html',
    policies: { identity: [policy({ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'] })] },
    requests: [
      { action: 's3:GetObject', resource: 'arn:aws:s3:::HRBucket/Payroll/june', account: '123456789012', decision: ALLOWED },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::HRBucket/Other', account: '123456789012', decision: EXPLICITLY },
      { action: 'ec2:StopInstances', resource: 'arn:aws:ec2:us-east-1:123456789012:instance/i-1', decision: ALLOWED },
    ],
  },
  {
    page: 'reference_policies_elements_notresource.html#notresource-element-combinations',
    policies: { identity: [policy({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::HRBucket' })] },
    requests: [{ action: 'iam:PutUserPolicy', resource: 'arn:aws:iam::123456789012:user/bob', decision: ALLOWED }, { action: 's3:ListBucket', resource: 'arn:aws:s3:::HRBucket', account: '123456789012', decision: IMPLICITLY }],
  },
  // Resource wildcards.
  {
    page: 'reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards',
    policies: wildcardExample,
    requests: [
      ...['1/test/object.jpg', '1/2/test/object.jpg', '1/2/test/3/object.jpg', '1/2/3/test/4/object.jpg', '1///test///object.jpg', '1/test/.jpg', '/test/object.jpg', '1/test/'].map((key) => wildcardRequest(key, ALLOWED)),
      ...['1-test/object.jpg', 'test/object.jpg', '1/2/test.jpg'].map((key) => wildcardRequest(key, IMPLICITLY)),
    ],
  },
  // Condition operators.
  {
    page: 'reference_policies_elements_condition_operators.html#Conditions_String',
    policies: accessKeys({ StringEquals: { 'aws:PrincipalTag/job-category': 'iamuser-admin' } }),
    requests: [{ ...keyAction, context: { 'aws:PrincipalTag/job-category': 'iamuser-admin' }, decision: ALLOWED }, { ...keyAction, decision: IMPLICITLY }],
  },
  {
    page: 'reference_policies_elements_condition_operators.html#Conditions_String',
    policies: { identity: [policy({ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::BUCKET-NAME', Condition: { StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:username}/'] } } })] },
    requests: [prefix('', ALLOWED), prefix('home/', ALLOWED), prefix('home/bob/', ALLOWED), prefix('home/anna/', IMPLICITLY), prefix(undefined, IMPLICITLY)],
  },
  {
    page: 'reference_policies_elements_condition_operators.html#Conditions_Numeric',
    policies: { identity: [policy({ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::example_bucket', Condition: { NumericLessThanEquals: { 's3:max-keys': '10' } } })] },
    requests: ([['10', ALLOWED], ['9.5', ALLOWED], ['11', IMPLICITLY], [undefined, IMPLICITLY]] as const).map(([value, decision]) =>
      ({ action: 's3:ListBucket', resource: 'arn:aws:s3:::example_bucket', account: '123456789012', context: { 's3:max-keys': value }, decision })),
  },
  {
    page: 'reference_policies_elements_condition_operators.html#Conditions_Date',
    policies: accessKeys({ DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' } }),
    requests: [
      { ...keyAction, context: { 'aws:TokenIssueTime': '2020-06-01T00:00:00Z' }, decision: ALLOWED },
      { ...keyAction, context: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' }, decision: IMPLICITLY }, { ...keyAction, decision: IMPLICITLY },
    ],
  },
  {
    page: 'reference_policies_elements_condition_operators.html#Conditions_Boolean',
    policies: { identity: [policy({ Effect: 'Allow', Action: '*', Resource: '*' }, { Sid: 'BooleanExample', Action: 's3:*', Effect: 'Deny', Resource: ['arn:aws:s3:::DOC-EXAMPLE-BUCKET', 'arn:aws:s3:::DOC-EXAMPLE-BUCKET/*'], Condition: { Bool: { 'aws:SecureTransport': 'false' } } })] },
    requests: [
      { ...object, context: { 'aws:SecureTransport': 'false' }, decision: EXPLICITLY }, { ...object, context: { 'aws:SecureTransport': 'true' }, decision: ALLOWED },
    ],
  },
  {
    page: 'reference_policies_elements_condition_operators.html#Conditions_IPAddress',
    policies: accessKeys({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } }),
    requests: [
      { ...keyAction, context: { 'aws:SourceIp': '203.0.113.255' }, decision: ALLOWED }, { ...keyAction, context: { 'aws:SourceIp': '203.0.114.0' }, decision: IMPLICITLY },
      { ...keyAction, context: { 'aws:SourceIp': '2001:db8:1234:5678::1' }, decision: ALLOWED }, { ...keyAction, context: { 'aws:SourceIp': '2001:db8:1234:5679::1' }, decision: IMPLICITLY },
      { ...keyAction, decision: IMPLICITLY },
    ],
  },
  ...([['StringLike', ALLOWED], ['ArnLike', IMPLICITLY]] as const).map(([operator, decision]): WorkedExample => ({
    page: 'reference_policies_elements_condition_operators.html#Conditions_ARN',
    policies: accessKeys({ [operator]: { 'aws:SourceArn': 'arn:aws:someservice:*:111122223333:finance/*' } }),
    requests: [{ ...keyAction, context: { 'aws:SourceArn': 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt' }, decision }],
  })),
  {
    page: 'reference_policies_elements_condition_operators.html#Conditions_IfExists',
    policies: { identity: [policy({ Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*', Condition: { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } } })] },
    requests: [
      { action: 'ec2:RunInstances', resource: 'arn:aws:ec2:us-east-1:123456789012:instance/*', context: { 'ec2:InstanceType': 't2.micro' }, decision: ALLOWED },
      { action: 'ec2:RunInstances', resource: 'arn:aws:ec2:us-east-1:123456789012:instance/*', context: { 'ec2:InstanceType': 'p4.large' }, decision: IMPLICITLY },
      { action: 'ec2:RunInstances', resource: 'arn:aws:ec2:us-east-1:123456789012:subnet/s', decision: ALLOWED },
    ],
  },
  {
    page: 'reference_policies_elements_condition_operators.html#Conditions_IfExists',
    policies: { identity: [policy({ Sid: 'THISPOLICYDOESNOTWORK', Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*', Condition: { StringLike: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } } })] },
    requests: [{ action: 'ec2:RunInstances', resource: 'arn:aws:ec2:us-east-1:123456789012:subnet/s', decision: IMPLICITLY }],
  },
  {
    page: 'reference_policies_elements_condition_operators.html#Conditions_Null',
    policies: { identity: [policy({ Action: 'ec2:*', Effect: 'Allow', Resource: '*', Condition: { Null: { 'aws:TokenIssueTime': 'true' } } })] },
    requests: [
      { action: 'ec2:DescribeInstances', resource: '*', decision: ALLOWED },
      { action: 'ec2:DescribeInstances', resource: '*', context: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' }, decision: IMPLICITLY },
    ],
  },
];
