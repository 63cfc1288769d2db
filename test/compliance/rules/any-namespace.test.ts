import { AUD, found, foundIn, sound, statement, STS, SUB, WEB } from '../fixture';

const like = (sub: unknown, operator = 'StringLike') => statement({ StringEquals: { [AUD]: STS }, [operator]: { [SUB]: sub } });
const message = (sub: string, witness = WITNESSES[sub] ?? 'evil:x') => `AnyNamespace[${sub}]: statement 1 of the trust takes "${sub}", and so service accounts of more than one namespace`
  + `${witness === '' ? '' : `, such as system:serviceaccount:${witness}`}: name each namespace exactly`;
/** A service account that nobody meant. */
const WITNESSES: Readonly<Record<string, string>> = {
  'system:serviceaccount:*:web': 'y:web',
  'system:serviceaccount:team-?:web': 'team-y:web',
  'system:serviceaccount:team-*:web': 'team-y:web',
  'system:serviceaccount:shop*': 'shopx:x',
  'system:serviceaccount:shop*web': 'shopx:web',
  '*:web': 'y:web',
  '????????????????????????????????': 'yxxxxxxx:x',
};

test('patterns of names in one namespace are clean', () => {
  expect(found(sound())).toEqual([]);
  expect(found(like('system:serviceaccount:crossplane:provider-aws-*'))).toEqual([]);
  expect(found(like(['system:serviceaccount:crossplane:provider-aws-*', 'system:serviceaccount:crossplane:?-b']))).toEqual([]);
});

test.each([
  '*', '**', '?*', 'system:*', 'system:serviceaccount:*', 'system:serviceaccount:*:*', 'system:serviceaccount:*:web', 'system:serviceaccount:team-?:web',
  'system:serviceaccount:team-*:web', 'system:serviceaccount:shop*', 'system:serviceaccount:shop*web', 's*', '*:web', '????????????????????????????????',
])('%s is found', (sub) => {
  expect(found(like(sub))).toEqual([message(sub)]);
});

test('one of several values is enough', () => {
  expect(found(like([WEB, 'system:serviceaccount:*:web']))).toEqual([message('system:serviceaccount:*:web')]);
});

test('so it is under other operators that take wildcards', () => {
  expect(found(like('*', 'ForAnyValue:StringLike'))).toEqual([message('*')]);
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringLikeIfExists: { [SUB]: '*' }, Null: { [SUB]: 'false' } }))).toEqual([message('*')]);
});

test('another condition of the statement may name the service accounts', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS, [SUB]: WEB }, StringLike: { [SUB]: 'system:serviceaccount:*' } }))).toEqual([]);
  expect(found(statement({ 'StringEquals': { [AUD]: STS }, 'StringLike': { [SUB]: '*' }, 'ForAnyValue:StringLike': { [SUB]: 'system:serviceaccount:shop:web-*' } })))
    .toEqual([]);
  expect(found(statement({ 'StringEquals': { [AUD]: STS }, 'StringLike': { [SUB]: '*' }, 'ForAnyValue:StringLike': { [SUB]: 'system:*' } })))
    .toEqual([message('*'), message('system:*')]);
  // Another statement does not.
  expect(found([sound(), like('*')])).toEqual([message('*').replace('statement 1', 'statement 2')]);
});

test('a pattern is judged as far as it is known', () => {
  const role = (sub: unknown) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: like(sub) } } } });
  const undecidable = (sub: string) => `Undecidable[the-subject-${sub}]: the subject ${sub} is known only at deploy time, or cannot be read: judge it by hand`;
  expect(role({ 'Fn::Sub': 'system:serviceaccount:*:${Name}' })).toEqual([message('system:serviceaccount:*:<Name>', '')]);
  expect(role({ 'Fn::Sub': 'system:serviceaccount:${Namespace}:web' })).toEqual([undecidable('system:serviceaccount:<Namespace>:web')]);
  expect(role({ Ref: 'Subject' })).toEqual([undecidable('<Subject>')]);
  expect(role({ 'Fn::Sub': '${Subject}*' })).toEqual([undecidable('<Subject>*')]);
  // The name of what is not known is no pattern.
  expect(role({ 'Fn::ImportValue': 'a:*:b' })).toEqual([undecidable('<import a:*:b>').replace('import a', 'import-a')]);
});

test('what another condition keeps within a namespace is not found here', () => {
  const both = (other: string) => found(statement({ 'StringEquals': { [AUD]: STS }, 'StringLike': { [SUB]: '*' }, 'ForAnyValue:StringLike': { [SUB]: other } }));
  expect(both('system:serviceaccount:shop:*')).toEqual([expect.stringContaining('AnyServiceAccount[system:serviceaccount:shop:*]')]);
  expect(both('system:serviceaccount:shop:web-*')).toEqual([]);
  expect(both('system:serviceaccount:*:web')).toEqual([message('*'), message('system:serviceaccount:*:web')]);
});

test('a wildcard within the fixed part, and one in place of a colon, are one service account', () => {
  expect(found(like(['system:*:shop:web', 'system:serviceaccount:shop?web', 'sys?em:serviceaccount:shop:web']))).toEqual([]);
});

test('a part of a name within a namespace is not more than one namespace', () => {
  expect(found(like('*:serviceaccount:shop:web-*'))).toEqual([]);
});
