import type { AccessRequest } from '../../../lib/iam/access-request';
import { isCertainlyAsked, isConsistent } from '../../../lib/iam/decide/membership';
import type { Question } from '../../../lib/iam/decide/question';
import { Steps } from '../../../lib/iam/language/steps';
import { TextSet } from '../../../lib/iam/language/text-set';
import { unknownPart } from '../../../lib/iam/partial-text';

const ACCOUNT = '111122223333';
const BOB = `arn:aws:iam::${ACCOUNT}:user/staff/bob`;
const NAME = unknownPart('Name');
const REQUEST: AccessRequest = { principal: { kind: 'user', arn: BOB }, action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu:${ACCOUNT}:q` };
const QUESTION: Question = { policies: {}, principals: [{ kind: 'service' }, { kind: 'user', identifiers: TextSet.equals(BOB) }] };

test('keys that follow from others have the values that these give', () => {
  const having = (context: AccessRequest['context'], more: Partial<AccessRequest> = {}) => isConsistent({ ...REQUEST, ...more, context });
  expect([isConsistent(REQUEST), having({ 'aws:UserName': 'bob' }), having({ 'aws:username': 'eve' }), having({ k: 'x' }), having({ 'aws:username': 'eve' }, { principal: { kind: 'anonymous' } })]).toEqual([true, true, false, true, true]);
  const owner = (account: string, more: Partial<AccessRequest> = {}) => having({ 'aws:ResourceAccount': account }, more);
  expect([owner(ACCOUNT), owner('1'), owner('1', { resourceAccount: '1' }), owner('1', { resource: 'arn:aws:s3:::b' }), owner('1', { resource: 'arn:aws:iam::aws:policy/x' }), owner('1', { resource: '*' })]).toEqual([true, false, true, true, true, true]);
});

test.each<[string, Partial<AccessRequest>, Partial<Question>, boolean]>([
  ['all of it', {}, {}, true],
  ['another user', { principal: { kind: 'user', arn: `${BOB}2` } }, {}, false],
  ['any service', { principal: { kind: 'service', name: 'x' } }, {}, true],
  ['anybody', { principal: { kind: 'anonymous' } }, { principals: [{ kind: 'anonymous', identifiers: TextSet.equals('') }] }, true],
  ['another kind', { principal: { kind: 'anonymous' } }, {}, false],
  ['an action', {}, { actions: TextSet.equals('sqs:sendmessage') }, true],
  ['another action', {}, { actions: TextSet.equals('sqs:receivemessage') }, false],
  ['a resource', {}, { resources: TextSet.like('arn:aws:sqs:*') }, true],
  ['another resource', {}, { resources: TextSet.like('arn:aws:s3:*') }, false],
  ['a resource that is not known', {}, { resources: TextSet.equals(NAME) }, false],
  ['the same resource that is not known', { resource: NAME }, { resources: TextSet.equals(NAME) }, true],
  ['a part of a resource', { resource: `arn:aws:sqs:${NAME}` }, { resources: TextSet.like('arn:*').but(TextSet.equals('x')) }, true],
  ['what a part of a resource may be', { resource: NAME }, { resources: TextSet.equals('x').not() }, false],
  ['a key', { context: { K: 'x' } }, { context: { k: { values: TextSet.equals('x') } } }, true],
  ['another value of a key', { context: { k: 'y' } }, { context: { k: { values: TextSet.equals('x') } } }, false],
  ['values of a key', { context: { k: ['x', 'y'] } }, { context: { k: { values: TextSet.equals('x', 'y') } } }, true],
  ['another of its values', { context: { k: ['x', 'z'] } }, { context: { k: { values: TextSet.equals('x', 'y') } } }, false],
  ['an absent key', { context: { k: undefined } }, { context: { k: { values: TextSet.equals('x') } } }, false],
  ['an absent key that may be', { context: { k: undefined } }, { context: { k: { values: TextSet.equals('x'), mayBeAbsent: true } } }, true],
  ['an absent key that is', { context: { k: undefined } }, { context: { k: {} } }, true],
  ['a key that is absent', { context: { k: 'x' } }, { context: { k: {} } }, false],
  ['a key that nothing says anything of', { context: { k: 'x' } }, { context: { l: {} } }, true],
  ['a key among others', { context: { k: 'x' } }, { otherKeys: () => ({}) }, false],
])('whether a question certainly asks about %s', (_, request, question, expected) => {
  expect(isCertainlyAsked({ ...REQUEST, ...request }, { ...QUESTION, ...question }, new Steps(100_000))).toBe(expected);
});
