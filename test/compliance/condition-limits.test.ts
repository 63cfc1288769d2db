import { leftByDeny, limitOf } from '../../lib/compliance/condition-limits';
import type { LimitContext } from '../../lib/compliance/condition-limits';
import { SessionKeys } from '../../lib/compliance/session-keys';
import { readDocument } from '../../lib/iam/document';
import type { ConditionTest } from '../../lib/iam/policy-statement';

const statement = (Condition: object) => readDocument({ Statement: { Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*', Condition } }).statements[0];
const context = (more: Partial<LimitContext> = {}): LimitContext => ({ action: 'iam:PutRolePolicy', truthOf: () => undefined, writesPolicy: () => false, writesTags: () => false, ...more });
const limit = (condition: object, more?: Partial<LimitContext>) => limitOf(statement(condition), context(more));
const left = (condition: object, more?: Partial<LimitContext>) => leftByDeny(statement(condition), context(more));
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';

test.each([
  [{ StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }], [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }], [{ StringEquals: { 'aws:PrincipalTag/a': 'b' } }],
  [{ StringEquals: { 'aws:ResourceAccount': '111122223333' } }], [{ StringLike: { 'aws:ResourceTag/a': '*' } }], [{ StringEqualsIfExists: { 'aws:ResourceTag/a': 'b' } }],
  [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }], [{ Bool: { 'aws:ViaAWSService': 'false' } }], [{ StringNotEquals: { 'any:key': 'a' } }],
])('%j limits nobody', (condition) => expect(limit(condition)).toBe('none'));

test.each([
  [{ StringEquals: { 'aws:ResourceTag/a': 'b' } }], [{ StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } }], [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
  [{ NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }], [{ Bool: { 'kms:GrantIsForAWSResource': 'true' } }],
])('%j limits', (condition) => expect(limit(condition)).toBe('limited'));

test.each([[{ StringEquals: { 'some:Key': 'a' } }], [{ StringLike: { 'aws:ResourceTag/a': '*e*' } }], [{ Bool: { 'aws:ViaAWSService': 'true' } }], [{ Odd: { a: 'b' } }]])(
  '%j is not clear', (condition) => expect(limit(condition)).toBe('unclear'));

test('what the role may write itself is no limit', () => {
  expect(limit({ StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } }, { writesPolicy: (arn) => arn === BOUNDARY })).toBe('none');
  expect(limit({ StringEquals: { 'aws:ResourceTag/a': 'b' } }, { writesTags: () => true })).toBe('none');
});

test('what holds in each request of a session limits nobody, and what holds in none is a limit', () => {
  const session = new SessionKeys({ account: '111122223333', path: '/', roleName: 'web', trust: readDocument({ Statement: [] }) });
  const of = { truthOf: (test: ConditionTest) => session.truthOf(test, 'iam:PutRolePolicy') };
  expect(limit({ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/admin' } }, of)).toBe('limited');
  expect(limit({ ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::111122223333:role/web' } }, of)).toBe('none');
  expect(limit({ StringEquals: { 'aws:PrincipalType': 'User' } }, of)).toBe('limited');
  expect(left({ ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::111122223333:role/*' } }, of)).toBe('limited');
  expect(left({ ArnNotLike: { 'aws:PrincipalArn': 'arn:*:iam::111122223333:role/*' } }, of)).toBe('none');
  expect(left({ Null: { 'aws:username': 'true' }, StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, of)).toBe('none');
});

test('a Deny leaves what one of its conditions does not apply to', () => {
  expect(left({})).toBe('limited');
  expect(left({ StringNotEquals: { 'iam:PermissionsBoundary': BOUNDARY } })).toBe('limited');
  expect(left({ StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } })).toBe('none');
  expect(left({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })).toBe('limited');
  expect(left({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } })).toBe('none');
  expect(left({ StringNotEquals: { 'iam:PermissionsBoundary': BOUNDARY, 'aws:RequestedRegion': 'us-east-1' } })).toBe('none');
  expect(left({ 'ForAllValues:StringNotEquals': { 'iam:PermissionsBoundary': BOUNDARY } })).toBe('none');
});
