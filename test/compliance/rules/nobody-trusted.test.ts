import { issuer } from '../../support';
import { AUD, found, provider, sound, statement, STS, SUB, WEB } from '../fixture';

const MESSAGE = `NobodyTrusted[${provider()}]: statement 1 of the trust takes no service account of ${provider()}: no token meets all its conditions, `
  + 'or another statement denies it; name the service account and the audience, and nothing besides';
const exact = { [SUB]: WEB, [AUD]: STS };

test.each<[string, unknown]>([
  ['no values', statement({ StringEquals: { [SUB]: [], [AUD]: STS } })],
  ['two different subjects at once', statement({ StringEquals: exact, StringLike: { [SUB]: 'system:serviceaccount:media:*-worker' } })],
  ['a principal that a token does not have', statement({ StringEquals: { ...exact, 'aws:PrincipalOrgID': 'o-1' } })],
  ['an account that calls for a service', statement({ StringEquals: { ...exact, 'aws:SourceAccount': '111122223333' } })],
  ['everything denied', [sound(), { Effect: 'Deny', Principal: '*', Action: '*' }]],
  ['the same subject denied', [sound(), { ...statement({ StringEquals: { [SUB]: WEB } }), Effect: 'Deny' }]],
])('%s', (_, statements) => {
  expect(found(statements)).toEqual([MESSAGE]);
});

test.each<[string, unknown]>([
  ['an exact trust', sound()],
  ['two values, one of which is met', statement({ StringEquals: exact, StringLike: { [SUB]: 'system:serviceaccount:shop:*eb' } })],
  ['conditions on the request', statement({ StringEquals: exact, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, NumericLessThan: { 'sts:DurationSeconds': '3600' } })],
  ['another subject denied', [sound(), { ...statement({ StringEquals: { [SUB]: `${WEB}-2` } }), Effect: 'Deny' }]],
  ['a second cluster', [sound(), statement({ StringEquals: { [`${issuer(2)}:sub`]: WEB, [`${issuer(2)}:aud`]: STS } }, { Principal: { Federated: provider(2) } })]],
])('%s is met', (_, statements) => {
  expect(found(statements)).toEqual([]);
});
