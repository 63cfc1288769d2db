import type { AccessRequest } from '../../../lib/iam/access-request';
import { decide } from '../../../lib/iam/decide/decide';
import type { PrincipalSet, Question } from '../../../lib/iam/decide/question';
import { readLiteralDocument } from '../../../lib/iam/document';
import { TextSet } from '../../../lib/iam/language/text-set';

// What the requests look like that are shown as witnesses.

const ACCOUNT = '111122223333';
const policy = (...statements: object[]) => readLiteralDocument({ Version: '2012-10-17', Statement: statements });
const allow = (more: object = {}) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });

function witness(principal: PrincipalSet, own: object, more: Partial<Question> = {}): AccessRequest | string {
  const isOfPolicies = principal.kind === 'roleSession' || principal.kind === 'user';
  const answer = decide({ policies: isOfPolicies ? { identity: [policy(own)] } : { resource: [policy({ Principal: '*', ...own })] }, principals: [principal], ...more });
  return answer.kind === 'witness' ? answer.request : answer.kind;
}

const one = (kind: PrincipalSet['kind'], ...identifiers: string[]): PrincipalSet => ({ kind, ...identifiers.length > 0 && { identifiers: TextSet.equals(...identifiers) } });
const GET = { actions: TextSet.equals('s3:getobject'), resources: TextSet.equals('arn:aws:s3:::bucket/key') };

test.each<[PrincipalSet, AccessRequest['principal']]>([
  [one('roleSession', `arn:aws:iam::${ACCOUNT}:role/team/app`), { kind: 'roleSession', roleArn: `arn:aws:iam::${ACCOUNT}:role/team/app`, sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/session` }],
  [one('user', `arn:aws:iam::${ACCOUNT}:user/bob`), { kind: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/bob` }],
  [one('accountRoot', `arn:aws:iam::${ACCOUNT}:root`), { kind: 'accountRoot', arn: `arn:aws:iam::${ACCOUNT}:root` }],
  [one('webIdentity', 'accounts.google.com'), { kind: 'webIdentity', provider: 'accounts.google.com' }],
  [one('saml', `arn:aws:iam::${ACCOUNT}:saml-provider/idp`), { kind: 'saml', provider: `arn:aws:iam::${ACCOUNT}:saml-provider/idp` }],
  [one('service', 'sns.amazonaws.com'), { kind: 'service', name: 'sns.amazonaws.com' }],
  [one('anonymous'), { kind: 'anonymous' }],
])('a principal: $kind', (principal, expected) => {
  expect(witness(principal, allow(), { ...GET, resourceAccount: ACCOUNT })).toMatchObject({ principal: expected, action: 's3:getobject', resource: 'arn:aws:s3:::bucket/key', resourceAccount: ACCOUNT });
});

const ROLE = one('roleSession', `arn:aws:iam::${ACCOUNT}:role/app`);
const PARTS = { actions: TextSet.like('sqs:s*') };

test('names that are given as examples are taken where they fit, in their spelling', () => {
  const examples = ['sqs:SendMessage', 'sqs:ReceiveMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`, 'red'];
  expect(witness(ROLE, allow(), { ...PARTS, examples, context: { team: { values: TextSet.like('r*') } } }))
    .toMatchObject({ action: 'sqs:SendMessage', resource: examples[2], context: { team: 'red' } });
  expect(witness(ROLE, allow({ Action: 'sqs:x*' }), { examples })).toMatchObject({ action: 'sqs:x' });
});

test('a resource is in the partition and account of who asks, where it may be', () => {
  const resource = (own: object, more: Partial<Question> = {}) => (witness(ROLE, own, { ...PARTS, ...more }) as AccessRequest).resource;
  expect(resource(allow({ Resource: 'arn:*:sqs:*:*:orders' }))).toMatch(new RegExp(`^arn:aws:sqs:[^:]*:${ACCOUNT}:orders$`));
  expect(resource(allow({ Resource: 'arn:aws-cn:sqs:eu-west-1:444455556666:*' }), { resourceAccount: ACCOUNT })).toMatch(/^arn:aws-cn:sqs:eu-west-1:444455556666:/);
  expect(resource(allow(), { resources: TextSet.equals('*') })).toBe('*');
});

test('keys are absent where they may be, and as the policy spells them', () => {
  const context = (condition: object, more: Partial<Question> = {}) => (witness(ROLE, allow({ Condition: condition }), { ...GET, ...more }) as AccessRequest).context;
  expect(context({ StringNotEquals: { 'aws:Referer': 'x' } })).toEqual({ 'aws:Referer': undefined });
  expect(context({ StringLike: { 'aws:Referer': 'shop*' } })).toEqual({ 'aws:Referer': 'shop' });
  expect(context({ StringLike: { 'aws:Referer': 'shop*' } }, { context: { 'AWS:referer': { values: TextSet.like('*.example') } } })).toEqual({ 'AWS:referer': 'shop.example' });
  expect(context({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] }, 'ForAllValues:StringLike': { 'aws:TagKeys': ['a', 'b'] } })).toMatchObject({ 'aws:TagKeys': 'a' });
});

test('a user has the name that is asked for', () => {
  const user = (more: object, principal: PrincipalSet = one('user')) => {
    const found = witness(principal, allow({ Condition: more }), { ...GET, resourceAccount: ACCOUNT });
    return typeof found === 'string' || found.principal.kind !== 'user' ? found : [found.principal.arn.split(':user/')[1], found.context?.['aws:username']];
  };
  expect(user({ StringEquals: { 'aws:username': 'bob' } })).toEqual(['bob', 'bob']);
  expect(user({ StringLike: { 'aws:username': 'b?b' } })).toEqual(['bxb', 'bxb']);
  expect(user({ StringEquals: { 'aws:username': 'bob' } }, one('user', `arn:aws:iam::${ACCOUNT}:user/staff/bob`, `arn:aws:iam::${ACCOUNT}:user/eve`))).toEqual(['staff/bob', 'bob']);
  expect(user({ StringEquals: { 'aws:username': 'bob' } }, one('user', `arn:aws:iam::${ACCOUNT}:user/eve`))).toBe('none');
  expect(user({ StringNotEquals: { 'aws:username': 'bob' } }, one('user', `arn:aws:iam::${ACCOUNT}:user/bob`, `arn:aws:iam::${ACCOUNT}:user/eve`))).toEqual(['eve', 'eve']);
});

test('a resource is of the account that is asked for', () => {
  const owned = (condition: object, more: Partial<Question>) => witness(ROLE, allow({ Condition: condition }), { ...PARTS, ...more });
  const of = (account: string) => ({ StringEquals: { 'aws:ResourceAccount': account } });
  expect(owned(of(ACCOUNT), { resources: TextSet.of(['arn:aws:sqs:eu-west-1:*:orders'], 'arn') })).toMatchObject({ resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`, context: { 'aws:ResourceAccount': ACCOUNT } });
  expect(owned(of('444455556666'), { resources: TextSet.equals(`arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`) })).toBe('undecided');
  expect(owned(of('444455556666'), { resourceAccount: ACCOUNT })).toBe('none');
  expect(owned(of(ACCOUNT), { resourceAccount: ACCOUNT })).toMatchObject({ context: { 'aws:ResourceAccount': ACCOUNT } });
});

test('a question that asks about nothing has no request', () => {
  expect([witness(ROLE, allow(), { actions: TextSet.none }), witness(ROLE, allow(), { resources: TextSet.none }), witness({ kind: 'roleSession', identifiers: TextSet.none }, allow())]).toEqual(['none', 'none', 'none']);
});

const OTHER = '444455556666';
const queue = (account: string) => `arn:aws:sqs:eu-west-1:${account}:orders`;

test('a resource is an example or the first of a list, where there are such, whoever owns it', () => {
  const resource = (more: Partial<Question>) => (witness(ROLE, allow(), { ...PARTS, resourceAccount: ACCOUNT, ...more }) as AccessRequest).resource;
  expect(resource({ examples: ['red', queue(OTHER)] })).toBe(queue(OTHER));
  expect(resource({ resources: TextSet.equals(queue(OTHER), queue(ACCOUNT)) })).toBe(queue(OTHER));
  expect((witness(one('service', 'sns.amazonaws.com'), allow(), PARTS) as AccessRequest).resource).toBe('*');
  const owned = allow({ Condition: { StringEquals: { 'aws:ResourceAccount': ACCOUNT } } });
  expect(witness(ROLE, owned, { resources: TextSet.equals('arn:aws:s3:::bucket', queue(ACCOUNT)) })).toMatchObject({ resource: 'arn:aws:s3:::bucket' });
});

test('where an ARN names no account, the resource is of who asks', () => {
  const owner = (more: Partial<Question>) => (witness(ROLE, allow(), more) as AccessRequest).resourceAccount;
  expect([owner(GET), owner({ ...PARTS, resources: TextSet.equals(queue(ACCOUNT)) }), owner({ ...PARTS, resources: TextSet.equals('*') })]).toEqual([ACCOUNT, undefined, undefined]);
});

test('a resource of another account, which grants it', () => {
  const across = (more: Partial<Question>): unknown => witness(ROLE, allow({ Condition: { StringEquals: { 'aws:ResourceAccount': OTHER } } }), {
    policies: { identity: [policy(allow({ Condition: { StringEquals: { 'aws:ResourceAccount': OTHER } } }))], resource: [policy(allow({ Principal: { AWS: ACCOUNT } }))] }, ...more,
  });
  expect(across(GET)).toMatchObject({ resource: 'arn:aws:s3:::bucket/key', resourceAccount: OTHER, context: { 'aws:ResourceAccount': OTHER } });
  expect(across({ ...PARTS, resources: TextSet.of([queue('*')], 'arn') })).toMatchObject({ resource: queue(OTHER), resourceAccount: undefined, context: { 'aws:ResourceAccount': OTHER } });
});

test('the account of a resource that has none in its ARN, or that AWS keeps, is that of who asks', () => {
  const owner = (resource: string) => (witness(ROLE, allow({ Condition: { StringNotEquals: { 'aws:ResourceAccount': OTHER } } }), { actions: TextSet.like('iam:g*'), resources: TextSet.equals(resource) }) as AccessRequest).context;
  expect(['arn:aws:s3:::bucket', 'arn:aws:iam::aws:policy/x', queue(ACCOUNT), '*'].map(owner)).toEqual(Array(4).fill({ 'aws:ResourceAccount': ACCOUNT }));
});

test('a key has a text where it may', () => {
  const context = (condition: object) => (witness(ROLE, allow({ Condition: condition }), GET) as AccessRequest).context;
  expect([context({ StringLike: { 'k:a': '*' } }), context({ StringEquals: { 'k:a': '' } }), context({ NumericLessThan: { 'k:a': '5' } })]).toEqual([{ 'k:a': 'x' }, { 'k:a': '' }, { 'k:a': '4' }]);
});

test('a user of a name is in the account and below the path that are asked for', () => {
  const user = (principal: PrincipalSet, more: Partial<Question> = {}) => {
    const { principal: found, context } = witness(principal, allow({ Condition: { StringEquals: { 'aws:username': 'bob' } } }), { ...GET, ...more }) as AccessRequest;
    return [(found as { readonly arn: string }).arn, context?.['aws:username']];
  };
  expect(user(one('user'), { resourceAccount: OTHER, examples: [`arn:aws-cn:iam::${OTHER}:user/x`] })).toEqual([`arn:aws-cn:iam::${OTHER}:user/bob`, 'bob']);
  expect(user(one('user'), { resourceAccount: OTHER, examples: [`arn:aws:iam::${OTHER}:user/staff/bob`] })).toEqual([`arn:aws:iam::${OTHER}:user/staff/bob`, 'bob']);
  expect(user({ kind: 'user', identifiers: TextSet.like(`arn:aws:iam::${ACCOUNT}:user/staff/*`) })).toEqual([`arn:aws:iam::${ACCOUNT}:user/staff/bob`, 'bob']);
  expect(user(one('user', `arn:aws:iam::${ACCOUNT}:user/eve`, `arn:aws:iam::${OTHER}:user/bob`))).toEqual([`arn:aws:iam::${OTHER}:user/bob`, 'bob']);
});

test('others have no name of a user, whatever they are asked for', () => {
  expect(witness(one('service', 'sns.amazonaws.com'), allow(), { ...GET, context: { 'aws:username': { values: TextSet.like('b*') } } })).toMatchObject({ principal: { name: 'sns.amazonaws.com' }, context: { 'aws:username': 'b' } });
  expect(witness(ROLE, allow(), { ...GET, context: { 'aws:username': { values: TextSet.like('b*') } } })).toMatchObject({ principal: { roleArn: `arn:aws:iam::${ACCOUNT}:role/app` }, context: { 'aws:username': 'b' } });
});

test('keys that must be equal have one text, over several of them, too', () => {
  const same = (...keys: string[]) => ({ StringEquals: Object.fromEntries(keys.slice(1).map((key, i) => [`k:${keys[i]}`, `\${k:${key}}`])) });
  const context = (condition: object, asked: Question['context']) => (witness(ROLE, allow({ Condition: condition }), { ...GET, context: asked }) as AccessRequest).context;
  expect(context(same('a', 'b'), { 'k:a': { values: TextSet.like('team-*') }, 'k:b': { values: TextSet.like('*-a') } })).toEqual({ 'k:a': 'team-a', 'k:b': 'team-a' });
  expect(context(same('a', 'b', 'c', 'd', 'e'), { 'k:e': { values: TextSet.like('v*') } })).toEqual({ 'k:a': 'v', 'k:b': 'v', 'k:c': 'v', 'k:d': 'v', 'k:e': 'v' });
});
