import { decisionOf } from './simulator';
import type { AccessRequest, ContextValue, RequestPrincipal } from '../../../lib/iam/access-request';
import { unknownPart } from '../../../lib/iam/partial-text';

const ACCOUNT = '111122223333';
const [ROLE_ARN, SESSION_ARN] = [`arn:aws:iam::${ACCOUNT}:role/app`, `arn:aws:sts::${ACCOUNT}:assumed-role/app/pod`];
const ROLE: RequestPrincipal = { kind: 'roleSession', roleArn: ROLE_ARN, sessionArn: SESSION_ARN };
const ROOT = { kind: 'accountRoot' as const, arn: `arn:aws:iam::${ACCOUNT}:root` };
const BOB: RequestPrincipal = { kind: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/bob` };
const EC2: RequestPrincipal = { kind: 'service', name: 'ec2.amazonaws.com' };
const ANYONE: RequestPrincipal = { kind: 'anonymous' };
const CANONICAL: RequestPrincipal = { kind: 'canonicalUser', id: '79a59df900b949e5' };

const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const request = (principal: RequestPrincipal, context: Readonly<Record<string, ContextValue>> = {}): AccessRequest =>
  ({ principal, action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key', resourceAccount: ACCOUNT, context });
/** What a resource's policy decides by itself. */
const granted = (principal: RequestPrincipal, to: object | string, context = {}, more: object = {}) =>
  decisionOf(request(principal, context), { resource: [policy({ ...ALL, Principal: to, ...more })] });

test.each<[string, RequestPrincipal, object | string, string]>([
  ['a canonical user by its id', CANONICAL, { CanonicalUser: CANONICAL.id }, 'allowed'],
  ['another canonical user', CANONICAL, { CanonicalUser: 'x' }, 'implicitlyDenied'],
  ['a role, whose account may have the canonical id, which alone grants nothing', ROLE, { CanonicalUser: CANONICAL.id }, 'implicitlyDenied'],
  ['a service, which has no canonical id', EC2, { CanonicalUser: CANONICAL.id }, 'implicitlyDenied'],
  ['someone unknown, who has no canonical id', ANYONE, { CanonicalUser: CANONICAL.id }, 'implicitlyDenied'],
  ['anyone, as everyone', ANYONE, '*', 'allowed'],
  ['anyone, as every account', ANYONE, { AWS: '*' }, 'allowed'],
  ['anyone, where an account is named', ANYONE, { AWS: ACCOUNT }, 'implicitlyDenied'],
  ['a role by its session', ROLE, { AWS: SESSION_ARN }, 'allowed'],
  ['a role by another session', ROLE, { AWS: SESSION_ARN.replace('pod', 'other') }, 'implicitlyDenied'],
  ['a role by itself', ROLE, { AWS: ROLE_ARN }, 'allowed'],
  ['a role by its account, which then decides', ROLE, { AWS: ACCOUNT }, 'implicitlyDenied'],
  ['a user by itself', BOB, { AWS: BOB.arn }, 'allowed'],
  ['a user by the ARN of a role', BOB, { AWS: ROLE_ARN }, 'implicitlyDenied'],
  ['the root user by its account', ROOT, { AWS: ACCOUNT }, 'allowed'],
  ['a provider of SAML', { kind: 'saml', provider: 'idp' }, { Federated: 'idp' }, 'allowed'],
  ['another provider of SAML', { kind: 'saml', provider: 'idp' }, { Federated: 'idp2' }, 'implicitlyDenied'],
  ['a session, by a provider that it does not say', ROLE, { Federated: 'idp' }, 'implicitlyDenied'],
  ['a service by its name', EC2, { Service: 'ec2.amazonaws.com' }, 'allowed'],
  ['another service', EC2, { Service: 'ecs.amazonaws.com' }, 'implicitlyDenied'],
  ['a service by a star, which AWS does not document', EC2, { Service: '*' }, 'undecided'],
  ['a kind that AWS does not have', ROLE, { Group: 'x' }, 'undecided'],
])('whom a policy of a resource names: %s', (_, principal, to, expected) => expect(granted(principal, to)).toBe(expected));

test('the root user of another account, by its ARN or its digits', () => {
  const across = (to: string) => decisionOf({ ...request(ROOT), resourceAccount: '444455556666' }, { resource: [policy({ ...ALL, Principal: { AWS: to } })] });
  expect([across(ROOT.arn), across(ACCOUNT), across(ROOT.arn.replace('aws', 'aws-cn')), across('444455556666')]).toEqual(['allowed', 'allowed', 'implicitlyDenied', 'implicitlyDenied']);
});

test('a session by the provider that it came from', () => {
  const from = (provider: string) => granted(ROLE, { Federated: 'idp' }, { 'aws:FederatedProvider': provider });
  expect([from('idp'), from('other')]).toEqual(['allowed', 'implicitlyDenied']);
});

test('a role by its unique id, which only the request knows', () => {
  const by = (value: string, userid: string) => granted(ROLE, { AWS: value }, { 'aws:userid': userid });
  expect([by('AROAEXAMPLE12', 'AROAEXAMPLE12:pod'), by('AROAEXAMPLE12', 'AROAEXAMPLE13:pod'), by('example', 'example:pod')]).toEqual(['allowed', 'implicitlyDenied', 'implicitlyDenied']);
});

test('whether an account is the one of a canonical id is open', () => {
  const within = (principal: RequestPrincipal) => decisionOf({ ...request(principal), resourceAccount: '444455556666' }, { identity: [policy(ALL)], resource: [policy({ ...ALL, Principal: { CanonicalUser: CANONICAL.id } })] });
  expect([within(ROLE), within(EC2)]).toEqual(['undecided', 'implicitlyDenied']);
});

test('keys of callers that have no ARN', () => {
  const asked = (principal: RequestPrincipal, key: string, value: string) => granted(principal, '*', {}, { Condition: { StringEquals: { [key]: value } } });
  expect([asked(ANYONE, 'aws:userid', 'anonymous'), asked(ANYONE, 'aws:userid', 'x'), asked(ANYONE, 'aws:PrincipalType', 'Anonymous')]).toEqual(['allowed', 'implicitlyDenied', 'allowed']);
  expect([asked(EC2, 'aws:PrincipalIsAWSService', 'true'), asked(EC2, 'aws:PrincipalServiceName', 'ec2.amazonaws.com'), asked(EC2, 'aws:userid', 'x')]).toEqual(['allowed', 'allowed', 'undecided']);
  expect([asked(ROOT, 'aws:PrincipalType', 'Account'), asked(ROOT, 'aws:userid', ACCOUNT), asked(ROLE, 'aws:PrincipalIsAWSService', 'true')]).toEqual(['allowed', 'allowed', 'implicitlyDenied']);
});

test('a service, where another is excepted', () => {
  const but = (listed: object) => decisionOf(request(EC2), { resource: [policy({ ...ALL, NotPrincipal: listed })] });
  expect([but({ Service: 'ec2.amazonaws.com' }), but({ Service: 'ecs.amazonaws.com' }), but({ AWS: ACCOUNT })]).toEqual(['implicitlyDenied', 'allowed', 'allowed']);
});

describe('everyone but those listed', () => {
  const deniedBut = (principal: RequestPrincipal, ...listed: object[]) => decisionOf(request(principal), {
    identity: [policy(ALL)], resource: listed.map((NotPrincipal) => policy({ ...ALL, Effect: 'Deny', NotPrincipal })),
  });

  test.each<[string, RequestPrincipal, object, string]>([
    ['the session, its role and its account', ROLE, { AWS: [SESSION_ARN, ROLE_ARN, ACCOUNT] }, 'allowed'],
    ['the role alone', ROLE, { AWS: ROLE_ARN }, 'undecided'],
    ['another role', ROLE, { AWS: `${ROLE_ARN}2` }, 'explicitlyDenied'],
    ['everyone', ROLE, { AWS: '*' }, 'allowed'],
    ['every service', ROLE, { Service: '*' }, 'explicitlyDenied'],
    ['a user and its account', BOB, { AWS: [BOB.arn, ACCOUNT] }, 'allowed'],
    ['a user alone', BOB, { AWS: BOB.arn }, 'undecided'],
    ['the root user', ROOT, { AWS: ACCOUNT }, 'allowed'],
    ['the root user of another account', ROOT, { AWS: '444455556666' }, 'explicitlyDenied'],
  ])('%s', (_, principal, listed, expected) => expect(deniedBut(principal, listed)).toBe(expected));
});

describe('what limits a session', () => {
  const NOTHING = policy({ ...ALL, Action: 'x:Nothing' });

  test('its policy, and what that denies', () => {
    expect(decisionOf(request(ROLE), { identity: [policy(ALL)], session: [NOTHING] })).toBe('implicitlyDenied');
    expect(decisionOf(request(ROLE), { identity: [policy(ALL)], session: [policy({ ...ALL, Effect: 'Deny' })] })).toBe('explicitlyDenied');
    expect(decisionOf(request(ROLE), { identity: [policy(ALL)], session: [policy(ALL)] })).toBe('allowed');
  });

  test('not where a policy of the resource names the session', () => {
    const resource = [policy({ ...ALL, Principal: { AWS: SESSION_ARN } })];
    expect(decisionOf(request(ROLE), { identity: [policy(ALL)], session: [NOTHING], resource })).toBe('allowed');
    expect(decisionOf(request(ROLE), { identity: [policy(ALL)], session: [NOTHING], resource: [policy({ ...ALL, Principal: { AWS: ROLE_ARN } })] })).toBe('implicitlyDenied');
  });
});

describe('texts at the edges', () => {
  const may = (more: object, context: Readonly<Record<string, ContextValue>> = {}, resource = 'arn:aws:s3:::bucket/key') =>
    decisionOf({ ...request(ROLE, context), resource }, { identity: [policy({ ...ALL, ...more })] });
  const when = (operator: string, value: unknown, given: ContextValue) => may({ Condition: { [operator]: { 'k:a': value } } }, { 'k:a': given });

  test('an empty value in a list', () => {
    expect([when('ForAnyValue:StringLike', '*', ['']), when('ForAnyValue:StringLike', '*', ['a']), when('ForAnyValue:StringEquals', 'a', [''])]).toEqual(['undecided', 'allowed', 'implicitlyDenied']);
    expect([when('ForAllValues:StringEquals', 'a', ['']), when('ForAllValues:StringLike', '*', [''])]).toEqual(['undecided', 'allowed']);
  });

  test('addresses of eight groups', () => {
    const ip = (range: string, given: string) => when('IpAddress', range, given);
    expect([ip('2001:db8:0:0:0:0:0:1/128', '2001:db8::1'), ip('2001:db8:0:0:0:0:1/128', '2001:db8::1'), ip('1:2:3:4:5:6:7:8:9/64', '1::')]).toEqual(['allowed', 'undecided', 'undecided']);
  });

  test('variables stand behind the fifth colon', () => {
    const topic = `arn:aws:sns:eu-west-1:${ACCOUNT}:topic`;
    const names = (resource: string) => may({ Resource: resource }, { 'k:a': 'topic', 'k:r': 'eu-west-1' }, topic);
    expect([names(`arn:aws:sns:eu-west-1:${ACCOUNT}:\${k:a}`), names(`arn:aws:sns:\${k:r}:${ACCOUNT}:topic`) === 'allowed']).toEqual(['allowed', false]);
  });

  test('entries of fewer than six parts are filled up, also beside parts that are not known', () => {
    const unknown = `arn:aws:s3:::${unknownPart('Bucket')}`;
    const names = (resource: string, given: string) => decisionOf({ ...request(ROLE), resource: given }, { identity: [policy({ ...ALL, Resource: resource })] });
    expect([names('arn:aws:s3', 'arn:aws:s3:::bucket/key'), names('arn:aws:s3', unknown), names('arn:aws:sqs', unknown), names('arn:aws:s3:::bucket', unknown)])
      .toEqual(['allowed', 'allowed', 'implicitlyDenied', 'undecided']);
  });
});
