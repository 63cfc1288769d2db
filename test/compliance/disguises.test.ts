import { issuer } from '../support';
import { AUD, found, foundIn, provider, sound, statement, STS, SUB, underOf, WEB } from './fixture';

const ids = (...statements: any[]) => found(statements).map((line) => line.split(': ')[0]);
/** For anybody with the audience, but for what is told. */
const open = (condition: object = {}, more: object = {}) => statement({ StringEquals: { [AUD]: STS }, ...condition }, more);
const MISSING_SUB = `MissingSub[${provider()}]`;
const ASKED = underOf({ StringEquals: { [SUB]: WEB, [AUD]: STS } });

/** Ways to write a wide trust so that it does not look like one. */
test.each<[string, string[], any[]]>([
  ['ForAnyValue', ['AnyNamespace[*]'], [open({ 'ForAnyValue:StringLike': { [SUB]: '*' } })]],
  ['an operator in another case', ['AnyNamespace[system:serviceaccount:*:*]'], [open({ stringLIKE: { [SUB]: 'system:serviceaccount:*:*' } })]],
  ['a key in another case', ['AnyServiceAccount[system:serviceaccount:shop:*]'], [open({ StringLike: { [SUB.toUpperCase()]: 'system:serviceaccount:shop:*' } })]],
  ['elements and a principal in another case', [MISSING_SUB, `MissingAud[${provider()}]`],
    [{ effect: 'Allow', ACTION: 'STS:assumerolewithwebidentity', principal: { federated: provider() } }]],
  ['a wide value among narrow ones', ['AnyNamespace[system:serviceaccount:*:web]'], [open({ StringLike: { [SUB]: [WEB, 'system:serviceaccount:*:web', 'system:serviceaccount:shop:w*'] } })]],
  ['a pattern of question marks', ['AnyServiceAccount[system:serviceaccount:shop:?????]'], [open({ StringLike: { [SUB]: 'system:serviceaccount:shop:?????' } })]],
  ['conditions split over operators', ['AnyServiceAccount[system:serviceaccount:shop:*]'],
    [open({ 'StringLike': { [SUB]: 'system:serviceaccount:shop:*' }, 'ForAnyValue:StringLike': { [SUB]: 'system:serviceaccount:*' } })]],
  ['a wide statement after a sound one', [MISSING_SUB], [sound(), open()]],
  ['all actions of STS', [MISSING_SUB], [open({}, { Action: 'sts:*' })]],
  ['an account beside the provider', [MISSING_SUB], [open({}, { Action: 'sts:*', Principal: { AWS: 'arn:aws:iam::111122223333:root', Federated: [provider()] } })]],
  ['everyone beside the provider', [`AnyProvider[*${ASKED}]`], [sound(WEB, { Principal: { Federated: provider(), AWS: ['arn:aws:iam::111122223333:root', '*'] } })]],
  ['everyone but somebody', [`AnyProvider[NotPrincipal${ASKED}]`], [sound(WEB, { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } })]],
  ['a policy variable of the token itself', [`MalformedSubject[\${${SUB}}]`], [open({ StringLike: { [SUB]: `\${${SUB}}` } })]],
  ['a policy variable of the caller', ['MalformedSubject[system:serviceaccount:shop:${aws:PrincipalTag/app}]'], [sound('system:serviceaccount:shop:${aws:PrincipalTag/app}')]],
  ['a claim of nearly the same name', [`MissingAud[${provider()}]`], [statement({ StringEquals: { [SUB]: WEB, [`${issuer()}:azp`]: STS } })]],
  ['a Deny under a further condition', [MISSING_SUB],
    [open(), statement({ StringNotEquals: { [SUB]: WEB }, Bool: { 'aws:SecureTransport': 'true' } }, { Effect: 'Deny' })]],
])('%s', (_, expected, statements) => {
  expect(ids(...statements)).toEqual(expected);
});

test('escapes in JSON text', () => {
  const text = JSON.stringify({ Statement: [open({ StringLike: { [SUB]: 'system:serviceaccount:*:*' } })] });
  const escaped = text.replace(/\*/g, '\\u002a').replace(/sub/g, 's\\u0075b').replace('Federated', '\\u0046ederated').replace('Statement', '\\u0053tatement');
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: escaped } } }).map((line) => line.split(': ')[0]))
    .toEqual(['AnyNamespace[system:serviceaccount:*:*]']);
});

/** Sound trusts that look odd. */
test.each<[string, any[]]>([
  ['the same conditions under several operators', [open({ 'ForAnyValue:StringEquals': { [SUB]: [WEB] }, 'StringEqualsIgnoreCase': { [AUD]: STS } })]],
  ['elements and keys in another case', [{
    effect: 'Allow', action: 'STS:AssumeRoleWithWebIdentity', principal: { FEDERATED: provider() }, condition: { stringequals: { [SUB.toUpperCase()]: WEB, [AUD]: STS } },
  }]],
  ['a wide pattern beside the exact name', [open({ 'StringLike': { [SUB]: 'system:serviceaccount:*' }, 'ForAnyValue:StringEquals': { [SUB]: WEB } })]],
  ['a Deny of all others', [open(), statement({ StringNotEqualsIfExists: { [SUB]: WEB } }, { Effect: 'Deny', Principal: { AWS: '*' } })]],
  ['all actions of STS, with an account beside', [sound(WEB, { Action: 'sts:*', Principal: { Federated: provider(), AWS: 'arn:aws:iam::111122223333:root' } })]],
  ['conditions beside', [open({ StringEquals: { [AUD]: STS, [SUB]: WEB }, DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' }, Null: { [SUB]: 'false' } })]],
])('%s is clean', (_, statements) => {
  expect(found(statements)).toEqual([]);
});
