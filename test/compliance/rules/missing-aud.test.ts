import { issuer } from '../../support';
import { AUD, found, foundIn, provider, sound, statement, STS, SUB, WEB } from '../fixture';

const MESSAGE = `MissingAud[${provider()}]: statement 1 of the trust takes tokens of ${provider()} for any audience, such as "vault": add a condition on its aud`;

test('a trust that asks for the audience is clean', () => {
  expect(found(sound())).toEqual([]);
  expect(found(statement({ StringEquals: { [SUB]: WEB }, StringEqualsIgnoreCase: { [AUD.toUpperCase()]: STS } }))).toEqual([]);
  expect(found(statement({ 'StringEquals': { [SUB]: WEB }, 'ForAnyValue:StringEquals': { [AUD]: STS } }))).toEqual([]);
});

test.each([
  ['a trust for the subject alone', { StringEquals: { [SUB]: WEB } }],
  ['another claim', { StringEquals: { [SUB]: WEB, [`${issuer()}:azp`]: STS } }],
])('%s is found', (_, condition) => {
  expect(found(statement(condition))).toEqual([MESSAGE]);
});

test('an aud without its issuer is found, and none is shown, since no token has such a claim', () => {
  expect(found(statement({ StringEquals: { [SUB]: WEB, aud: STS } }))).toEqual([MESSAGE.replace(', such as "vault"', '')]);
});

test('each provider of a statement is one to ask', () => {
  expect(found([sound(), statement({ StringEquals: { [`${issuer(2)}:sub`]: WEB } }, { Principal: { Federated: [provider(2)] } })]))
    .toEqual([MESSAGE.replace('statement 1', 'statement 2').split(provider()).join(provider(2))]);
});

test('a Deny of other audiences asks for the audience, too', () => {
  const open = statement({ StringEquals: { [SUB]: WEB } });
  expect(found([open, statement({ StringNotEquals: { [AUD]: STS } }, { Effect: 'Deny' })])).toEqual([]);
  expect(found([open, statement({ StringNotEquals: { [AUD]: STS } }, { Effect: 'Deny', Principal: { Service: 'ec2.amazonaws.com' } })])).toEqual([MESSAGE]);
});

test('a key that is known only at deploy time may be the audience', () => {
  const document = { 'Fn::Sub': JSON.stringify({ Statement: statement({ StringEquals: { [SUB]: WEB, [`${issuer()}:\${Claim}`]: STS } }) }) };
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document } } })).toEqual([
    `Undecidable[the-condition-StringEquals-on-${issuer()}:<Claim>-of-statement-1-of-the-trust]: the condition StringEquals on ${issuer()}:<Claim> of `
      + 'statement 1 of the trust is known only at deploy time, or cannot be read: judge it by hand',
  ]);
});
