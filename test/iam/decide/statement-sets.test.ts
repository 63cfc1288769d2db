import type { PolicyKind } from '../../../lib/iam/applicable-policies';
import { asArnTests, hasUnreadStatements, statementSets } from '../../../lib/iam/decide/statement-sets';
import { PolicyVariables } from '../../../lib/iam/decide/variables';
import { readDocument } from '../../../lib/iam/document';
import { Steps } from '../../../lib/iam/language/steps';
import type { TextSet } from '../../../lib/iam/language/text-set';
import { parseOperator } from '../../../lib/iam/operator';
import { unknownPart } from '../../../lib/iam/partial-text';

const steps = () => new Steps(100_000);
const NAME = unknownPart('Name');
const GET = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::bucket/*' };
const setsOf = (statement: object, policy: PolicyKind = 'identity') => statementSets(readDocument({ Version: '2012-10-17', Statement: [statement] }), { policy, document: 0 }, PolicyVariables.open)[0];
/** Which of the texts belong to a set, whatever is not known. */
const has = (set: TextSet, ...texts: string[]) => texts.filter((text) => set.language('larger', true, steps()).contains(text, steps()));

test('each statement says where it stands', () => {
  const document = readDocument({ Version: '2012-10-17', Statement: [GET, { ...GET, Effect: 'Deny' }] });
  const found = statementSets(document, { policy: 'serviceControlPolicies', level: 2, document: 3 }, PolicyVariables.open);
  expect(found.map(({ reference, statement }) => [reference, statement.effect])).toEqual([
    [{ policy: 'serviceControlPolicies', level: 2, document: 3, statement: 1 }, 'Allow'],
    [{ policy: 'serviceControlPolicies', level: 2, document: 3, statement: 2 }, 'Deny'],
  ]);
});

test.each<[string, object, PolicyKind, boolean]>([
  ['a plain statement', GET, 'identity', false],
  ['NotAction', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, 'identity', false],
  ['no action', { Effect: 'Allow', Resource: '*' }, 'identity', true],
  ['Action and NotAction', { ...GET, NotAction: 'iam:*' }, 'identity', true],
  ['NotResource', { Effect: 'Allow', Action: '*', NotResource: 'a' }, 'identity', false],
  ['Resource and NotResource', { ...GET, NotResource: 'a' }, 'identity', true],
  ['no resource', { Effect: 'Allow', Action: '*' }, 'identity', true],
  ['no resource, in the policy of one', { Effect: 'Allow', Action: '*', Principal: '*' }, 'resource', false],
  ['no resource, in a trust', { Effect: 'Allow', Action: '*', Principal: '*' }, 'trust', false],
  ['no resource, in a resource control policy', { Effect: 'Deny', Action: '*', Principal: '*' }, 'resourceControlPolicies', true],
  ['a principal where there must be none', { ...GET, Principal: '*' }, 'identity', true],
  ['a NotPrincipal where there must be none', { ...GET, NotPrincipal: { AWS: '1' } }, 'permissionsBoundary', true],
  ['a principal in a resource control policy', { ...GET, Principal: '*' }, 'resourceControlPolicies', false],
  ['a principal in the policy of a resource', { ...GET, Principal: '*' }, 'resource', false],
  ['a principal in a trust', { ...GET, Principal: '*' }, 'trust', false],
  ['conditions that cannot be read', { ...GET, Condition: 'x' }, 'identity', true],
  ['an effect that is neither', { ...GET, Effect: 'allow' }, 'identity', true],
  ['a name that is not known', { ...GET, Resource: NAME }, 'identity', false],
])('whether a statement may say more or less than is read: %s', (_, statement, policy, expected) => {
  expect(setsOf(statement, policy).isOpen).toBe(expected);
});

test('what cannot be read of one statement says nothing of another', () => {
  const document = readDocument({ Version: '2012-10-17', Statement: [GET, { ...GET, Condition: NAME }] });
  expect(statementSets(document, { policy: 'identity', document: 0 }, PolicyVariables.open).map(({ isOpen }) => isOpen)).toEqual([false, true]);
});

test.each<[string, object, boolean]>([
  ['a principal', { Principal: '*' }, false],
  ['a principal that is no map', { Principal: NAME }, true],
  ['a NotPrincipal that is no map', { NotPrincipal: NAME }, true],
  ['conditions that cannot be read', { Principal: '*', Condition: 'x' }, false],
  ['an effect that is neither', { Principal: '*', Effect: NAME }, false],
  ['an element that is not known', { Principal: '*', [NAME]: 'x' }, true],
])('whether principals cannot be read: %s', (_, more, expected) => {
  expect(setsOf({ ...GET, ...more }, 'resource').hasUnreadablePrincipals).toBe(expected);
});

test.each<[string, object, boolean]>([
  ['all is read', { Statement: [GET] }, false],
  ['the id is not known', { Id: NAME, Statement: [GET] }, false],
  ['one statement is not known', { Statement: [GET, NAME] }, true],
  ['an element is not known', { Statement: [GET], [NAME]: 'x' }, true],
  ['there are none', {}, true],
  ['a part of a statement is not known', { Statement: [{ ...GET, Condition: NAME }] }, false],
])('whether there may be other statements: %s', (_, document, expected) => {
  expect(hasUnreadStatements(readDocument(document))).toBe(expected);
});

test('of what cannot be read, only an id says nothing of statements', () => {
  const withUnread = (...path: string[]) => hasUnreadStatements({ statements: [], undecided: [{ what: 'a part', path }], characters: 0 });
  expect([withUnread('Id'), withUnread('Id', 'x'), withUnread('Statement'), withUnread()]).toEqual([false, true, true, true]);
});

test('actions are compared in lower case, and those that are excepted are left out', () => {
  const actions = (more: object) => has(setsOf({ Effect: 'Allow', Resource: '*', ...more }).actions, 's3:getobject', 's3:putobject', 'iam:passrole', 'S3:GetObject');
  expect(actions({ Action: ['S3:Get*', 'iam:PassRole'] })).toEqual(['s3:getobject', 'iam:passrole']);
  expect(actions({ NotAction: ['S3:Get*', 'iam:*'] })).toEqual(['s3:putobject', 'S3:GetObject']);
  expect(actions({ Action: 's3:get*', NotAction: 'S3:*' })).toEqual(['s3:getobject', 'iam:passrole', 'S3:GetObject']);
  expect(actions({})).toEqual(['s3:getobject', 's3:putobject', 'iam:passrole', 'S3:GetObject']);
});

test('resources: entries of fewer than six parts are filled up where IAM does so, and have variables', () => {
  const own = 'arn:aws:s3:::bucket/a';
  const resources = (policy: PolicyKind, more: object = { Resource: 'arn:aws:s3' }) => has(setsOf({ Effect: 'Allow', Action: '*', ...more }, policy).resources, own, 'arn:aws:sqs:::q');
  expect((['identity', 'permissionsBoundary', 'session'] as const).map((policy) => resources(policy))).toEqual([[own], [own], [own]]);
  expect((['resource', 'trust', 'serviceControlPolicies', 'resourceControlPolicies'] as const).map((policy) => resources(policy))).toEqual([[], [], [], []]);
  expect(resources('identity', { NotResource: 'arn:aws:s3:::*' })).toEqual(['arn:aws:sqs:::q']);
  expect(resources('identity', { Resource: 'arn:aws:s3:::bucket/${k}' })).toEqual([own]);
  expect(resources('identity', { Resource: 'arn:aws:${k}:::bucket/a' })).toEqual([own]);
});

test('what a variable stands for is text, and in the first parts of an ARN there is none', () => {
  const variables = new PolicyVariables(new Map([['star', { kind: 'text', text: '*' }], ['s', { kind: 'text', text: 's3' }]]), () => undefined);
  const resources = (resource: string) => has(statementSets(readDocument({ Version: '2012-10-17', Statement: [{ ...GET, Resource: resource }] }), { policy: 'identity', document: 0 }, variables)[0].resources, 'arn:aws:s3:::*', 'arn:aws:s3:::a', 'arn:aws:sqs:::a');
  expect([resources('arn:aws:s3:::${star}'), resources('arn:aws:${s}:::a')]).toEqual([['arn:aws:s3:::*'], ['arn:aws:s3:::a', 'arn:aws:sqs:::a']]);
});

test.each<[string, object, boolean]>([
  ['StringEquals', { StringEquals: { 'aws:PrincipalTag/Team': ['red', 'blue'] } }, true],
  ['StringLike', { StringLike: { 'aws:PrincipalTag/Team': 're*' } }, true],
  ['a wildcard that is a letter', { StringEquals: { 'aws:PrincipalTag/Team': 're*' } }, false],
  ['a negation', { StringNotEquals: { 'aws:PrincipalTag/Team': 'red' } }, false],
  ['IfExists', { StringEqualsIfExists: { 'aws:PrincipalTag/Team': 'red' } }, false],
  ['any case', { StringEqualsIgnoreCase: { 'aws:PrincipalTag/Team': 'red' } }, false],
  ['ForAnyValue', { 'ForAnyValue:StringEquals': { 'aws:PrincipalTag/Team': 'red' } }, false],
  ['ForAllValues', { 'ForAllValues:StringEquals': { 'aws:PrincipalTag/Team': 'red' } }, false],
  ['an operator for ARNs', { ArnLike: { 'aws:PrincipalTag/Team': 'red' } }, false],
  ['an operator that IAM does not have', { StringIs: { 'aws:PrincipalTag/Team': 'red' } }, false],
  ['no value', { StringEquals: { 'aws:PrincipalTag/Team': [] } }, false],
  ['another variable', { StringEquals: { 'aws:PrincipalTag/Team': ['red', '${k}'] } }, false],
  ['a value that is not known', { StringEquals: { 'aws:PrincipalTag/Team': ['red', NAME] } }, false],
  ['another key', { StringEquals: { 'aws:PrincipalTag/Cost': 'red' } }, false],
])('a variable is what the conditions beside it list: %s', (_, condition, isNarrow) => {
  const own = setsOf({ ...GET, Resource: 'arn:aws:s3:::bucket/${aws:principaltag/team}', Condition: condition });
  expect(has(own.resources, 'arn:aws:s3:::bucket/red', 'arn:aws:s3:::bucket/green')).toEqual(['arn:aws:s3:::bucket/red', ...isNarrow ? [] : ['arn:aws:s3:::bucket/green']]);
});

test('tests of one key are together, whatever its case', () => {
  const { keys } = setsOf({ ...GET, Condition: { StringLike: { 'aws:Referer': 'a*', 'b': 'x' }, StringNotEquals: { 'AWS:referer': 'ab' } } });
  expect([...keys].map(([key, { operators }]) => [key, operators.map(({ name }) => name)])).toEqual([['aws:referer', ['StringLike', 'StringNotEquals']], ['b', ['StringLike']]]);
});

describe('tests of an account as tests of an ARN', () => {
  const arnTests = (...tests: (readonly [operator: string, ...values: string[]])[]) => asArnTests(tests.map(([name, ...values]) => ({ operator: parseOperator(name), key: 'aws:PrincipalAccount', values })))
    ?.map(({ operator, key, values }) => [operator.name, key, ...values]);

  test.each<[string, string]>([
    ['StringEquals', 'ArnLike'],
    ['StringNotLike', 'ArnNotLike'],
    ['StringEqualsIfExists', 'ArnLikeIfExists'],
    ['ForAnyValue:StringLike', 'ForAnyValue:ArnLike'],
    ['ForAllValues:StringNotEqualsIfExists', 'ForAllValues:ArnNotLikeIfExists'],
  ])('%s', (name, expected) => expect(arnTests([name, '1'])).toEqual([[expected, 'aws:PrincipalArn', 'arn:*:*:*:1:*']]));

  test('a wildcard that is a letter is in no account', () => {
    expect(arnTests(['StringEquals', '1*', '2?', '3'])).toEqual([['ArnLike', 'aws:PrincipalArn', 'arn:*:*:*:3:*']]);
    expect(arnTests(['StringLike', '1*', '2?'])).toEqual([['ArnLike', 'aws:PrincipalArn', 'arn:*:*:*:1*:*', 'arn:*:*:*:2?:*']]);
  });

  test('presence is that of the ARN', () => expect(arnTests(['Null', 'false'])).toEqual([['Null', 'aws:PrincipalArn', 'false']]));

  test('there is none where one compares as what no account is', () => {
    expect([arnTests(['NumericEquals', '1']), arnTests(['StringEquals', '1'], ['StringIs', '1']), arnTests(['ArnLike', '1']), arnTests(['Bool', 'true'], ['StringEquals', '1'])]).toEqual([undefined, undefined, undefined, undefined]);
  });
});
