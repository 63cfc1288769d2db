import { policyProblems, statementProblems } from '../../lib/iam/grammar';
import { pathText, writtenPath } from '../../lib/iam/written-path';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const never = () => false;
const problems = (policy: unknown) => policyProblems(policy, never).map(({ path, problem }) => `${pathText(path)} ${problem}`.trim());
const ofStatement = (change: object) => problems({ Version: '2012-10-17', Statement: [READ, { ...READ, ...change }] });

test.each([
  [{ Version: '2012-10-17', Id: 'x', Statement: [READ] }], [{ Statement: READ }],
  [{ Statement: [{ ...READ, Sid: 'a1', Condition: { 'ForAnyValue:StringLikeIfExists': { a: ['b', 1, true] }, 'null': { b: 'true' } } }] }],
  [{ Statement: [{ Effect: 'Deny', NotAction: ['iam:*'], NotResource: ['x'] }] }],
])('%j is fine', (policy) => expect(problems(policy)).toEqual([]));

test.each<[unknown, string]>([
  [undefined, 'must be an IAM policy, an object with "Version" and "Statement", got undefined'],
  [[], 'must be an IAM policy, an object with "Version" and "Statement", got []'],
  [{}, 'Statement must have at least one statement, got none'],
  [{ Statement: [] }, 'Statement must have at least one statement, got []'],
  [{ Statement: null }, 'Statement[0] must be an object, got null'],
  [{ Statement: [READ], version: '2012-10-17' }, 'must have no "version", which IAM does not know: did you mean "Version"?'],
  [{ Statements: [READ] }, 'must have no "Statements", which IAM does not know: did you mean "Statement"?'],
  [{ statement: [READ] }, 'must have no "statement", which IAM does not know: did you mean "Statement"?'],
  [{ PolicyVersion: { VersionId: 'v1', Document: { Version: '2012-10-17', Statement: [READ] } } },
    'must be the policy alone, got one within "PolicyVersion.Document", as a command prints it: write what stands there'],
  [{ RoleName: 'a', PolicyDocument: { Statement: READ } }, 'must be the policy alone, got one within "PolicyDocument", as a command prints it: write what stands there'],
  [{ Statement: [{ ...READ, Sid: 'a' }, { ...READ, Sid: 'a' }] }, 'Statement[1].Sid must be unique in the policy, got "a" again'],
])('%j: %s', (policy, problem) => expect(problems(policy)).toEqual([problem]));

test.each<[object, string]>([
  [{ Effect: 'allow' }, 'Statement[1].Effect must be "Allow" or "Deny", got "allow"'],
  [{ Sid: 1 }, 'Statement[1].Sid must be letters and digits, got 1'],
  [{ NotAction: 'x' }, 'Statement[1] must have Action or NotAction, not both'],
  [{ Resource: [''] }, 'Statement[1].Resource must be a text or a list of texts, got [""]'],
  [{ NotPrincipal: {} }, 'Statement[1].NotPrincipal must be left out: the policy of a role is for the role itself'],
  [{ Condition: 'x' }, 'Statement[1].Condition must be an object of operators, such as {"StringEquals": {…}}, got "x"'],
  [{ Condition: { Null: [] } }, 'Statement[1].Condition.Null must be an object of condition keys, such as {"aws:RequestedRegion": "eu-central-1"}, got []'],
  [{ Condition: { Bool: { a: {} } } }, 'Statement[1].Condition.Bool must give "a" a text, number, boolean or a list of them, got {}'],
  [{ Condition: { StringLikes: { a: 'b' } } }, 'Statement[1].Condition must have no operator "StringLikes", which IAM does not know: did you mean "StringLike"?'],
])('%j: %s', (change, problem) => expect(ofStatement(change)).toEqual([problem]));

test('an element under a slightly other name is one mistake', () => {
  expect(problems({ Statement: [{ Effect: 'Allow', Actions: 'a:b', resource: '*' }] })).toEqual([
    'Statement[0] must have no "Actions", which IAM does not know: did you mean "Action"?',
    'Statement[0] must have no "resource", which IAM does not know: did you mean "Resource"?',
  ]);
  expect(problems({ Statement: [{ effect: 'Allow', Action: 'a:b', Resource: '*' }] })).toEqual([
    'Statement[0] must have no "effect", which IAM does not know: did you mean "Effect"?',
  ]);
});

test('of what is known at deploy time only, nothing is said', () => {
  const open = { token: 1 };
  const isOpen = (value: unknown) => value === open || value === '<token>';
  const check = (change: object) => statementProblems({ ...READ, ...change }, ['statements', '0'], isOpen).map(({ path }) => pathText(path));
  expect(check({ Sid: '<token>', Condition: open })).toEqual([]);
  expect(check({ Condition: { StringEquals: open, Bool: { a: open, b: [open] } } })).toEqual([]);
  expect(check({ Condition: { '<token>': { a: 'b' } } })).toEqual([]);
  expect(check({ Condition: '<token>' })).toEqual(['statements[0].Condition']);
});

test('a path is found as the policy writes it', () => {
  const policy = { statement: { EFFECT: 'Allow', Action: ['a', 'b'], Resource: 'r', Condition: { StringEquals: { 'Aws:x': 'y' } } } };
  expect(writtenPath(policy, ['Statement', '0', 'Effect'])).toEqual(['statement', 'EFFECT']);
  expect(writtenPath(policy, ['Statement', '0', 'Action', '1'])).toEqual(['statement', 'Action', '1']);
  expect(writtenPath(policy, ['Statement', '0', 'Resource', '0'])).toEqual(['statement', 'Resource']);
  expect(writtenPath(policy, ['Statement', '0', 'NotAction', '1'])).toEqual(['statement']);
  expect(writtenPath(policy, ['Statement', '0', 'Condition', 'StringEquals', 'aws:x', '0'])).toEqual(['statement', 'Condition', 'StringEquals', 'Aws:x']);
  expect(writtenPath({ Statement: [{ a: 1, A: 2 }] }, ['Statement', '0', 'A'])).toEqual(['Statement', '0', 'A']);
  expect(writtenPath('text', ['Statement', '0'])).toEqual([]);
});
