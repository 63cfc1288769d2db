import { readAll } from './simulator';
import type { WrittenPolicies } from './simulator';
import type { AccessRequest, ContextValue, RequestPrincipal } from '../../../lib/iam/access-request';
import { decide } from '../../../lib/iam/decide/decide';
import type { PrincipalSet, Question } from '../../../lib/iam/decide/question';
import { evaluate } from '../../../lib/iam/evaluator/evaluate';
import { TextSet } from '../../../lib/iam/language/text-set';

/*
 * What two other engines take for right, with documents of our own that mean the same:
 * IAMSpy (https://github.com/ReversecLabs/IAMSpy, Apache-2.0), tests/test_integration.py at ac14a13, and
 * MKAT (https://github.com/DataDog/managed-kubernetes-auditing-toolkit, Apache-2.0), internal/aws/iam_evaluation at 8b8b688.
 */

const [OWN, OTHER] = ['123456789012', '111111111111'];
const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (action: string, more: object = {}) => ({ Effect: 'Allow', Action: action, Resource: '*', ...more });
const deny = (action: string, more: object = {}) => ({ ...allow(action, more), Effect: 'Deny' });
const role = (name: string, account = OWN): RequestPrincipal =>
  ({ kind: 'roleSession', roleArn: `arn:aws:iam::${account}:role/${name}`, sessionArn: `arn:aws:sts::${account}:assumed-role/${name}/session` });
const user = (name: string, account = OWN): RequestPrincipal => ({ kind: 'user', arn: `arn:aws:iam::${account}:user/${name}` });

const SEND = 'sqs:SendMessage';
const QUEUE = `arn:aws:sqs:eu-west-1:${OWN}:orders`;
const THEIRS = `arn:aws:sqs:eu-west-1:${OTHER}:orders`;

/** Whether one request is allowed, by both halves of the engine. */
function can(principal: RequestPrincipal, action: string, resource: string, policies: WrittenPolicies, more: Partial<Question> & Pick<AccessRequest, 'resourceAccount'> = {}): boolean {
  const { resourceAccount, ...rest } = more;
  const arn = principal.kind === 'roleSession' ? principal.roleArn : principal.kind === 'user' ? principal.arn : '';
  const set: PrincipalSet = { kind: principal.kind, identifiers: TextSet.equals(arn) };
  const question: Question = { policies: readAll(policies), principals: [set], actions: TextSet.equals(action.toLowerCase()), resources: TextSet.equals(resource), resourceAccount, ...rest };
  const answer = decide(question);
  expect(answer.kind).not.toBe('undecided');
  const request = { principal, action, resource, resourceAccount, context: answer.kind === 'witness' ? answer.request.context : {} };
  expect(evaluate(request, readAll(policies)).decision === 'allowed').toBe(answer.kind === 'witness');
  return answer.kind === 'witness';
}

describe('IAMSpy', () => {
  const sends = { identity: [policy(allow(SEND))] };
  const readsOnly = { identity: [policy(allow('sqs:ReceiveMessage'))] };
  const [administrator, elsewhere] = [[policy(allow('*'))], [policy(allow('s3:ListMultipartUploadParts'))]];
  const everything = policy(allow('*'));
  const delegated = { resource: [policy(allow(SEND, { Principal: { AWS: `arn:aws:iam::${OWN}:root` } }))] };

  test.each<[string, RequestPrincipal, string, WrittenPolicies, boolean]>([
    ['a boundary alone allows nothing', role('name'), QUEUE, { permissionsBoundary: administrator }, false],
    ['a user', user('sender'), QUEUE, sends, true],
    ['a user within a boundary that allows it', user('sender'), QUEUE, { ...sends, permissionsBoundary: administrator }, true],
    ['a user within a boundary that does not', user('sender'), QUEUE, { ...sends, permissionsBoundary: elsewhere }, false],
    ['a role within a boundary that allows it', role('name'), QUEUE, { ...sends, permissionsBoundary: administrator }, true],
    ['a role within a boundary that does not', role('name'), QUEUE, { ...sends, permissionsBoundary: elsewhere }, false],
    ['a role with another permission', role('name'), QUEUE, readsOnly, false],
    ['a role', role('name'), QUEUE, sends, true],
    ['a role, in another account', role('name'), THEIRS, sends, false],
    ['a role, in another account that lets its account in', role('name'), THEIRS, { ...sends, ...delegated }, true],
    ['an account that is let in, without a permission', role('name'), THEIRS, { ...readsOnly, ...delegated }, false],
    ['a service control policy that allows all, without a permission', role('name'), QUEUE, { ...readsOnly, serviceControlPolicies: [[everything]] }, false],
    ['a service control policy that allows all', role('name'), QUEUE, { ...sends, serviceControlPolicies: [[everything], [everything]] }, true],
    ['the same, in another account', role('name'), THEIRS, { ...sends, serviceControlPolicies: [[everything]] }, false],
    ['a service control policy of the root that denies', role('name'), QUEUE, { ...sends, serviceControlPolicies: [[everything, policy(deny('sqs:*'))], [everything]] }, false],
    ['the management account, which no service control policy is for', role('name'), QUEUE, { ...sends, serviceControlPolicies: [] }, true],
  ])('%s', (_, principal, resource, policies, expected) => expect(can(principal, SEND, resource, policies)).toBe(expected));

  test('a condition: whether some request meets it, and whether a request without keys does', () => {
    const referred = { identity: [policy(allow(SEND, { Condition: { StringLike: { 'aws:Referer': ['shop.example'] } } }))] };
    const asked = (values?: TextSet) => can(role('name'), SEND, QUEUE, referred, values && { context: { 'aws:referer': { values } } });
    expect([asked(), asked(TextSet.equals('shop.example')), asked(TextSet.equals('other.example'))]).toEqual([true, true, false]);
    expect(can(role('name'), SEND, QUEUE, referred, { otherKeys: () => ({ mayBeAbsent: true }) })).toBe(false);
  });

  test('who may list a bucket, by its policy and their own', () => {
    const bucket = 'arn:aws:s3:::orders';
    const identities = { reader: [], keeper: [policy(allow('s3:*'))] };
    const who = (...statements: object[]) => Object.entries(identities).filter(([name, identity]) =>
      can(role(name), 's3:ListBucket', bucket, { identity, resource: [policy(...statements)] }, { resourceAccount: OWN })).map(([name]) => name);
    const named = (name: string) => ({ Principal: { AWS: `arn:aws:iam::${OWN}:role/${name}` } });
    expect(who(allow('s3:*', named('reader')))).toEqual(['reader', 'keeper']);
    expect(who(deny('s3:*', named('keeper')))).toEqual([]);
    expect(who(allow('*', { Principal: '*' }))).toEqual(['reader', 'keeper']);
  });

  test('users whose names have letters of both cases', () => {
    const resource = [policy(allow('s3:GetObject', { Principal: { AWS: `arn:aws:iam::${OWN}:user/userB` }, Resource: 'arn:aws:s3:::orders/*' }))];
    const may = (name: string, identity: object[] = []) => can(user(name), 's3:GetObject', 'arn:aws:s3:::orders/1', { identity, resource }, { resourceAccount: OWN });
    expect([may('userA', [policy(allow('s3:GetObject', { Resource: 'arn:aws:s3:::orders/*' }))]), may('userB'), may('userC'), may('userb')]).toEqual([true, true, false, false]);
  });

  test('several buckets at once', () => {
    const object = (bucket: string) => `arn:aws:s3:::${bucket}/report`;
    const reads = (...buckets: string[]) => [policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: buckets.map((bucket) => `arn:aws:s3:::${bucket}/*`) })];
    const identities = { one: reads('b1', 'b2'), two: reads('b2', 'b3'), three: [] };
    const named = (name: string, bucket: string) => ({ Principal: { AWS: `arn:aws:iam::${OWN}:role/${name}` }, Resource: `arn:aws:s3:::${bucket}/*` });
    const resources: Readonly<Record<string, object[]>> = { b1: [], b2: [], b3: [deny('s3:GetObject', named('two', 'b3'))], b4: [allow('s3:GetObject', named('three', 'b4'))] };
    const found = Object.entries(identities).flatMap(([name, identity]) => Object.entries(resources).filter(([bucket, statements]) =>
      can(role(name), 's3:GetObject', object(bucket), { identity, resource: [policy(...statements)] }, { resourceAccount: OWN })).map(([bucket]) => `${name} ${bucket}`));
    expect(found).toEqual(['one b1', 'one b2', 'two b2', 'three b4']);
  });
});

describe('MKAT', () => {
  const PROVIDER = `arn:aws:iam::${OWN}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF`;
  const ISSUER = PROVIDER.slice(PROVIDER.indexOf('oidc.eks'));
  const request = (context: Readonly<Record<string, ContextValue>>, action = 'sts:AssumeRoleWithWebIdentity'): AccessRequest =>
    ({ principal: { kind: 'webIdentity', provider: PROVIDER }, action, resource: `arn:aws:iam::${OWN}:role/web`, context });
  const isAllowed = (context: Readonly<Record<string, ContextValue>>, statements: object[], action?: string) =>
    evaluate(request(context, action), readAll({ trust: [policy(...statements)] })).decision;
  const trust = (condition?: object, more: object = {}) =>
    ({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity', ...condition && { Condition: condition }, ...more });

  test.each<[string, object, Readonly<Record<string, ContextValue>>, string]>([
    ['one value', { StringEquals: { size: 'small' } }, { size: 'small' }, 'allowed'],
    ['another value', { StringEquals: { size: 'large' } }, { size: 'small' }, 'implicitlyDenied'],
    ['one of several values', { StringEquals: { size: ['large', 'small'] } }, { size: 'small' }, 'allowed'],
    ['a key in another case', { StringEquals: { 'AWS:Referer': 'shop' } }, { 'aws:referer': 'shop' }, 'allowed'],
    ['a pattern without wildcards', { StringLike: { size: 'small' } }, { size: 'small' }, 'allowed'],
    ['a pattern', { StringLike: { size: 's*' } }, { size: 'small' }, 'allowed'],
    ['a pattern of other values', { StringLike: { size: 's*' } }, { size: 'large' }, 'implicitlyDenied'],
    ['one of several patterns', { StringLike: { size: ['l*', 's*'] } }, { size: 'small' }, 'allowed'],
    ['any value', { StringLike: { size: '*' } }, { size: 'small' }, 'allowed'],
    ['any value of a key that is absent', { StringLike: { size: '*' } }, { other: 'small' }, 'implicitlyDenied'],
    ['two keys', { StringEquals: { size: 'small', colour: 'red' } }, { size: 'small', colour: 'red' }, 'allowed'],
    ['two keys, of which one has another value', { StringEquals: { size: 'small', colour: 'red' } }, { size: 'small', colour: 'blue' }, 'implicitlyDenied'],
    ['two keys of several values', { StringEquals: { size: ['small', 'tiny'], colour: ['red', 'pink'] } }, { size: 'tiny', colour: 'red' }, 'allowed'],
    ['part of a value', { StringLike: { type: 't2.*' } }, { type: 't2.medium' }, 'allowed'],
    ['part of another value', { StringLike: { type: 't2.*' } }, { type: 'm3.2xlarge' }, 'implicitlyDenied'],
    // MKAT lets an operator that it does not know match nothing. IAM refuses such a policy; what it would mean is not known.
    ['an operator that there is not', { StringIsNearly: { size: 'small' } }, { size: 'small' }, 'undecided'],
  ])('a condition: %s', (_, condition, context, expected) => expect(isAllowed(context, [trust(condition)])).toBe(expected));

  test('statements together', () => {
    const never = trust(undefined, { Action: 's3:GetObject' });
    const denied = trust(undefined, { Effect: 'Deny' });
    expect([[], [never, never], [trust()], [trust(), never], [denied], [trust(), denied]].map((statements) => isAllowed({}, statements)))
      .toEqual(['implicitlyDenied', 'implicitlyDenied', 'allowed', 'allowed', 'explicitlyDenied', 'explicitlyDenied']);
    expect(isAllowed({}, [trust(undefined, { Principal: { Federated: PROVIDER.replace('0123', '4567') } })])).toBe('implicitlyDenied');
    expect(isAllowed({}, [trust(undefined, { Action: 'STS:assumerolewithwebidentity' })])).toBe('allowed');
    expect(isAllowed({}, [trust()], 'sts:AssumeRole')).toBe('implicitlyDenied');
  });

  test('which service accounts become a role', () => {
    const accounts = (condition: object, subject: string) => isAllowed(
      { [`${ISSUER}:sub`]: `system:serviceaccount:${subject}`, [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
      [trust({ StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' }, ...condition }, { Principal: { Federated: PROVIDER } })],
    );
    const exact = { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: 'system:serviceaccount:default:web' } };
    const like = { StringLike: { [`${ISSUER}:sub`]: ['system:serviceaccount:one:*', 'system:serviceaccount:two:*'] } };
    expect(['default:web', 'default:web2', 'other:web'].map((subject) => accounts(exact, subject))).toEqual(['allowed', 'implicitlyDenied', 'implicitlyDenied']);
    expect(['one:a', 'two:b', 'three:a'].map((subject) => accounts(like, subject))).toEqual(['allowed', 'allowed', 'implicitlyDenied']);
  });

  test('an instance of EC2', () => {
    const ofService = (name: string) => evaluate({ principal: { kind: 'service', name }, action: 'sts:AssumeRole', resource: `arn:aws:iam::${OWN}:role/web` },
      readAll({ trust: [policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' })] })).decision;
    expect([ofService('ec2.amazonaws.com'), ofService('eks.amazonaws.com')]).toEqual(['allowed', 'implicitlyDenied']);
  });
});
