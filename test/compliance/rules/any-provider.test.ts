import { issuer } from '../../support';
import { AUD, found, foundIn, provider, sound, statement, STS, SUB, underOf, WEB } from '../fixture';

const message = (principal: string, under = '') => `AnyProvider[${principal}${under}]: statement 1 of the trust takes web identities of the principal ${principal}: `
  + 'name the ARN of one OIDC provider';
const CONDITION = { StringEquals: { [SUB]: WEB, [AUD]: STS } };

test('a provider that is named is clean', () => {
  expect(found(sound())).toEqual([]);
  expect(found(sound(WEB, { Principal: { Federated: [provider()], AWS: 'arn:aws:iam::111122223333:root', Service: 'ec2.amazonaws.com' } }))).toEqual([]);
});

test.each([
  [{ Federated: '*' }, '*'], ['*', '*'], [{ AWS: '*' }, '*'], [{ AWS: ['arn:aws:iam::111122223333:root', '*'] }, '*'],
  [{ Federated: 'arn:aws:iam::111122223333:oidc-provider/*' }, 'arn:aws:iam::111122223333:oidc-provider/*'],
  [{ Federated: `arn:aws:iam::*:oidc-provider/${issuer()}` }, `arn:aws:iam::*:oidc-provider/${issuer()}`],
])('the principal %j is found, whatever the conditions', (Principal, principal) => {
  const isOfProviders = typeof Principal === 'object' && 'Federated' in Principal;
  expect(found(statement(CONDITION, { Principal }))).toEqual([message(principal, isOfProviders ? '' : underOf(CONDITION))]);
  expect(found(statement(undefined, { Principal }))).toContain(message(principal));
});

test('NotPrincipal is found', () => {
  expect(found(statement(CONDITION, { Principal: undefined, NotPrincipal: { Federated: provider(2) } }))).toEqual([
    `AnyProvider[NotPrincipal${underOf(CONDITION)}]: statement 1 of the trust takes web identities of everything but NotPrincipal: name the ARN of one OIDC provider as Principal`,
  ]);
});

test('what the conditions leave open is found besides', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: '*' } }, { Principal: { Federated: '*' } }))).toEqual([
    'AnyNamespace[*]: statement 1 of the trust takes "*", and so service accounts of more than one namespace, such as system:serviceaccount:evil:x: name each namespace exactly', message('*'),
  ]);
});

test('a trust of everyone is not about tokens where tokens are not asked for', () => {
  expect(found(statement(undefined, { Principal: '*', Action: 'sts:AssumeRole' }))).toEqual([]);
  expect(found(statement({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, { Principal: { AWS: '*' }, Action: 'sts:*' }))).toEqual([]);
  expect(found(statement(undefined, { Principal: { AWS: '*' }, Action: 'sts:*' }))).toEqual([message('*')]);
  expect(found([sound(), statement(undefined, { Principal: '*', Effect: 'Deny', Action: 'sts:*' })])).toEqual([expect.stringContaining('NobodyTrusted')]);
});

test('a role of a workload that everyone may assume is found, unless a condition says who', () => {
  const everyone = (more: object = {}) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' }, ...more });
  const found2 = ['AnyProvider[sts:AssumeRole]: statement 2 of the trust takes everyone who has an account of AWS, such as arn:aws:iam::999999999999:role/evil: name who may become the role'];
  expect(found([sound(), everyone()])).toEqual(found2);
  expect(found([sound(), everyone({ Principal: '*', Action: 'sts:Assume*Role' })])).toEqual(found2);
  for (const limit of [
    { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, { StringEquals: { 'sts:ExternalId': 'x' } }, { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } },
    { StringLike: { 'aws:PrincipalArn': ['*'] }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
  ]) {
    expect(found([sound(), everyone({ Condition: limit })])).toEqual([]);
  }
  for (const none of [
    { StringLike: { 'aws:PrincipalArn': '*' } }, { StringLike: { 'sts:ExternalId': ['x', '?*'] } }, { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } },
    { Bool: { 'aws:SecureTransport': 'true' }, Null: { 'sts:ExternalId': 'false' } }, { 'ForAnyValue:ArnNotLike': { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:*' } },
  ]) {
    expect(found([sound(), everyone({ Condition: none })])).toEqual(found2.map((text) => text.replace(']', `${underOf(none)}]`)));
  }
  expect(found([sound(), everyone({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })])).toEqual([]);
  expect(found([sound(), everyone({ Action: 'sts:*' })])).toEqual([message('*').replace('statement 1', 'statement 2')]);
});

test('a principal that is known only at deploy time is none, and its name no wildcard', () => {
  const role = (Principal: unknown) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: statement(CONDITION, { Principal }) } } } });
  expect(role({ Ref: 'Principal' })).toEqual([
    'Undecidable[the-principal-of-statement-1-of-the-trust]: the principal of statement 1 of the trust is known only at deploy time, or cannot be read: judge it by hand',
  ]);
  expect(role({ Federated: { 'Fn::ImportValue': 'a*' } }).filter((line) => line.startsWith('AnyProvider'))).toEqual([]);
  expect(role({ Federated: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/*' } }))
    .toEqual([message('arn:<AWS::Partition>:iam::<AWS::AccountId>:oidc-provider/*')]);
});
