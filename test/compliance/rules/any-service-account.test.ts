import { AUD, found, foundIn, sound, statement, STS, SUB } from '../fixture';

const like = (sub: unknown) => statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: sub } });
const message = (sub: string, namespace = 'shop', witness = `system:serviceaccount:${namespace}:evil`) =>
  `AnyServiceAccount[${sub}]: statement 1 of the trust takes "${sub}", every service account of the namespace ${namespace}`
  + `${witness === '' ? '' : `, such as ${witness}`}: name the service account`;

test('a pattern with a letter or a digit is clean', () => {
  expect(found(sound())).toEqual([]);
  expect(found(like(['system:serviceaccount:shop:a*', 'system:serviceaccount:shop:*1*']))).toEqual([]);
});

test.each([
  ['*', 'evil'], ['**', 'evil'], ['?*', 'evil'], ['*-*', 'evil-app'], ['*.*', 'x.x'], ['????', 'xxxx'], ['*e*', 'evil'],
])('%s is found', (name, witness) => {
  expect(found(like(`system:serviceaccount:shop:${name}`))).toEqual([message(`system:serviceaccount:shop:${name}`, 'shop', `system:serviceaccount:shop:${witness}`)]);
});

test('patterns that only together take most names are found together', () => {
  const each = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `system:serviceaccount:shop:*${letter}`);
  expect(found(like(each))).toContain('AnyServiceAccount[system:serviceaccount:shop:*a-and-25-others]: statement 1 of the trust takes by 26 patterns together '
    + 'most service accounts of the namespace shop, such as system:serviceaccount:shop:evil: name the service account');
  expect(found(like(each.slice(0, 1)))).toEqual([]);
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
  expect(role({ 'Fn::Sub': 'system:serviceaccount:${AWS::StackName}:*' })).toEqual([message('system:serviceaccount:<AWS::StackName>:*', '<AWS::StackName>', '')]);
  expect(role({ 'Fn::Sub': 'system:serviceaccount:shop:${Prefix}*' })).toEqual([
    'Undecidable[the-subject-system:serviceaccount:shop:<Prefix>*]: the subject system:serviceaccount:shop:<Prefix>* is known only at deploy time, '
      + 'or cannot be read: judge it by hand',
  ]);
});
