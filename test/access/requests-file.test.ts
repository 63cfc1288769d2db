import { answerByDocuments } from '../../lib/access/answer-question';
import { readRequests } from '../../lib/access/requests-file';

const ROLE = 'arn:aws:iam::111122223333:role/api';
const ALL = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const BASE = { principal: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::acme-media/a', identityPolicies: ALL };

function problemsOf(entry: object): string[] {
  return readRequests(JSON.stringify([entry]), false).problems.map(({ message }) => message);
}

function answerTo(entry: object) {
  const { questions: [question], problems } = readRequests(JSON.stringify([entry]), false);
  expect(problems).toEqual([]);
  return answerByDocuments({ ...question, principal: question.principal! });
}

test.each<[string, object, string]>([
  ['a key that there is none of', { ...BASE, identityPolicy: ALL }, 'request 1: identityPolicy is no key of a request: did you mean "identityPolicies"?'],
  ['an empty name', { ...BASE, name: '' }, 'request 1: name must be a text by which the answer is called, got ""'],
  ['both who act', { ...BASE, as: 'shop/api' }, 'request 1: as must stand alone: an entry has "as" (a service account) or "principal", not both'],
  ['no resource', { ...BASE, resource: undefined }, 'request 1 must have the key "resource", such as "arn:aws:s3:::acme-media/logo.png", got none'],
  ['a number for an account', { ...BASE, resourceAccount: 111122223333 }, 'request 1: resourceAccount must be an account\'s 12 digits in quotes, got 111122223333'],
  ['a context that is a list', { ...BASE, context: [] }, 'request 1: context must be an object of condition keys, such as {"aws:SecureTransport": true}, got []'],
  ['a value of the context that is none', { ...BASE, context: { 'aws:SourceIp': null } }, 'request 1: context.aws:SourceIp must be a text, a number, true or false, or a list of them, got null'],
  ['a list with an object', { ...BASE, context: { 'aws:TagKeys': ['a', {}] } }, 'request 1: context.aws:TagKeys must be a text, a number, true or false, or a list of them, got ["a",{}]'],
  ['a policy that is a text', { ...BASE, sessionPolicy: 'p.json' }, 'request 1: sessionPolicy must be an IAM policy, an object with "Version" and "Statement", got "p.json"'],
  ['a policy of a role for a principal', { ...BASE, identityPolicies: { Statement: { Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' } } }, 'request 1: identityPolicies.Statement[0].Principal must be left out: the policy of a role is for the role itself'],
  ['a policy of a resource for nobody', { ...BASE, resourcePolicy: [ALL] }, 'request 1: resourcePolicy[0].Statement[0].Principal must say for whom the statement is, such as {"AWS": "111122223333"}, got none'],
  ['an operator that there is none of', { ...BASE, identityPolicies: { Statement: { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEqual: { a: 'b' } } } } }, 'request 1: identityPolicies.Statement[0].Condition must have no operator "StringEqual", which IAM does not know: did you mean "StringEquals"?'],
  ['levels and documents in one list', { ...BASE, serviceControlPolicies: [ALL, [ALL]] }, 'request 1: serviceControlPolicies must be a list of documents, which is one level, or a list of such lists, one for each level; got both'],
])('%s is one error', (_, entry, message) => {
  expect(problemsOf(entry)).toEqual([message]);
});

test('a key that stands twice', () => {
  expect(readRequests('[{ "name": "a", "name": "b" }]', false).problems).toEqual([{ message: expect.stringContaining('must have each key once'), place: { line: 1, column: 17 } }]);
});

test.each([
  ['a text', '3', 'allowed'], ['a number', 3, 'allowed'], ['another', 4, 'denied'], ['a list, of a key that has one value', [3], 'undecided'],
])('values of the context: %s', (_, value, decision) => {
  const identityPolicies = { Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { NumericEquals: { 's3:max-keys': 3 } } } };
  expect(answerTo({ ...BASE, identityPolicies, context: { 's3:max-keys': value } }).decision).toBe(decision);
});

test('true and false', () => {
  const identityPolicies = { Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': true } } } };
  expect([true, false].map((value) => answerTo({ ...BASE, identityPolicies, context: { 'aws:SecureTransport': value } }).decision)).toEqual(['allowed', 'denied']);
});

test('service control policies: a list is one level, a list of lists has several', () => {
  const one = { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
  const other = { Statement: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' } };
  expect(answerTo({ ...BASE, serviceControlPolicies: [one, other] }).decision).toBe('allowed');
  expect(answerTo({ ...BASE, serviceControlPolicies: [[one], [other]] })).toEqual({ decision: 'denied', reason: 'no statement of the service control policies allows it' });
  const denies = { Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } };
  expect(answerTo({ ...BASE, serviceControlPolicies: [[one], [one, denies]] })).toEqual({ decision: 'denied', reason: 'statement 1 of serviceControlPolicies[1][1] denies it' });
});

test('a token and a trust policy; the trust is asked for nothing else', () => {
  const provider = 'arn:aws:iam::111122223333:oidc-provider/oidc.example/id/A';
  const trustPolicy = { Statement: { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: { 'oidc.example/id/A:sub': 'system:serviceaccount:shop:api' } } } };
  const assume = (sub: string) => ({ principal: { Federated: provider }, action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE, context: { 'oidc.example/id/A:sub': sub }, trustPolicy });
  expect(answerTo(assume('system:serviceaccount:shop:api'))).toEqual({ decision: 'allowed', reason: 'statement 1 of trustPolicy allows it' });
  expect(answerTo(assume('system:serviceaccount:shop:web'))).toEqual({ decision: 'denied', reason: 'no statement of the trust policy of the role allows it' });
  expect(answerTo({ ...BASE, trustPolicy }).decision).toBe('allowed');
  expect(answerTo({ ...assume('x'), trustPolicy: undefined }).decision).toBe('undecided');
});

test('a wildcard stands for whatever may be there', () => {
  const some = { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }, { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::acme-media/secret/*' }] };
  const ask = (action: string, resource: string) => answerTo({ ...BASE, identityPolicies: some, action, resource }).decision;
  expect(ask('s3:GetObject', 'arn:aws:s3:::acme-media/open/*')).toBe('allowed');
  expect(ask('s3:GetObject', 'arn:aws:s3:::acme-media/*')).toBe('undecided');
  expect(ask('s3:GetObject', 'arn:aws:s3:::acme-media/secret/*')).toBe('denied');
  expect(ask('s3:*', 'arn:aws:s3:::acme-media/open/a')).toBe('allowed');
  expect(ask('sqs:*', 'arn:aws:s3:::acme-media/open/a')).toBe('denied');
});

test('text that looks like a part that is not known is text', () => {
  expect(answerTo({ ...BASE, resource: 'arn:aws:s3:::acme-media/\uE000x\uE001', identityPolicies: { Statement: { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::acme-media/a' } } }).decision).toBe('denied');
});
