import { AUD, found, foundIn, sound, statement, STS, SUB, WEB } from '../fixture';

const message = (sub: string, namespace = 'shop') => `DefaultServiceAccount[${sub}]: statement 1 of the trust takes every pod of the namespace ${namespace} `
  + 'that names no service account: make one for the workload';

test('service accounts with names of their own are clean, also in the namespace default', () => {
  expect(found(sound())).toEqual([]);
  expect(found(sound(['system:serviceaccount:default:web', 'system:serviceaccount:default:default-web']))).toEqual([]);
});

test('"default" is found in each namespace', () => {
  expect(found(sound(['system:serviceaccount:default:default', 'system:serviceaccount:shop:default'])))
    .toEqual([message('system:serviceaccount:default:default', 'default'), message('system:serviceaccount:shop:default')]);
});

test('a pattern that takes it is found', () => {
  const like = (sub: string) => statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: sub } });
  expect(found(like('system:serviceaccount:shop:d*'))).toEqual([message('system:serviceaccount:shop:d*')]);
  expect(found(like('system:serviceaccount:shop:default-*'))).toEqual([]);
});

test('another condition of the statement may take it away', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS, [SUB]: ['system:serviceaccount:shop:default', WEB] }, StringLike: { [SUB]: `${WEB}*` } }))).toEqual([]);
});

test('a namespace that is known only at deploy time is said to be undecidable', () => {
  const trust = sound({ 'Fn::Sub': 'system:serviceaccount:${Namespace}:default' });
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: trust } } } })).toEqual([
    message('system:serviceaccount:<Namespace>:default', '<Namespace>'),
    'Undecidable[the-subject-system:serviceaccount:<Namespace>:default]: the subject system:serviceaccount:<Namespace>:default is known only at deploy time, '
      + 'or cannot be read: judge it by hand',
  ]);
});
