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
