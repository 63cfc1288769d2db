import { writeFileSync } from 'fs';
import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runCanI } from '../../lib/cli/can-i/can-i';
import { ACCOUNT, folderWith } from '../access/inventory-fixture';

type Json = any;

// Requests with the answers that AWS's user guide gives, written before the engine was asked: by the topics of its pages.

const OTHER = '999988887777';
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/pod`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
const [OBJECT, KEY, TABLE] = ['arn:aws:s3:::acme-media/a.png', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234`, `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/t`];
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.example/id/A`;
const policy = (statement: Json, version = '2012-10-17') => ({ Version: version, Statement: [statement].flat() });
const allow = (action: Json, resource: Json = '*', others: object = {}) => ({ Effect: 'Allow', Action: action, Resource: resource, ...others });
const deny = (action: Json, resource: Json = '*', others: object = {}) => ({ Effect: 'Deny', Action: action, Resource: resource, ...others });
const if_ = (Condition: object) => ({ Condition });
const READ = policy(allow('s3:GetObject'));
const read = { principal: SESSION, action: 's3:GetObject', resource: OBJECT, resourceAccount: ACCOUNT };
const decrypt = { principal: SESSION, action: 'kms:Decrypt', resource: KEY };
const assume = { principal: SESSION, action: 'sts:AssumeRole', resource: `arn:aws:iam::${OTHER}:role/partner` };
const token = { principal: { Federated: PROVIDER }, action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE };
const grant = (principal: Json, others: object = {}) => policy({ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: '*', ...others });

const REQUESTS: readonly (readonly [name: string, expected: 'allowed' | 'denied' | 'undecided', entry: Json])[] = [
  // Accounts
  ['same account: the bucket alone is enough', 'allowed', { ...read, resourcePolicy: grant({ AWS: ROLE }) }],
  ['same account: the account named by the bucket only hands on', 'denied', { ...read, resourcePolicy: grant({ AWS: ACCOUNT }) }],
  ['another account: the role\'s own policy alone is not enough', 'denied', { ...read, resourceAccount: OTHER, identityPolicies: READ }],
  ['another account: the bucket alone is not enough', 'denied', { ...read, resourceAccount: OTHER, resourcePolicy: grant({ AWS: ROLE }) }],
  ['another account: both', 'allowed', { ...read, resourceAccount: OTHER, identityPolicies: READ, resourcePolicy: grant({ AWS: ACCOUNT }) }],
  // Limits
  ['a boundary limits what the bucket gives the role', 'denied', { ...read, permissionsBoundary: policy(allow('sqs:*')), resourcePolicy: grant({ AWS: ROLE }) }],
  ['a boundary does not limit what the bucket gives the session', 'allowed', { ...read, permissionsBoundary: policy(allow('sqs:*')), resourcePolicy: grant({ AWS: SESSION }) }],
  ['a session policy does not limit what the bucket gives the session', 'allowed', { ...read, sessionPolicy: policy(allow('sqs:*')), resourcePolicy: grant({ AWS: SESSION }) }],
  ['a session policy limits the role\'s own', 'denied', { ...read, identityPolicies: READ, sessionPolicy: policy(allow('sqs:*')) }],
  ['a deny in the boundary counts against the session, too', 'denied', { ...read, permissionsBoundary: policy([allow('*'), deny('s3:*')]), resourcePolicy: grant({ AWS: SESSION }) }],
  ['an SCP that allows nothing of it', 'denied', { ...read, identityPolicies: READ, serviceControlPolicies: policy(allow('ec2:*')) }],
  ['an RCP of the bucket\'s account', 'denied', { ...read, identityPolicies: READ, resourceControlPolicies: policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-acme' } } }), context: { 'aws:PrincipalOrgID': 'o-evil' } }],
  ['a service-linked role is not bound by an SCP', 'allowed', { ...read, principal: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`, identityPolicies: READ, serviceControlPolicies: policy(deny('*')) }],
  // Keys of KMS
  ['a key whose policy does not name the account: the role\'s policy is no use', 'denied', { ...decrypt, identityPolicies: policy(allow('kms:*')), resourcePolicy: policy({ Effect: 'Allow', Principal: { AWS: USER }, Action: 'kms:*', Resource: '*' }) }],
  ['a key that names the account', 'allowed', { ...decrypt, identityPolicies: policy(allow('kms:Decrypt', KEY)), resourcePolicy: policy({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' }) }],
  ['a key that names the role', 'allowed', { ...decrypt, resourcePolicy: policy({ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'kms:Decrypt', Resource: '*' }) }],
  ['a grant only for services of AWS', 'denied', { ...decrypt, action: 'kms:CreateGrant', resourcePolicy: policy({ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'kms:CreateGrant', Resource: '*', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }), context: { 'kms:GrantIsForAWSResource': 'false' } }],
  // Services
  ['a deny for all but services of AWS, and a service', 'allowed', { ...read, principal: { Service: 'logging.s3.amazonaws.com' }, resourcePolicy: policy([...grant({ Service: 'logging.s3.amazonaws.com' }).Statement, { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } }]), context: { 'aws:PrincipalIsAWSService': 'true' } }],
  ['the same deny, and a role', 'denied', { ...read, identityPolicies: READ, resourcePolicy: policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } }), context: { 'aws:PrincipalIsAWSService': 'false' } }],
  // NotPrincipal
  ['a deny for all but the role, its session and its account', 'allowed', { ...read, identityPolicies: READ, resourcePolicy: policy({ Effect: 'Deny', NotPrincipal: { AWS: [ROLE, SESSION, `arn:aws:iam::${ACCOUNT}:root`] }, Action: 's3:*', Resource: '*' }) }],
  ['a deny for all but another user', 'denied', { ...read, identityPolicies: READ, resourcePolicy: policy({ Effect: 'Deny', NotPrincipal: { AWS: USER }, Action: 's3:*', Resource: '*' }) }],
  // Several values
  ['ForAllValues without the key', 'allowed', { ...read, identityPolicies: policy(allow('s3:GetObject', '*', if_({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }))) }],
  ['ForAnyValue without the key', 'denied', { ...read, identityPolicies: policy(allow('s3:GetObject', '*', if_({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }))) }],
  ['ForAllValues, one value more', 'denied', { ...read, identityPolicies: policy(allow('s3:GetObject', '*', if_({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }))), context: { 'aws:TagKeys': ['team', 'owner'] } }],
  ['ForAnyValue, one of two', 'allowed', { ...read, identityPolicies: policy(allow('s3:GetObject', '*', if_({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }))), context: { 'aws:TagKeys': ['team', 'owner'] } }],
  // Absent keys and case
  ['StringNotEquals without the key', 'denied', { ...read, identityPolicies: policy([allow('s3:*'), deny('s3:*', '*', if_({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }))]) }],
  ['StringNotEqualsIfExists without the key', 'denied', { ...read, identityPolicies: policy([allow('s3:*'), deny('s3:*', '*', if_({ StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } }))]) }],
  ['Null, and the key is there', 'denied', { ...read, identityPolicies: policy(allow('s3:*', '*', if_({ Null: { 'aws:SourceVpce': 'true' } }))), context: { 'aws:SourceVpce': 'vpce-1' } }],
  ['actions and keys in another case', 'allowed', { ...read, identityPolicies: policy(allow('S3:getobject', '*', if_({ StringEquals: { 'AWS:sourcevpce': 'vpce-1' } }))), context: { 'aws:SourceVpce': 'vpce-1' } }],
  ['values in another case', 'denied', { ...read, identityPolicies: policy(allow('s3:*', '*', if_({ StringEquals: { 'aws:SourceVpce': 'VPCE-1' } }))), context: { 'aws:SourceVpce': 'vpce-1' } }],
  ['resources in another case', 'denied', { ...read, identityPolicies: policy(allow('s3:*', 'arn:aws:s3:::ACME-media/*')) }],
  // ARNs
  ['* does not go beyond a part of an ARN', 'denied', { ...read, principal: SESSION, action: 'dynamodb:GetItem', resource: TABLE, identityPolicies: policy(allow('dynamodb:*', 'arn:aws:dynamodb:*:table/t')) }],
  ['ArnLike by parts: the account stands where the region is', 'denied', { ...read, identityPolicies: policy(allow('s3:*', '*', if_({ ArnLike: { 'aws:SourceArn': `arn:*:*:${ACCOUNT}:*:*` } }))), context: { 'aws:SourceArn': `arn:aws:sns:eu-central-1:${ACCOUNT}:done` } }],
  ['StringLike across parts', 'allowed', { ...read, identityPolicies: policy(allow('s3:*', '*', if_({ StringLike: { 'aws:SourceArn': 'arn:aws:sns:*' } }))), context: { 'aws:SourceArn': `arn:aws:sns:eu-central-1:${ACCOUNT}:done` } }],
  ['NotResource leaves the others', 'allowed', { ...read, identityPolicies: policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::acme-billing/*' }) }],
  // Variables
  ['a variable with a default', 'allowed', { ...read, resource: 'arn:aws:s3:::acme-media/none/a', identityPolicies: policy(allow('s3:*', 'arn:aws:s3:::acme-media/${aws:PrincipalTag/team, \'none\'}/*')) }],
  ['a variable without a value', 'denied', { ...read, resource: 'arn:aws:s3:::acme-media//a', identityPolicies: policy(allow('s3:*', 'arn:aws:s3:::acme-media/${aws:PrincipalTag/team}/*')) }],
  ['in the version of 2008 a variable is a text', 'denied', { ...read, resource: 'arn:aws:s3:::acme-media/red/a', identityPolicies: policy(allow('s3:*', 'arn:aws:s3:::acme-media/${aws:PrincipalTag/team}/*'), '2008-10-17'), context: { 'aws:PrincipalTag/team': 'red' } }],
  ['a wildcard in the value of a variable is a character', 'denied', { ...read, resource: 'arn:aws:s3:::acme-media/red/a', identityPolicies: policy(allow('s3:*', 'arn:aws:s3:::acme-media/${aws:PrincipalTag/team}/*')), context: { 'aws:PrincipalTag/team': 'r*' } }],
  // Becoming roles
  ['a token, by the trust alone', 'allowed', { ...token, trustPolicy: policy({ Effect: 'Allow', Principal: { Federated: PROVIDER }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: { 'oidc.example/id/A:sub': 'system:serviceaccount:shop:api' } } }), context: { 'oidc.example/id/A:sub': 'system:serviceaccount:shop:api' } }],
  ['a trust for AssumeRole takes no token', 'denied', { ...token, trustPolicy: policy({ Effect: 'Allow', Principal: { Federated: PROVIDER }, Action: 'sts:AssumeRole' }) }],
  ['a policy for AssumeRoleWithWebIdentity lets nobody assume a role', 'denied', { ...assume, identityPolicies: policy(allow('sts:AssumeRoleWithWebIdentity')), trustPolicy: policy({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }) }],
  ['another account\'s role without the external id', 'denied', { ...assume, identityPolicies: policy(allow('sts:AssumeRole')), trustPolicy: policy({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'acme' } } }) }],
  ['another account\'s role with the external id', 'allowed', { ...assume, identityPolicies: policy(allow('sts:AssumeRole')), trustPolicy: policy({ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'acme' } } }), context: { 'sts:ExternalId': 'acme' } }],
  ['the role lets itself be assumed, but the caller may not', 'denied', { ...assume, trustPolicy: policy({ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'sts:AssumeRole' }) }],
  ['in one account a trust that names the role is enough', 'allowed', { ...assume, resource: `arn:aws:iam::${ACCOUNT}:role/next`, trustPolicy: policy({ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'sts:AssumeRole' }) }],
];

test('requests are answered as the user guide has it', () => {
  const file = join(folderWith({}), 'requests.json');
  writeFileSync(file, JSON.stringify(REQUESTS.map(([name, expected, entry]) => ({ name, ...entry, expect: expected }))));
  const console = new FakeConsole();
  const code = runCanI([], { requests: file, format: 'json' }, console);
  expect(console.stderr).toBe('');
  const answers = JSON.parse(console.stdout) as { name: string; decision: string; reason: string }[];
  expect(answers.map(({ name, decision }) => [name, decision])).toEqual(REQUESTS.map(([name, expected]) => [name, expected]));
  expect(answers.filter(({ reason }) => reason === '' || reason.includes('undefined'))).toEqual([]);
  expect(code).toBe(0);
});
