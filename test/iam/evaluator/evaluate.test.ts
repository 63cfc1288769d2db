import { decisionOf, readAll, simulatedStrictly } from './simulator';
import type { WrittenPolicies } from './simulator';
import type { AccessRequest, ContextValue, RequestPrincipal } from '../../../lib/iam/access-request';
import { readDocument } from '../../../lib/iam/document';
import { PolicyEvaluator, evaluate } from '../../../lib/iam/evaluator/evaluate';
import { unknownPart } from '../../../lib/iam/partial-text';

const ACCOUNT = '111122223333';
const ROLE: RequestPrincipal = { kind: 'roleSession', roleArn: `arn:aws:iam::${ACCOUNT}:role/path/app`, sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/pod` };
const USER: RequestPrincipal = { kind: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/staff/bob` };
const STRANGER: RequestPrincipal = { kind: 'roleSession', roleArn: 'arn:aws:iam::999999999999:role/x', sessionArn: 'arn:aws:sts::999999999999:assumed-role/x/y' };
const BUCKET: AccessRequest = { principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key', resourceAccount: ACCOUNT };
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };

const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const [ANYTHING, NOTHING] = [policy(ALL), policy({ ...ALL, Action: 'x:Nothing' })];

/** What a condition decides, in a policy that allows the rest. */
function condition(tests: object, context: Readonly<Record<string, ContextValue>>, principal = ROLE): string {
  return decisionOf({ ...BUCKET, principal, context }, { identity: [policy({ ...ALL, Condition: tests })] });
}

const ARN = `arn:aws:sns:eu-west-1:${ACCOUNT}:topic`;

describe('conditions', () => {
  test.each<[string, object, Readonly<Record<string, ContextValue>>, 'allowed' | 'implicitlyDenied' | 'undecided']>([
    ['StringEquals', { StringEquals: { k: ['a', 'b'] } }, { K: 'b' }, 'allowed'],
    ['StringEquals: case', { StringEquals: { k: 'a' } }, { k: 'A' }, 'implicitlyDenied'],
    ['StringEquals: * is a letter', { StringEquals: { k: '*' } }, { k: 'a' }, 'implicitlyDenied'],
    ['StringEquals: absent', { StringEquals: { k: 'a' } }, {}, 'implicitlyDenied'],
    ['StringNotEquals: none of them', { StringNotEquals: { k: ['a', 'b'] } }, { k: 'b' }, 'implicitlyDenied'],
    ['StringNotEquals: absent', { StringNotEquals: { k: 'a' } }, {}, 'allowed'],
    ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { k: 'AbC' } }, { k: 'aBc' }, 'allowed'],
    ['StringNotEqualsIgnoreCase', { StringNotEqualsIgnoreCase: { k: 'AbC' } }, { k: 'aBc' }, 'implicitlyDenied'],
    ['StringLike', { StringLike: { k: 'a?c*' } }, { k: 'abc:d/e' }, 'allowed'],
    ['StringLike: case', { StringLike: { k: 'A*' } }, { k: 'abc' }, 'implicitlyDenied'],
    ['StringNotLike', { StringNotLike: { k: 'a*' } }, { k: 'abc' }, 'implicitlyDenied'],
    ['operators in any case', { stringlike: { k: 'a*' } }, { k: 'abc' }, 'allowed'],
    ['NumericEquals', { NumericEquals: { k: '10.0' } }, { k: '10' }, 'allowed'],
    ['NumericNotEquals', { NumericNotEquals: { k: '10.0' } }, { k: '10' }, 'implicitlyDenied'],
    ['NumericLessThan', { NumericLessThan: { k: '10' } }, { k: '9.99' }, 'allowed'],
    ['NumericLessThan: negative', { NumericLessThan: { k: '-1.5' } }, { k: '-1.25' }, 'implicitlyDenied'],
    ['NumericLessThanEquals', { NumericLessThanEquals: { k: '10' } }, { k: '10' }, 'allowed'],
    ['NumericGreaterThan', { NumericGreaterThan: { k: '10' } }, { k: '10' }, 'implicitlyDenied'],
    ['NumericGreaterThanEquals: not as text', { NumericGreaterThanEquals: { k: '9' } }, { k: '10' }, 'allowed'],
    ['a number that is none', { NumericEquals: { k: 'ten' } }, { k: '10' }, 'undecided'],
    ['DateEquals: zones', { DateEquals: { k: '2026-01-01T01:00:00+01:00' } }, { k: '2026-01-01T00:00:00Z' }, 'allowed'],
    ['DateNotEquals', { DateNotEquals: { k: '2026-01-01' } }, { k: '2026-01-01T00:00:00Z' }, 'implicitlyDenied'],
    ['DateLessThan', { DateLessThan: { k: '2026-01-01T00:00:00.5Z' } }, { k: '2026-01-01T00:00:00.25Z' }, 'allowed'],
    ['DateLessThanEquals: epoch', { DateLessThanEquals: { k: '1767225600' } }, { k: '2026-01-01T00:00:00Z' }, 'allowed'],
    ['DateGreaterThan', { DateGreaterThan: { k: '2026-01-01' } }, { k: '2025-12-31T23:59:59Z' }, 'implicitlyDenied'],
    ['DateGreaterThanEquals', { DateGreaterThanEquals: { k: '2026-01' } }, { k: '2026-01-01T00:00:00Z' }, 'allowed'],
    ['a date that is none', { DateLessThan: { k: '2026-02-30' } }, { k: '2026-01-01' }, 'undecided'],
    ['Bool', { Bool: { k: 'true' } }, { k: 'true' }, 'allowed'],
    ['Bool: the other', { Bool: { k: true } }, { k: 'false' }, 'implicitlyDenied'],
    ['BinaryEquals', { BinaryEquals: { k: 'QmluYXJ5' } }, { k: 'QmluYXJ5' }, 'allowed'],
    ['BinaryEquals: other bytes', { BinaryEquals: { k: 'QmluYXJ5' } }, { k: 'QUJD' }, 'implicitlyDenied'],
    ['IpAddress', { IpAddress: { k: '10.1.0.0/16' } }, { k: '10.1.255.255' }, 'allowed'],
    ['IpAddress: outside', { IpAddress: { k: '10.1.0.0/16' } }, { k: '10.2.0.0' }, 'implicitlyDenied'],
    ['IpAddress: all', { IpAddress: { k: '0.0.0.0/0' } }, { k: '203.0.113.9' }, 'allowed'],
    ['IpAddress: IPv6', { IpAddress: { k: '2001:db8::/32' } }, { k: '2001:DB8:ffff::1.2.3.4' }, 'allowed'],
    ['IpAddress: another version', { IpAddress: { k: '::/0' } }, { k: '10.1.0.0' }, 'implicitlyDenied'],
    ['NotIpAddress: another version', { NotIpAddress: { k: '10.0.0.0/8' } }, { k: '2001:db8::1' }, 'allowed'],
    ['an IPv6 address without length, which AWS takes for /32', { IpAddress: { k: '2001:db8::1' } }, { k: '2001:db8::2' }, 'undecided'],
    ['ArnEquals takes wildcards', { ArnEquals: { k: 'arn:aws:sns:*:*:t?pic' } }, { k: ARN }, 'allowed'],
    ['ArnLike: within a part', { ArnLike: { k: 'arn:aws:sns:*:topic' } }, { k: ARN }, 'undecided'],
    ['ArnLike: * takes no colon', { ArnLike: { k: 'arn:aws:*:*:*:topic' } }, { k: `arn:aws:sns:eu-west-1:1:${ACCOUNT}:topic` }, 'implicitlyDenied'],
    ['ArnLike: the last part has colons', { ArnLike: { k: 'arn:aws:sns:*:*:*' } }, { k: `${ARN}:a:b` }, 'allowed'],
    ['ArnNotLike', { ArnNotLike: { k: 'arn:aws:sns:*:*:*' } }, { k: ARN }, 'implicitlyDenied'],
    ['ArnNotEquals: absent', { ArnNotEquals: { k: ARN } }, {}, 'allowed'],
    ['ArnNotEquals: no ARN', { ArnNotEquals: { k: ARN } }, { k: 'x' }, 'undecided'],
    ['IfExists: absent', { StringEqualsIfExists: { k: 'a' } }, {}, 'allowed'],
    ['IfExists: another', { StringEqualsIfExists: { k: 'a' } }, { k: 'b' }, 'implicitlyDenied'],
    ['Null true', { Null: { k: 'true' } }, {}, 'allowed'],
    ['Null true: present', { Null: { k: 'true' } }, { k: 'a' }, 'implicitlyDenied'],
    ['Null false', { Null: { k: false } }, { k: 'a' }, 'allowed'],
    ['Null false: an empty list', { Null: { k: 'false' } }, { k: [] }, 'implicitlyDenied'],
    ['Null: an empty text', { Null: { k: 'false' } }, { k: '' }, 'undecided'],
    ['ForAllValues', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['a', 'b', 'a'] }, 'allowed'],
    ['ForAllValues: one other', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['a', 'c'] }, 'implicitlyDenied'],
    ['ForAllValues: absent', { 'ForAllValues:StringEquals': { k: 'a' } }, {}, 'allowed'],
    ['ForAllValues: empty', { 'ForAllValues:StringEquals': { k: 'a' } }, { k: [] }, 'allowed'],
    ['ForAllValues: negated', { 'ForAllValues:StringNotLike': { k: 'a*' } }, { k: ['b', 'ab'] }, 'implicitlyDenied'],
    ['ForAnyValue', { 'ForAnyValue:StringLike': { k: 'a*' } }, { k: ['b', 'ab'] }, 'allowed'],
    ['ForAnyValue: none', { 'ForAnyValue:StringEquals': { k: 'a' } }, { k: ['b', 'c'] }, 'implicitlyDenied'],
    ['ForAnyValue: absent', { 'ForAnyValue:StringNotEquals': { k: 'a' } }, {}, 'implicitlyDenied'],
    ['ForAnyValue: negated', { 'ForAnyValue:StringNotEquals': { k: 'a' } }, { k: ['a', 'c'] }, 'allowed'],
    ['ForAnyValue with IfExists, absent', { 'ForAnyValue:StringEqualsIfExists': { k: 'a' } }, {}, 'undecided'],
    ['several values without a set operator', { StringEquals: { k: 'a' } }, { k: ['a', 'b'] }, 'implicitlyDenied'],
    ['one other value of a key for several', { StringEquals: { k: 'a' } }, { k: ['b'] }, 'implicitlyDenied'],
    ['one value of a key for several, negated', { StringNotEquals: { k: 'a' } }, { k: ['a'] }, 'implicitlyDenied'],
    ['one value of a key for several', { StringEquals: { k: 'a' } }, { k: ['a'] }, 'undecided'],
    ['keys of tags in another case', { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'Team' } }, { 'aws:TagKeys': ['team'] }, 'undecided'],
    ['keys that differ by case alone', { StringEquals: { 'aws:ResourceTag/EC2': 'a' } }, { 'aws:ResourceTag/ec2': 'a', 'aws:ResourceTag/EC2': 'b' }, 'undecided'],
    ['an operator that IAM does not have', { StringMatches: { k: 'a' } }, { k: 'a' }, 'undecided'],
    ['conditions that cannot be read', { StringEquals: 'a' }, { k: 'a' }, 'undecided'],
    ['all of several', { StringEquals: { k: 'a', l: 'b' } }, { k: 'a', l: 'c' }, 'implicitlyDenied'],
    ['a variable', { StringEquals: { k: '${aws:PrincipalTag/t}-x' } }, { 'k': 'v-x', 'aws:principaltag/T': 'v' }, 'allowed'],
    ['a variable: its * is literal', { StringLike: { k: '${l}' } }, { k: 'abc', l: '*' }, 'implicitlyDenied'],
    ['a variable: its own text', { StringLike: { k: '${l}' } }, { k: 'a*', l: 'a*' }, 'allowed'],
    ['a variable without value', { StringEquals: { k: '${l}' } }, { k: 'a' }, 'implicitlyDenied'],
    ['a variable without value, negated', { StringNotEquals: { k: '${l}' } }, { k: 'a' }, 'allowed'],
    ['a variable with a default', { StringEquals: { k: "${l, 'a'}" } }, { k: 'a' }, 'allowed'],
    ['a variable with a default, of a pattern', { StringLike: { k: "${l, 'a'}" } }, { k: 'a' }, 'allowed'],
    ['a variable before other text', { StringEquals: { k: '${l}x' } }, { k: 'ax', l: 'a' }, 'allowed'],
    ['a variable with several values', { StringEquals: { k: '${l}' } }, { k: 'a', l: ['a'] }, 'undecided'],
    ['a variable with an empty value', { StringEquals: { k: 'x${l}' } }, { k: 'x', l: '' }, 'undecided'],
    ['a variable without end', { StringEquals: { k: '${l' } }, { k: 'a' }, 'undecided'],
    ['${*}', { StringLike: { k: 'a${*}' } }, { k: 'ab' }, 'implicitlyDenied'],
    ['${?} and ${$}', { StringLike: { k: '${?}${$}{x}' } }, { k: '?${x}' }, 'allowed'],
    ['a variable in an ARN', { ArnEquals: { k: '${aws:PrincipalArn}' } }, { k: `arn:aws:iam::${ACCOUNT}:role/path/app` }, 'allowed'],
    ['a variable of a boolean', { Bool: { k: '${l}' } }, { k: 'true', l: 'true' }, 'allowed'],
    ['no variables in numbers', { NumericEquals: { k: '${l}' } }, { k: '1', l: '1' }, 'undecided'],
  ])('%s', (_, tests, context, decision) => {
    expect(condition(tests, context)).toBe(decision);
  });

  test.each<[string, RequestPrincipal, Readonly<Record<string, string>>]>([
    ['a role', ROLE, { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/path/app`, 'aws:PrincipalAccount': ACCOUNT, 'aws:PrincipalType': 'AssumedRole', 'aws:ResourceAccount': ACCOUNT, 'aws:PrincipalIsAWSService': 'false' }],
    ['a user', USER, { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:user/staff/bob`, 'aws:username': 'bob', 'aws:PrincipalType': 'User' }],
  ])('keys that follow from %s', (_, principal, keys) => {
    expect(condition({ StringEquals: keys }, {}, principal)).toBe('allowed');
    expect(condition({ StringEquals: keys }, Object.fromEntries(Object.keys(keys).map((key) => [key, undefined])), principal)).toBe('implicitlyDenied');
  });

  test('the id of a role is not known, but for its session', () => {
    expect(condition({ StringLike: { 'aws:userid': '*:pod' } }, {})).toBe('allowed');
    expect(condition({ StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } }, {})).toBe('undecided');
    expect(condition({ StringLike: { 'aws:userid': '*:other' } }, {})).toBe('implicitlyDenied');
    expect(condition({ Null: { 'aws:username': 'true' } }, {})).toBe('allowed');
  });
});

describe('actions and resources', () => {
  const decides = (statement: object, request: Partial<AccessRequest> = {}, version = '2012-10-17') =>
    decisionOf({ ...BUCKET, ...request }, { identity: [{ Version: version, Statement: [{ Effect: 'Allow', ...statement }] }] });

  test.each<[string, object, Partial<AccessRequest>, string]>([
    ['actions in any case', { Action: 'S3:gET*', Resource: '*' }, {}, 'allowed'],
    ['NotAction', { NotAction: 's3:Get*', Resource: '*' }, {}, 'implicitlyDenied'],
    ['resources with case', { Action: '*', Resource: 'arn:aws:s3:::Bucket/*' }, {}, 'implicitlyDenied'],
    ['a wildcard takes no colon before the last part', { Action: '*', Resource: 'arn:aws:s3:*/key' }, {}, 'implicitlyDenied'],
    ['a short ARN is filled up', { Action: '*', Resource: 'arn:aws:s3' }, {}, 'allowed'],
    ['an action without resource', { Action: '*', Resource: 'arn:aws:s3:::*' }, { action: 's3:ListAllMyBuckets', resource: '*' }, 'implicitlyDenied'],
    ['a variable without value takes nothing', { Action: '*', Resource: 'arn:aws:s3:::${aws:username}*' }, {}, 'implicitlyDenied'],
    ['a variable without value excepts nothing', { Action: '*', NotResource: 'arn:aws:s3:::${aws:username}*' }, {}, 'allowed'],
    ['no variables before the fifth colon', { Action: '*', Resource: 'arn:aws:${aws:PrincipalTag/s}:::bucket/key' }, { context: { 'aws:PrincipalTag/s': 's3' } }, 'implicitlyDenied'],
    ['no variables in a short ARN', { Action: '*', Resource: 'arn:aws:${aws:PrincipalTag/s}' }, { context: { 'aws:PrincipalTag/s': 's3' } }, 'implicitlyDenied'],
    ['neither Action nor NotAction', { Resource: '*' }, {}, 'undecided'],
    ['an effect that is neither', { Effect: 'allow', Action: '*', Resource: '*' }, {}, 'undecided'],
    ['a principal in a policy that has none', { Action: '*', Resource: '*', Principal: '*' }, {}, 'undecided'],
  ])('%s', (_, statement, request, decision) => {
    expect(decides(statement, request)).toBe(decision);
  });

  test('earlier versions have no variables, and of other versions nothing is known', () => {
    const statement = { Action: '*', Resource: 'arn:aws:s3:::bucket/${aws:PrincipalTag/k}' };
    const request = { context: { 'aws:PrincipalTag/k': 'key' } };

    expect(decides(statement, request)).toBe('allowed');
    expect(decides(statement, request, '2008-10-17')).toBe('implicitlyDenied');
    expect(decides(statement, request, '2030-01-01')).toBe('undecided');
  });
});

describe('who is allowed by which policies', () => {
  const key = { ...BUCKET, action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`, resourceAccount: undefined };
  const role = { ...BUCKET, action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/admin`, resourceAccount: undefined };
  const grant = (principal: unknown, more: object = {}) => policy({ Effect: 'Allow', Action: '*', Resource: '*', Principal: principal, ...more });
  const trusts = (principal: unknown, more: object = {}) => policy({ Effect: 'Allow', Action: 'sts:*', Principal: principal, ...more });
  const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC`;
  const token: AccessRequest = {
    principal: { kind: 'webIdentity', provider },
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: `arn:aws:iam::${ACCOUNT}:role/app`,
    context: { 'oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub': 'system:serviceaccount:a:b' },
  };
  const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

  test.each<[string, AccessRequest, WrittenPolicies, string]>([
    ['a trust must allow itself', role, { identity: [ANYTHING], trust: [trusts({ AWS: '999999999999' })] }, 'implicitlyDenied'],
    ['the account of a trust delegates', role, { identity: [ANYTHING], trust: [trusts({ AWS: ROOT })] }, 'allowed'],
    ['the account of a trust only delegates', role, { identity: [NOTHING], trust: [trusts({ AWS: ACCOUNT })] }, 'implicitlyDenied'],
    ['a trust that names the role', role, { trust: [trusts({ AWS: `arn:aws:iam::${ACCOUNT}:role/path/app` })] }, 'allowed'],
    ['a trust that names the role, within its boundary', role, { permissionsBoundary: [NOTHING], trust: [trusts({ AWS: `arn:aws:iam::${ACCOUNT}:role/path/app` })] }, 'implicitlyDenied'],
    ['a trust that is not given', role, { identity: [ANYTHING] }, 'undecided'],
    ['a trust that is not given, where the role may not', role, { identity: [policy({ ...ALL, Effect: 'Deny' })] }, 'explicitlyDenied'],
    ['a stranger needs both', { ...role, principal: STRANGER }, { identity: [ANYTHING], trust: [trusts({ AWS: '*' })] }, 'allowed'],
    ['a stranger without own permission', { ...role, principal: STRANGER }, { trust: [trusts({ AWS: '*' })] }, 'implicitlyDenied'],
    ['a wildcard in a principal', { ...role, principal: STRANGER }, { identity: [ANYTHING], trust: [trusts({ AWS: 'arn:aws:iam::999999999999:role/*' })] }, 'undecided'],
    ['a key must delegate', key, { identity: [ANYTHING], resource: [grant({ AWS: '999999999999' })] }, 'implicitlyDenied'],
    ['a key that delegates', key, { identity: [ANYTHING], resource: [grant({ AWS: ROOT })] }, 'allowed'],
    ['a key of which the policy is not given', key, { identity: [ANYTHING] }, 'undecided'],
    ['another action of KMS', { ...key, action: 'kms:ListKeys', resource: '*' }, { identity: [ANYTHING] }, 'allowed'],
    ['a resource of which the account is not known', { ...BUCKET, resourceAccount: undefined }, { identity: [ANYTHING] }, 'undecided'],
    ['the same where both policies allow', { ...BUCKET, resourceAccount: undefined }, { identity: [ANYTHING], resource: [grant({ AWS: ROOT })] }, 'allowed'],
    ['the same where none does', { ...BUCKET, resourceAccount: undefined }, { identity: [NOTHING] }, 'implicitlyDenied'],
    ['a policy of AWS', { ...BUCKET, action: 'iam:GetPolicy', resource: 'arn:aws:iam::aws:policy/ReadOnlyAccess', resourceAccount: undefined }, { identity: [ANYTHING] }, 'allowed'],
    ['short ARNs of resource policies take nothing', BUCKET, { resource: [grant('*', { Resource: 'arn:aws:s3' })] }, 'implicitlyDenied'],
    ['a token', token, { trust: [trusts({ Federated: provider }, { Condition: { StringEquals: { 'oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub': 'system:serviceaccount:a:b' } } })] }, 'allowed'],
    ['a token of another subject', token, { trust: [trusts({ Federated: provider }, { Condition: { StringLike: { 'oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub': '*:x' } } })] }, 'implicitlyDenied'],
    ['a token of another provider', token, { trust: [trusts({ Federated: `${provider}D` })] }, 'implicitlyDenied'],
    ['a token, whatever the identity policies', token, { identity: [policy({ ...ALL, Effect: 'Deny' })], serviceControlPolicies: [[NOTHING]], trust: [trusts({ Federated: provider })] }, 'allowed'],
    ['a token under a resource control policy', token, { trust: [trusts({ Federated: provider })], resourceControlPolicies: [[policy({ Effect: 'Deny', Principal: '*', Action: 'sts:*', Resource: '*' })]] }, 'explicitlyDenied'],
    ['all federated users', token, { trust: [trusts({ Federated: '*' })] }, 'undecided'],
    ['a service', { ...role, principal: { kind: 'service', name: 'pods.eks.amazonaws.com' } }, { trust: [trusts({ Service: 'pods.eks.amazonaws.com' })] }, 'allowed'],
    ['another service', { ...role, principal: { kind: 'service', name: 'pods.eks.amazonaws.com' } }, { trust: [trusts({ Service: 'ec2.amazonaws.com' })] }, 'implicitlyDenied'],
    ['a canonical user', { ...BUCKET, principal: { kind: 'canonicalUser', id: 'abc' } }, { resource: [grant({ CanonicalUser: 'abc' })] }, 'allowed'],
    ['each level of service control policies', BUCKET, { identity: [ANYTHING], serviceControlPolicies: [[ANYTHING], [NOTHING, ANYTHING], [ANYTHING]] }, 'allowed'],
    ['one level without permission', BUCKET, { identity: [ANYTHING], serviceControlPolicies: [[ANYTHING], [NOTHING]] }, 'implicitlyDenied'],
    ['a level without policies', BUCKET, { identity: [ANYTHING], serviceControlPolicies: [[]] }, 'implicitlyDenied'],
    ['service control policies for the root user', { ...BUCKET, principal: { kind: 'accountRoot', arn: ROOT } }, { serviceControlPolicies: [[NOTHING]] }, 'implicitlyDenied'],
    ['a service-linked role', { ...BUCKET, principal: { ...ROLE, roleArn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x` } as RequestPrincipal }, { identity: [ANYTHING], serviceControlPolicies: [[NOTHING]] }, 'allowed'],
    ['NotPrincipal without the account', BUCKET, { identity: [ANYTHING], resource: [policy({ Effect: 'Deny', Action: '*', Resource: '*', NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:role/path/app` } })] }, 'undecided'],
    ['a principal by its id', { ...BUCKET, context: { 'aws:userid': 'AROAEXAMPLE12:pod' } }, { resource: [grant({ AWS: 'AROAEXAMPLE12' })] }, 'allowed'],
    ['a principal that is gone', BUCKET, { resource: [grant({ AWS: 'AROAEXAMPLE12' })] }, 'implicitlyDenied'],
  ])('%s', (_, request, policies, decision) => {
    expect(decisionOf(request, policies)).toBe(decision);
  });

  test.each([[[ANYTHING], 'allowed'], [[NOTHING], 'implicitlyDenied']] as const)('session policies limit a role, as iam-simulate says', async (sessions, decision) => {
    const policies = { identity: [ANYTHING], session: sessions };

    expect(decisionOf(BUCKET, policies)).toBe(decision);
    expect(await simulatedStrictly(BUCKET, policies)).toBe(decision);
  });
});

describe('what an answer says', () => {
  test('the statements that decide', () => {
    const policies = readAll({ identity: [NOTHING, policy({ ...ALL, Action: 'sqs:*' }, ALL)], serviceControlPolicies: [[ANYTHING], [ANYTHING]] });

    expect(evaluate(BUCKET, policies)).toEqual({
      decision: 'allowed',
      missing: [],
      undecided: [],
      decidedBy: [
        { policy: 'serviceControlPolicies', level: 0, document: 0, statement: 1 },
        { policy: 'serviceControlPolicies', level: 1, document: 0, statement: 1 },
        { policy: 'identity', document: 1, statement: 2 },
      ],
    });
  });

  test('what is missing', () => {
    expect(evaluate(BUCKET, readAll({ identity: [ANYTHING], permissionsBoundary: [NOTHING] })).missing).toEqual(['permissionsBoundary']);
    expect(evaluate({ ...BUCKET, principal: STRANGER }, readAll({})).missing).toEqual(['identity', 'resource']);
  });

  test('what it depends on', () => {
    const policies = readAll({ identity: [policy({ ...ALL, Resource: `arn:aws:s3:::${unknownPart('Bucket')}/*` })] }, readDocument);

    expect(evaluate(BUCKET, policies)).toEqual({
      decision: 'undecided',
      decidedBy: [],
      missing: [],
      undecided: [{ what: 'the resource arn:aws:s3:::<Bucket>/*', policy: 'identity', document: 0, statement: 1 }],
    });
    expect(evaluate({ ...BUCKET, resource: `arn:aws:s3:::${unknownPart('Bucket')}/key` }, policies).decision).toBe('allowed');
    expect(evaluate({ ...BUCKET, resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:queue` }, policies).decision).toBe('implicitlyDenied');
  });

  test('a Deny that is not known changes nothing where no policy allows', () => {
    const deny = policy({ Effect: 'Deny', Action: '*', Resource: unknownPart('Arn') });

    expect(evaluate(BUCKET, readAll({ identity: [deny] }, readDocument)).decision).toBe('implicitlyDenied');
    expect(evaluate(BUCKET, readAll({ identity: [deny, ANYTHING] }, readDocument)).decision).toBe('undecided');
  });

  test('a whole ARN may be the part that is not known', () => {
    const bucket = unknownPart('Bucket.Arn');
    const policies = readAll({ identity: [policy({ ...ALL, Resource: `${bucket}/*` })] }, readDocument);

    expect(evaluate({ ...BUCKET, resource: `${bucket}/key` }, policies).decision).toBe('allowed');
    expect(evaluate(BUCKET, policies).decision).toBe('undecided');
  });
});

// `npm run bench:hostile` measures the time.
test('policies of 500 KB are decided', () => {
  const many = Array.from({ length: 4000 }, (_, i) => ({ Effect: i % 2 === 0 ? 'Allow' : 'Deny', Action: `s3:*${i}*`, Resource: `arn:aws:s3:::*a*a*a*a*${i}*b` }));
  const nested = policy({ ...ALL, Condition: { StringLike: { k: [`${'*a'.repeat(70_000)}*b`, ...Array.from({ length: 20_000 }, (_, i) => `*${i}*`)] } } });
  const evaluator = new PolicyEvaluator(readAll({ identity: [policy(...many), nested] }));

  expect(evaluator.evaluate({ ...BUCKET, resource: `arn:aws:s3:::${'a'.repeat(1000)}`, context: { k: 'a'.repeat(140_000) } }).decision).toBe('undecided');
});
