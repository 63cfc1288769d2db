import { issuer } from '../../support';
import { AUD, found, foundIn, provider, sound, statement, STS, SUB } from '../fixture';

const sub = (namespace: string, name: string) => `system:serviceaccount:${namespace}:${name}`;
const of = (n: number, ...subs: string[]) => statement({ StringEquals: { [`${issuer(n)}:sub`]: subs, [`${issuer(n)}:aud`]: STS } }, { Principal: { Federated: provider(n) } });
const namespaces = (names: number, count: number) =>
  [`UnrelatedServiceAccounts[namespaces]: the role serves ${names} service accounts of different names in ${count} namespaces: make a role for each`];

test('the same one of several namespaces, several of one, and the same of several clusters are clean', () => {
  expect(found(of(1, sub('a', 'web'), sub('b', 'web')))).toEqual([]);
  expect(found(of(1, sub('a', 'web'), sub('a', 'api')))).toEqual([]);
  expect(found([of(1, sub('a', 'web'), sub('a', 'api')), of(2, sub('a', 'api'), sub('a', 'web'))])).toEqual([]);
  expect(found([of(1, sub('a', 'web')), of(2, sub('b', 'web'))])).toEqual([]);
});

test('different names in different namespaces are found, in one statement and in two', () => {
  expect(found(of(1, sub('a', 'web'), sub('b', 'api')))).toEqual(namespaces(2, 2));
  expect(found([of(1, sub('a', 'web')), of(1, sub('b', 'api'), sub('c', 'db'))])).toEqual(namespaces(3, 3));
  expect(found([of(1, sub('a', 'web')), of(2, sub('b', 'api'))])).toEqual(namespaces(2, 2));
});

test('different names of different clusters are found', () => {
  expect(found([of(1, sub('a', 'web')), of(2, sub('a', 'api'))])).toEqual([
    `UnrelatedServiceAccounts[clusters]: the role serves different service accounts of 2 clusters (${provider(1)}, ${provider(2)}): make a role for each`,
  ]);
});

test('a pattern is one name, together with those that it takes', () => {
  const like = (...subs: string[]) => statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: subs } });
  expect(found([of(1, sub('a', 'web-1')), like(sub('b', 'web-*'))])).toEqual([]);
  expect(found([of(1, sub('a', 'web')), like(sub('b', 'provider-*'))])).toEqual(namespaces(2, 2));
});

test('what has its own finding, or is known only at deploy time, is not counted', () => {
  expect(found(sound([sub('a', 'web'), 'api']))).toEqual([expect.stringContaining('MalformedSubject[api]')]);
  const trust = sound([sub('a', 'web'), { 'Fn::Sub': 'system:serviceaccount:b:${Name}' }]);
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: trust } } } }))
    .toEqual([expect.stringContaining('Undecidable[the-subject-system:serviceaccount:b:<Name>]')]);
});
