import { AUD, found, foundIn, sound, statement, STS, SUB } from '../fixture';

const like = (sub: unknown) => statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: sub } });
const message = (sub: string, namespace = 'shop') => `AnyServiceAccount[${sub}]: statement 1 of the trust takes "${sub}", every service account of the namespace `
  + `${namespace}: name the service account`;

test('a pattern with a letter or a digit is clean', () => {
  expect(found(sound())).toEqual([]);
  expect(found(like(['system:serviceaccount:shop:a*', 'system:serviceaccount:shop:*1*']))).toEqual([]);
});

test.each(['*', '**', '?*', '*-*', '*.*', '????'])('%s is found', (name) => {
  expect(found(like(`system:serviceaccount:shop:${name}`))).toEqual([message(`system:serviceaccount:shop:${name}`)]);
});

test('of several values, each is found', () => {
  expect(found(like(['system:serviceaccount:a:*', 'system:serviceaccount:b:b-*', 'system:serviceaccount:c:*'])))
    .toEqual([message('system:serviceaccount:a:*', 'a'), message('system:serviceaccount:c:*', 'c')]);
});

test('another condition of the statement may name the service accounts', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS, [SUB]: 'system:serviceaccount:shop:web' }, StringLike: { [SUB]: 'system:serviceaccount:shop:*' } })))
    .toEqual([]);
});

test('a namespace that is known only at deploy time is one', () => {
  const role = (sub: unknown) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: like(sub) } } } });
  expect(role({ 'Fn::Sub': 'system:serviceaccount:${AWS::StackName}:*' })).toEqual([message('system:serviceaccount:<AWS::StackName>:*', '<AWS::StackName>')]);
  expect(role({ 'Fn::Sub': 'system:serviceaccount:shop:${Prefix}*' })).toEqual([
    'Undecidable[the-subject-system:serviceaccount:shop:<Prefix>*]: the subject system:serviceaccount:shop:<Prefix>* is known only at deploy time, '
      + 'or cannot be read: judge it by hand',
  ]);
});
