import { writeFileSync } from 'fs';
import { join } from 'path';
import { FakeConsole } from './fake-console';
import { questionOf } from '../../lib/access/request-entry';
import { runCanI } from '../../lib/cli/can-i/can-i';
import { ACCOUNT, folderWith } from '../access/inventory-fixture';
import { simulated } from '../iam/evaluator/simulator';
import type { WrittenPolicies } from '../iam/evaluator/simulator';

type Json = any;

// A hundred requests, each with its answer and the page of AWS's guide that has the rule, written before the engine was asked.

type Row = readonly [page: string, name: string, expected: 'allowed' | 'denied' | 'undecided', entry: Json];

const OTHER = '999988887777';
const [ROLE, SESSION, USER] = [`arn:aws:iam::${ACCOUNT}:role/app`, `arn:aws:sts::${ACCOUNT}:assumed-role/app/pod`, `arn:aws:iam::${ACCOUNT}:user/alice`];
const [OBJECT, BUCKET] = ['arn:aws:s3:::acme-media/a.png', 'arn:aws:s3:::acme-media'];
const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234`;
const policy = (statement: Json, version = '2012-10-17') => ({ Version: version, Statement: [statement].flat() });
const allow = (action: Json, resource: Json = '*', condition?: object) => ({ Effect: 'Allow', Action: action, Resource: resource, ...condition === undefined ? {} : { Condition: condition } });
const deny = (action: Json, resource: Json = '*', condition?: object) => ({ ...allow(action, resource, condition), Effect: 'Deny' });
const to = (principal: Json, statement: object) => ({ ...statement, Principal: principal });
const ALL = policy(allow('*'));
const read = { principal: SESSION, action: 's3:GetObject', resource: OBJECT, resourceAccount: ACCOUNT };
const list = { ...read, action: 's3:ListBucket', resource: BUCKET };
/** A request that is allowed if the condition holds. */
const when = (condition: object, context: object = {}, others: object = {}) => ({ ...read, identityPolicies: policy(allow('s3:GetObject', '*', condition)), context, ...others });
const unless = (condition: object, context: object = {}) => ({ ...read, identityPolicies: policy([allow('s3:*'), deny('s3:*', '*', condition)]), context });
const ask = (action: string, resource: string, ...statements: object[]) => ({ principal: SESSION, action, resource, resourceAccount: ACCOUNT, identityPolicies: policy(statements) });
const assume = (others: object) => ({ principal: SESSION, action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/next`, ...others });
const trust = (principal: Json, condition?: object) => policy({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...condition === undefined ? {} : { Condition: condition } });
const key = (principal: Json, condition?: object, action = 'kms:*') => policy(to(principal, allow(action, '*', condition)));

const LOGIC: readonly Row[] = [
  ['evaluation logic', 'nothing allows it', 'denied', { ...read }],
  ['evaluation logic', 'a deny of the bucket over an allow of the role', 'denied', { ...read, identityPolicies: ALL, resourcePolicy: policy(to('*', deny('s3:GetObject', `${BUCKET}/*`))) }],
  ['evaluation logic', 'a deny of another bucket is not about this one', 'allowed', { ...read, identityPolicies: policy([allow('s3:*'), deny('s3:*', ['arn:aws:s3:::acme-billing', 'arn:aws:s3:::acme-billing/*'])]) }],
  ['evaluation logic', 'one of two identity policies allows', 'allowed', { ...read, identityPolicies: [policy(allow('sqs:*')), policy(allow('s3:Get*'))] }],
  ['evaluation logic', 'one of two identity policies denies', 'denied', { ...read, identityPolicies: [ALL, policy(deny('s3:Get*'))] }],
  ['evaluation logic', 'identity and bucket: the bucket allows by itself', 'allowed', { ...read, identityPolicies: policy(allow('sqs:*')), resourcePolicy: policy(to({ AWS: SESSION }, allow('s3:GetObject', `${BUCKET}/*`))) }],
  ['evaluation logic', 'everybody by the bucket', 'allowed', { ...read, resourcePolicy: policy(to('*', allow('s3:GetObject', `${BUCKET}/*`))) }],
  ['evaluation logic', 'everybody by the bucket, for a caller without credentials', 'allowed', { ...read, principal: '*', resourcePolicy: policy(to('*', allow('s3:GetObject', `${BUCKET}/*`))) }],
  ['evaluation logic', 'each account by the bucket is no caller without credentials', 'denied', { ...read, principal: '*', resourcePolicy: policy(to({ AWS: ACCOUNT }, allow('s3:GetObject', `${BUCKET}/*`))) }],
  ['evaluation logic', 'an SCP allows, and nothing else', 'denied', { ...read, serviceControlPolicies: ALL }],
  ['evaluation logic', 'each level of the organization must allow', 'denied', { ...read, identityPolicies: ALL, serviceControlPolicies: [[ALL], [policy(allow('ec2:*'))], [ALL]] }],
  ['evaluation logic', 'one document of a level allows', 'allowed', { ...read, identityPolicies: ALL, serviceControlPolicies: [[ALL], [policy(allow('ec2:*')), policy(allow('s3:*'))]] }],
  ['evaluation logic', 'an SCP does not bind a principal of another organization\'s account at the resource', 'denied', { ...read, resourceAccount: OTHER, identityPolicies: ALL, serviceControlPolicies: policy(deny('s3:*')) }],
  ['evaluation logic', 'an RCP that denies nobody of it', 'allowed', { ...read, identityPolicies: ALL, resourceControlPolicies: policy(to('*', deny('s3:DeleteObject'))) }],
  ['evaluation logic', 'boundary and identity both allow', 'allowed', { ...read, identityPolicies: ALL, permissionsBoundary: policy(allow('s3:Get*')) }],
  ['permissions boundaries', 'the boundary alone gives nothing', 'denied', { ...read, permissionsBoundary: ALL }],
  ['permissions boundaries', 'the user named by the bucket is not limited by an implicit deny of the boundary', 'allowed', { ...read, principal: USER, permissionsBoundary: policy(allow('sqs:*')), resourcePolicy: policy(to({ AWS: USER }, allow('s3:GetObject', `${BUCKET}/*`))) }],
  ['permissions boundaries', 'the example of Zhang and Shirley: IAM through the boundary only', 'denied', { principal: USER, action: 'iam:CreateUser', resource: `arn:aws:iam::${ACCOUNT}:user/x`, identityPolicies: policy(allow('iam:CreateUser')), permissionsBoundary: policy(allow(['s3:*', 'cloudwatch:*', 'ec2:*'])) }],
  ['session policies', 'both allow', 'allowed', { ...read, identityPolicies: policy(allow('s3:*')), sessionPolicy: policy(allow('s3:GetObject')) }],
  ['session policies', 'the bucket names the role: the session policy limits', 'denied', { ...read, sessionPolicy: policy(allow('sqs:*')), resourcePolicy: policy(to({ AWS: ROLE }, allow('s3:GetObject', `${BUCKET}/*`))) }],
  ['session policies', 'a deny in it counts', 'denied', { ...read, sessionPolicy: policy([allow('*'), deny('s3:*')]), resourcePolicy: policy(to({ AWS: SESSION }, allow('s3:GetObject', `${BUCKET}/*`))) }],
];

const ACCOUNTS: readonly Row[] = [
  ['cross-account evaluation', 'the other account names the session', 'allowed', { ...read, resourceAccount: OTHER, identityPolicies: ALL, resourcePolicy: policy(to({ AWS: SESSION }, allow('s3:GetObject', `${BUCKET}/*`))) }],
  ['cross-account evaluation', 'the other account names a third one', 'denied', { ...read, resourceAccount: OTHER, identityPolicies: ALL, resourcePolicy: policy(to({ AWS: '123412341234' }, allow('s3:GetObject', `${BUCKET}/*`))) }],
  ['cross-account evaluation', 'a boundary limits the caller\'s half', 'denied', { ...read, resourceAccount: OTHER, identityPolicies: ALL, permissionsBoundary: policy(allow('sqs:*')), resourcePolicy: policy(to({ AWS: ROLE }, allow('s3:GetObject', `${BUCKET}/*`))) }],
  ['cross-account evaluation', 'the account of a queue stands in its ARN', 'denied', { ...ask('sqs:SendMessage', `arn:aws:sqs:eu-central-1:${OTHER}:jobs`, allow('sqs:*')), resourceAccount: undefined }],
  ['cross-account evaluation', 'everybody by the queue, and the caller may', 'allowed', { ...ask('sqs:SendMessage', `arn:aws:sqs:eu-central-1:${OTHER}:jobs`, allow('sqs:*')), resourceAccount: undefined, resourcePolicy: policy(to('*', allow('sqs:SendMessage', '*'))) }],
  ['cross-account evaluation', 'everybody by the queue, and the caller may not', 'denied', { ...ask('sqs:SendMessage', `arn:aws:sqs:eu-central-1:${OTHER}:jobs`, allow('s3:*')), resourceAccount: undefined, resourcePolicy: policy(to('*', allow('sqs:SendMessage', '*'))) }],
  ['global keys', 'aws:PrincipalOrgID of the caller', 'allowed', { ...read, resourcePolicy: policy(to('*', allow('s3:GetObject', `${BUCKET}/*`, { StringEquals: { 'aws:PrincipalOrgID': 'o-acme' } }))), context: { 'aws:PrincipalOrgID': 'o-acme' } }],
  ['global keys', 'aws:PrincipalOrgID of a caller without credentials', 'denied', { ...read, principal: '*', resourcePolicy: policy(to('*', allow('s3:GetObject', `${BUCKET}/*`, { StringEquals: { 'aws:PrincipalOrgID': 'o-acme' } }))) }],
  ['global keys', 'aws:PrincipalAccount follows from the caller', 'allowed', when({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } })],
  ['global keys', 'aws:PrincipalArn of a session is that of its role', 'allowed', when({ ArnEquals: { 'aws:PrincipalArn': ROLE } })],
  ['global keys', 'and not that of the session', 'denied', when({ ArnEquals: { 'aws:PrincipalArn': SESSION } })],
  ['global keys', 'aws:ResourceAccount', 'denied', { ...read, resourceAccount: OTHER, identityPolicies: policy(allow('s3:*', '*', { StringEquals: { 'aws:ResourceAccount': ACCOUNT } })), resourcePolicy: policy(to({ AWS: ROLE }, allow('s3:*', '*'))) }],
  ['global keys', 'aws:username of a role is not there', 'denied', when({ StringLike: { 'aws:username': '*' } })],
  ['global keys', 'aws:username of a user', 'allowed', when({ StringEquals: { 'aws:username': 'alice' } }, {}, { principal: USER })],
  ['VPC endpoints', 'a deny of requests that come by no endpoint', 'denied', { ...read, identityPolicies: ALL, resourcePolicy: policy(to('*', deny('s3:*', '*', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }))) }],
  ['VPC endpoints', 'and one that comes by it', 'allowed', { ...read, identityPolicies: ALL, resourcePolicy: policy(to('*', deny('s3:*', '*', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }))), context: { 'aws:SourceVpce': 'vpce-1' } }],
  ['VPC endpoints', 'aws:VpcSourceIp beside aws:SourceVpc', 'denied', when({ StringEquals: { 'aws:SourceVpc': 'vpc-1' }, IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }, { 'aws:SourceVpc': 'vpc-1', 'aws:VpcSourceIp': '11.0.0.1' })],
];

const KEYS: readonly Row[] = [
  ['key policies', 'the account, and no policy of the role', 'denied', { principal: SESSION, action: 'kms:Decrypt', resource: KEY, resourcePolicy: key({ AWS: `arn:aws:iam::${ACCOUNT}:root` }) }],
  ['key policies', 'the account, and a boundary without kms', 'denied', { principal: SESSION, action: 'kms:Decrypt', resource: KEY, identityPolicies: ALL, permissionsBoundary: policy(allow('s3:*')), resourcePolicy: key({ AWS: ACCOUNT }) }],
  ['key policies', 'the account through one service only, by another', 'denied', { principal: SESSION, action: 'kms:Decrypt', resource: KEY, identityPolicies: ALL, resourcePolicy: key({ AWS: ACCOUNT }, { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } }), context: { 'kms:ViaService': 'sqs.eu-central-1.amazonaws.com' } }],
  ['key policies', 'everybody of the account by kms:CallerAccount', 'allowed', { principal: SESSION, action: 'kms:Decrypt', resource: KEY, resourcePolicy: key('*', { StringEquals: { 'kms:CallerAccount': ACCOUNT } }), context: { 'kms:CallerAccount': ACCOUNT } }],
  ['key policies', 'another account\'s key needs both', 'denied', { principal: SESSION, action: 'kms:Decrypt', resource: KEY.replace(ACCOUNT, OTHER), resourcePolicy: key({ AWS: ACCOUNT }) }],
  ['key policies', 'another account\'s key with both', 'allowed', { principal: SESSION, action: 'kms:Decrypt', resource: KEY.replace(ACCOUNT, OTHER), identityPolicies: policy(allow('kms:Decrypt', KEY.replace(ACCOUNT, OTHER))), resourcePolicy: key({ AWS: ACCOUNT }) }],
  ['key policies', 'a key whose policy is not given', 'undecided', { principal: SESSION, action: 'kms:Decrypt', resource: KEY, identityPolicies: ALL }],
  ['key policies', 'an encryption context', 'denied', { principal: SESSION, action: 'kms:Decrypt', resource: KEY, resourcePolicy: key({ AWS: ROLE }, { StringEquals: { 'kms:EncryptionContext:app': 'shop' } }, 'kms:Decrypt'), context: { 'kms:EncryptionContext:app': 'cart' } }],
  ['aliases', 'a policy on an alias gives nothing on the key', 'denied', { principal: SESSION, action: 'kms:Decrypt', resource: KEY, identityPolicies: policy(allow('kms:Decrypt', `arn:aws:kms:eu-central-1:${ACCOUNT}:alias/app`)), resourcePolicy: key({ AWS: ACCOUNT }) }],
];

const PRINCIPALS: readonly Row[] = [
  ['principal element', 'a wildcard in a principal\'s name is no pattern', 'denied', { ...read, resourcePolicy: policy(to({ AWS: `arn:aws:iam::${ACCOUNT}:role/app` }, allow('s3:GetObject', 'arn:aws:s3:::other/*'))) }],
  ['principal element', 'a role of another name', 'denied', { ...read, resourcePolicy: policy(to({ AWS: `${ROLE}-2` }, allow('s3:GetObject', '*'))) }],
  ['principal element', 'a service is no role', 'denied', { ...read, resourcePolicy: policy(to({ Service: 'ec2.amazonaws.com' }, allow('s3:GetObject', '*'))) }],
  ['principal element', 'a service with the source of its request', 'allowed', { ...read, principal: { Service: 'cloudfront.amazonaws.com' }, resourcePolicy: policy(to({ Service: 'cloudfront.amazonaws.com' }, allow('s3:GetObject', '*', { StringEquals: { 'aws:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/E1` } }))), context: { 'aws:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/E1` } }],
  ['principal element', 'a service without it', 'denied', { ...read, principal: { Service: 'cloudfront.amazonaws.com' }, resourcePolicy: policy(to({ Service: 'cloudfront.amazonaws.com' }, allow('s3:GetObject', '*', { StringEquals: { 'aws:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/E1` } }))) }],
  ['principal element', 'several in one list', 'allowed', { ...read, resourcePolicy: policy(to({ AWS: [USER, ROLE] }, allow('s3:GetObject', '*'))) }],
  ['principal element', 'everybody with aws:PrincipalArn of the role', 'allowed', { ...read, resourcePolicy: policy(to('*', allow('s3:GetObject', '*', { ArnEquals: { 'aws:PrincipalArn': ROLE } }))) }],
  ['NotPrincipal', 'a deny for all but the role\'s ARN still denies its session', 'denied', { ...read, identityPolicies: ALL, resourcePolicy: policy({ ...deny('s3:*'), NotPrincipal: { AWS: [`arn:aws:iam::${OTHER}:root`] } }) }],
  ['NotPrincipal', 'a deny for all but the user and its account', 'allowed', { ...read, principal: USER, identityPolicies: ALL, resourcePolicy: policy({ ...deny('s3:*'), NotPrincipal: { AWS: [USER, `arn:aws:iam::${ACCOUNT}:root`] } }) }],
  ['roles', 'in one account a trust of the account needs the caller\'s policy', 'denied', assume({ trustPolicy: trust({ AWS: ACCOUNT }) })],
  ['roles', 'and has it', 'allowed', assume({ identityPolicies: policy(allow('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/next`)), trustPolicy: trust({ AWS: ACCOUNT }) })],
  ['roles', 'the caller may, but the trust names another', 'denied', assume({ identityPolicies: ALL, trustPolicy: trust({ AWS: USER }) })],
  ['roles', 'a trust that is not given', 'undecided', assume({ identityPolicies: ALL })],
  ['roles', 'a deny of the caller counts though the trust names it', 'denied', assume({ identityPolicies: policy(deny('sts:AssumeRole')), trustPolicy: trust({ AWS: ROLE }) })],
  ['roles', 'with the second factor', 'denied', assume({ identityPolicies: ALL, trustPolicy: trust({ AWS: ACCOUNT }, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }) })],
  ['roles', 'EKS Pod Identity with its tags', 'allowed', { principal: 'pods.eks.amazonaws.com', action: 'sts:AssumeRole', resource: ROLE, trustPolicy: trust({ Service: 'pods.eks.amazonaws.com' }, { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop' } }), context: { 'aws:RequestTag/kubernetes-namespace': 'shop' } }],
  ['roles', 'EKS Pod Identity without tags', 'denied', { principal: 'pods.eks.amazonaws.com', action: 'sts:AssumeRole', resource: ROLE, trustPolicy: trust({ Service: 'pods.eks.amazonaws.com' }, { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop' } }) }],
];

const CONDITIONS: readonly Row[] = [
  ['condition operators', 'StringEquals is about case', 'denied', when({ StringEquals: { 'aws:SourceVpc': 'vpc-A' } }, { 'aws:SourceVpc': 'vpc-a' })],
  ['condition operators', 'StringEqualsIgnoreCase is not', 'allowed', when({ StringEqualsIgnoreCase: { 'aws:SourceVpc': 'vpc-A' } }, { 'aws:SourceVpc': 'vpc-a' })],
  ['condition operators', 'StringEquals takes * as a character', 'denied', when({ StringEquals: { 'aws:SourceVpc': 'vpc-*' } }, { 'aws:SourceVpc': 'vpc-1' })],
  ['condition operators', 'StringLike with ?', 'allowed', when({ StringLike: { 'aws:SourceVpc': 'vpc-?' } }, { 'aws:SourceVpc': 'vpc-1' })],
  ['condition operators', 'StringLike ? is one character', 'denied', when({ StringLike: { 'aws:SourceVpc': 'vpc-?' } }, { 'aws:SourceVpc': 'vpc-12' })],
  ['condition operators', 'StringNotLike with several values: none of them', 'denied', when({ StringNotLike: { 'aws:SourceVpc': ['vpc-1*', 'vpc-2*'] } }, { 'aws:SourceVpc': 'vpc-2' })],
  ['condition operators', 'two keys of one operator: both', 'denied', when({ StringEquals: { 'aws:SourceVpc': 'vpc-1', 'aws:PrincipalTag/team': 'a' } }, { 'aws:SourceVpc': 'vpc-1' })],
  ['condition operators', 'several values of a key: one of them', 'allowed', when({ StringEquals: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] } }, { 'aws:SourceVpc': 'vpc-2' })],
  ['condition operators', 'NumericLessThanEquals', 'allowed', { ...list, identityPolicies: policy(allow('s3:ListBucket', '*', { NumericLessThanEquals: { 's3:max-keys': '10' } })), context: { 's3:max-keys': 10 } }],
  ['condition operators', 'NumericLessThanEquals, more', 'denied', { ...list, identityPolicies: policy(allow('s3:ListBucket', '*', { NumericLessThanEquals: { 's3:max-keys': '10' } })), context: { 's3:max-keys': 11 } }],
  ['condition operators', 'numbers are no texts: 9 is less than 10', 'allowed', { ...list, identityPolicies: policy(allow('s3:ListBucket', '*', { NumericLessThan: { 's3:max-keys': '10' } })), context: { 's3:max-keys': 9 } }],
  ['condition operators', 'DateGreaterThan', 'allowed', when({ DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, { 'aws:CurrentTime': '2026-06-01T00:00:00Z' })],
  ['condition operators', 'DateLessThan with another zone', 'denied', when({ DateLessThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } }, { 'aws:CurrentTime': '2026-06-01T01:30:00+01:00' })],
  ['condition operators', 'dates as seconds', 'allowed', when({ DateGreaterThan: { 'aws:TokenIssueTime': '1700000000' } }, { 'aws:TokenIssueTime': '2026-06-01T00:00:00Z' })],
  ['condition operators', 'Bool and its other value', 'denied', when({ Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:SecureTransport': false })],
  ['condition operators', 'BoolIfExists without the key', 'allowed', when({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })],
  ['condition operators', 'Bool without the key', 'denied', when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })],
  ['condition operators', 'IpAddress within a range', 'allowed', when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '203.0.113.255' })],
  ['condition operators', 'IpAddress beside the range', 'denied', when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/25' } }, { 'aws:SourceIp': '203.0.113.128' })],
  ['condition operators', 'an address of IPv6 in another spelling', 'allowed', when({ IpAddress: { 'aws:SourceIp': '2001:DB8:1234:5678::/64' } }, { 'aws:SourceIp': '2001:db8:1234:5678:0:0:0:1' })],
  ['condition operators', 'an address of IPv4 is in no range of IPv6', 'denied', when({ IpAddress: { 'aws:SourceIp': '::/0' } }, { 'aws:SourceIp': '10.0.0.1' })],
  ['condition operators', 'NotIpAddress without the key', 'denied', unless({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
  ['condition operators', 'an address without a prefix is one', 'denied', when({ IpAddress: { 'aws:SourceIp': '203.0.113.7' } }, { 'aws:SourceIp': '203.0.113.8' })],
  ['condition operators', 'BinaryEquals', 'allowed', when({ BinaryEquals: { key: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } }, { key: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' })],
  ['condition operators', 'ArnNotLike with a match', 'denied', when({ ArnNotLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:done' } }, { 'aws:SourceArn': `arn:aws:sns:eu-central-1:${ACCOUNT}:done` })],
  ['condition operators', 'ArnEquals takes wildcards', 'allowed', when({ ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:*:d*' } }, { 'aws:SourceArn': `arn:aws:sns:eu-central-1:${ACCOUNT}:done` })],
  ['condition operators', 'Null false and the key is empty', 'denied', when({ Null: { 'aws:TagKeys': 'false' } }, { 'aws:TagKeys': [] })],
  ['condition operators', 'Null false and the key is there', 'allowed', when({ Null: { 'aws:PrincipalTag/team': 'false' } }, { 'aws:PrincipalTag/team': 'a' })],
  ['multivalued keys', 'ForAllValues of a deny without the key denies', 'denied', unless({ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['team'] } })],
  ['multivalued keys', 'ForAnyValue of a deny without the key does not', 'allowed', unless({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } })],
  ['multivalued keys', 'ForAllValues with Null against the absent key', 'denied', when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] }, 'Null': { 'aws:TagKeys': 'false' } })],
  ['multivalued keys', 'ForAnyValue:StringLike, one matches', 'allowed', when({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a/r-b/*'] } }, { 'aws:PrincipalOrgPaths': ['o-a/r-b/ou-c/'] })],
  ['multivalued keys', 'ForAllValues:StringNotEquals, one equals', 'denied', when({ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['secret'] } }, { 'aws:TagKeys': ['team', 'secret'] })],
];

const ELEMENTS: readonly Row[] = [
  ['policy variables', 'a tag of the principal in a resource', 'allowed', { ...read, resource: `${BUCKET}/blue/a`, identityPolicies: policy(allow('s3:GetObject', `${BUCKET}/\${aws:PrincipalTag/team}/*`)), context: { 'aws:PrincipalTag/team': 'blue' } }],
  ['policy variables', 'a tag in a condition on another', 'denied', when({ StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } }, { 's3:ExistingObjectTag/team': 'red', 'aws:PrincipalTag/team': 'blue' })],
  ['policy variables', 'the default is not used where the key is there', 'denied', { ...read, resource: `${BUCKET}/none/a`, identityPolicies: policy(allow('s3:GetObject', `${BUCKET}/\${aws:PrincipalTag/team, 'none'}/*`)), context: { 'aws:PrincipalTag/team': 'blue' } }],
  ['policy variables', '${*} is the character', 'denied', { ...read, identityPolicies: policy(allow('s3:GetObject', `${BUCKET}/\${*}`)) }],
  ['policy variables', '${*} and an object of that name', 'allowed', { ...read, resource: `${BUCKET}/*`, identityPolicies: ALL }],
  ['policy variables', 'no variables in a document without a version', 'denied', { ...read, resource: `${BUCKET}/blue/a`, identityPolicies: { Statement: [allow('s3:GetObject', `${BUCKET}/\${aws:PrincipalTag/team}/*`)] }, context: { 'aws:PrincipalTag/team': 'blue' } }],
  ['policy variables', 'a NotResource with a variable without a value leaves the deny in force', 'denied', { ...read, identityPolicies: policy([allow('s3:*'), { Effect: 'Deny', Action: 's3:*', NotResource: `${BUCKET}/\${aws:PrincipalTag/team}/*` }]) }],
  ['resource element', '* covers folders', 'allowed', ask('s3:GetObject', `${BUCKET}/a/b/c.png`, allow('s3:GetObject', `${BUCKET}/*.png`))],
  ['resource element', 'a bucket is not its objects', 'denied', ask('s3:GetObject', OBJECT, allow('s3:GetObject', BUCKET))],
  ['resource element', 'objects are not their bucket', 'denied', ask('s3:ListBucket', BUCKET, allow('s3:ListBucket', `${BUCKET}/*`))],
  ['resource element', 'another partition', 'denied', ask('s3:GetObject', OBJECT, allow('s3:GetObject', 'arn:aws-cn:s3:::acme-media/*'))],
  ['resource element', 'another region', 'denied', ask('sqs:SendMessage', `arn:aws:sqs:eu-central-1:${ACCOUNT}:jobs`, allow('sqs:*', `arn:aws:sqs:us-east-1:${ACCOUNT}:*`))],
  ['NotAction', 'an allow of all but IAM', 'allowed', ask('s3:GetObject', OBJECT, { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
  ['NotAction', 'and IAM', 'denied', ask('iam:CreateUser', `arn:aws:iam::${ACCOUNT}:user/x`, { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
  ['NotAction', 'a deny of all but IAM without the second factor', 'denied', ask('s3:GetObject', OBJECT, allow('*'), { Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })],
  ['action element', 'a wildcard in the middle', 'allowed', ask('s3:GetObjectTagging', OBJECT, allow('s3:*Tagging', '*'))],
  ['action element', 'Get* is not List', 'denied', ask('s3:ListBucket', BUCKET, allow('s3:Get*'))],
  ['action element', 'an action without resources needs *', 'denied', ask('s3:ListAllMyBuckets', '*', allow('s3:ListAllMyBuckets', `${BUCKET}`))],
  ['action element', 'an action without resources', 'allowed', ask('s3:ListAllMyBuckets', '*', allow('s3:List*'))],
];

const ALL_ROWS = [...LOGIC, ...ACCOUNTS, ...KEYS, ...PRINCIPALS, ...CONDITIONS, ...ELEMENTS];

function written({ identityPolicies, permissionsBoundary, resourcePolicy, trustPolicy, serviceControlPolicies: scp, resourceControlPolicies: rcp }: Json): WrittenPolicies {
  const all = (value: Json) => value === undefined ? undefined : [value].flat();
  const levels = (value: Json) => value === undefined ? undefined : Array.isArray(value) && Array.isArray(value[0]) ? value : [[value].flat()];
  const lists = { identity: all(identityPolicies), permissionsBoundary: all(permissionsBoundary), resource: all(resourcePolicy), trust: all(trustPolicy), serviceControlPolicies: levels(scp), resourceControlPolicies: levels(rcp) };
  return Object.fromEntries(Object.entries(lists).filter(([, value]) => value !== undefined));
}

test('a hundred requests are answered as the guide has it', () => {
  const file = join(folderWith({}), 'requests.json');
  writeFileSync(file, JSON.stringify(ALL_ROWS.map(([page, name, expected, entry]) => ({ name: `${page}: ${name}`, ...entry, expect: expected }))));
  const console = new FakeConsole();
  runCanI([], { requests: file, format: 'json' }, console);
  expect(console.stderr.replace(/^note: .*\n/gm, '')).toBe('');
  const answers = JSON.parse(console.stdout) as { name: string; decision: string; reason: string }[];
  const wrong = answers.flatMap(({ name, decision, reason }, i) => decision === ALL_ROWS[i][2] ? [] : [[name, ALL_ROWS[i][2], decision, reason]]);
  expect(wrong).toEqual([]);
  expect(ALL_ROWS.length).toBeGreaterThanOrEqual(100);
});

/** Where iam-simulate differs from the pages, or is not told what a request has. */
const NOT_BY_SIMULATE: Readonly<Record<string, string>> = {
  'an RCP that denies nobody of it': 'it asks each level for an allow, which AWS attaches to all by itself (RCPFullAWSAccess)',
  'aws:PrincipalAccount follows from the caller': 'it is given the keys of the request only',
  'aws:PrincipalArn of a session is that of its role': 'it is given the keys of the request only',
  'aws:username of a user': 'it is given the keys of the request only',
  'everybody with aws:PrincipalArn of the role': 'it is given the keys of the request only',
  'Null false and the key is empty': 'the page asks for a value that is not null; a list of none has none',
  'no variables in a document without a version': 'it reads variables in each version',
  'a NotResource with a variable without a value leaves the deny in force': 'it leaves out the statement',
  'an action without resources needs *': 'it does not look up actions here',
};

test('iam-simulate agrees, where it can be asked', () => {
  const asked = ALL_ROWS.filter(([, name, expected, { sessionPolicy }]) => expected !== 'undecided' && sessionPolicy === undefined && !Object.hasOwn(NOT_BY_SIMULATE, name));
  const wrong = asked.flatMap(([page, name, expected, entry]) => {
    const question = questionOf(entry, 1, false, [])!;
    const decision = simulated({ resourceAccount: /^arn:aws:[a-z0-9]+:[^:]*:(\d{12}):/.exec(entry.resource)?.[1] ?? ACCOUNT, ...question.request, principal: question.principal! }, written(entry));
    return (decision === 'allowed') === (expected === 'allowed') ? [] : [`${page}: ${name}: ${expected}, ${decision}`];
  });
  expect(wrong).toEqual([]);
});
