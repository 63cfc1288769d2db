import { issuer } from '../../support';
import { AUD, found, foundIn, provider, sound, statement, STS, SUB, WEB } from '../fixture';

const MESSAGE = `MissingSub[${provider()}]: statement 1 of the trust lets every service account of ${provider()} become the role, such as system:serviceaccount:evil:x: add a condition on its sub`;

test('a trust that asks for its service account is clean', () => {
  expect(found(sound())).toEqual([]);
  expect(found([sound()])).toEqual([]);
  expect(found(sound([WEB, 'system:serviceaccount:shop:api']))).toEqual([]);
});

test.each([
  ['no sub', { StringEquals: { [AUD]: STS } }],
  ['a condition on something else', { StringEquals: { [AUD]: STS, 'aws:RequestedRegion': 'eu-central-1' } }],
  ['another claim of the issuer', { StringEquals: { [AUD]: STS, [`${issuer()}:oaud`]: WEB } }],
  ['a condition that something is missing', { StringEquals: { [AUD]: STS }, Null: { 'aws:SourceIp': 'true' } }],
])('%s is found', (_, condition) => {
  expect(found(statement(condition))).toEqual([MESSAGE]);
});

test('a sub without its issuer is found, and nobody is shown, since no token has such a claim', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS, sub: WEB } }))).toEqual([MESSAGE.replace(', such as system:serviceaccount:evil:x', '')]);
});

test('what no token has is said to be met by nobody, and not to let everyone in', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS, 'aws:PrincipalOrgID': 'o-acme123456' } })))
    .toEqual([expect.stringContaining(`NobodyTrusted[${provider()}]: statement 1 of the trust takes no service account of ${provider()}: no token meets all its conditions`)]);
});

test('a Deny of some leaves others, of whom one is shown', () => {
  const denied = { ...statement({ StringLike: { [SUB]: ['system:serviceaccount:evil:*', 'system:serviceaccount:kube-system:*'] } }), Effect: 'Deny' };
  expect(found([statement({ StringEquals: { [AUD]: STS } }), denied])).toContainEqual(MESSAGE.replace('evil:x', 'default:default'));
});

test('no condition at all is found, and so is the missing audience', () => {
  const aud = `MissingAud[${provider()}]: statement 1 of the trust takes tokens of ${provider()} for any audience, such as "vault": add a condition on its aud`;
  expect(found(statement())).toEqual([MESSAGE, aud]);
  expect(found(statement({}))).toEqual([MESSAGE, aud]);
  expect(found(statement({ StringEquals: {} }))).toEqual([MESSAGE, aud]);
});

test('each statement is a way in, and so is each provider of a statement', () => {
  expect(found([sound(), statement({ StringEquals: { [AUD]: STS } })])).toEqual([MESSAGE.replace('statement 1', 'statement 2')]);
  expect(found([sound(), statement({ StringEquals: { [`${issuer(2)}:aud`]: STS } }, { Principal: { Federated: [provider(2)], Service: 'ec2.amazonaws.com' } })]))
    .toEqual([MESSAGE.replace('statement 1', 'statement 2').split(provider()).join(provider(2))]);
});

test.each(['sts:*', '*', 'sts:AssumeRoleWith*', 'STS:assumerolewithwebidentity', ['sts:TagSession', 'sts:AssumeRoleWithWebIdentity']])('the action %j is found', (Action) => {
  expect(found(statement({ StringEquals: { [AUD]: STS } }, { Action }))).toEqual([MESSAGE]);
  expect(found(sound(WEB, { Action }))).toEqual([]);
});

test('NotAction is found', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS } }, { Action: undefined, NotAction: 'sts:AssumeRole' }))).toEqual([MESSAGE]);
  expect(found(statement({ StringEquals: { [AUD]: STS } }, { Action: undefined, NotAction: 'sts:AssumeRoleWith*' }))).toEqual([]);
});

test('a Deny of all others asks for the service account, too', () => {
  const open = statement({ StringEquals: { [AUD]: STS } });
  const deny = (condition: object, more: object = {}) => [open, statement(condition, { Effect: 'Deny', Principal: '*', ...more })];
  expect(found(deny({ StringNotEquals: { [SUB]: WEB } }))).toEqual([]);
  expect(found(deny({ StringNotLikeIfExists: { [SUB]: `${WEB}-*` } }, { Principal: { Federated: provider() }, Action: '*' }))).toEqual([]);
  // It denies less: only under a further condition, another provider's tokens, another action, or not at all.
  expect(found(deny({ StringNotEquals: { [SUB]: WEB }, Bool: { 'aws:SecureTransport': 'false' } }))).toEqual([MESSAGE]);
  expect(found(deny({ StringNotEquals: { [SUB]: WEB } }, { Principal: { Federated: provider(2) } }))).toEqual([MESSAGE]);
  expect(found(deny({ StringNotEquals: { [SUB]: WEB } }, { Action: 'sts:AssumeRole' }))).toEqual([MESSAGE]);
  expect(found(deny({ StringNotEquals: { [SUB]: WEB } }, { Principal: { Service: '*' } }))).toEqual([MESSAGE]);
  expect(found(deny({ StringEquals: { [SUB]: WEB } }))).toEqual([MESSAGE]);
});

test('the case of a key does not matter', () => {
  expect(found(statement({ StringEquals: { [SUB.toUpperCase()]: WEB, [AUD.replace('oidc', 'OIDC')]: STS } }))).toEqual([]);
});

test('a provider that is known only at deploy time is judged by the audience, and by the role\'s other statements', () => {
  const role = (...Statement: any[]) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement } } } });
  const own = (condition?: object) => statement(condition, { Principal: { Federated: { Ref: 'Provider' } } });
  const text = (claims: Record<string, string>) => ({
    'Fn::Join': ['', [
      '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"', { Ref: 'Provider' }, '"},"Condition":{"StringEquals":{"',
      ...Object.entries(claims).flatMap(([claim, value], i) => [
        i > 0 ? ',"' : '', { 'Fn::Select': [1, { 'Fn::Split': [':oidc-provider/', { Ref: 'Provider' }] }] }, `:${claim}":"${value}"`,
      ]),
      '}}}}',
    ]],
  });
  const ofText = (claims: Record<string, string>) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: text(claims) } } });
  expect(ofText({ sub: WEB, aud: STS })).toEqual([]);
  expect(ofText({ aud: STS })).toEqual([MESSAGE.split(provider()).join('<Provider>').replace(', such as system:serviceaccount:evil:x', '')]);
  expect(role(own())).toEqual([
    MESSAGE.split(provider()).join('<Provider>'),
    'MissingAud[<Provider>]: statement 1 of the trust takes tokens of <Provider> for any audience, such as "vault": add a condition on its aud',
  ]);
  expect(role(own({ StringEquals: { [SUB]: WEB, [AUD]: STS } }), own()).filter((line) => line.startsWith('Missing'))).toEqual([
    MESSAGE.replace('statement 1', 'statement 2').split(provider()).join('<Provider>'),
    'MissingAud[<Provider>]: statement 2 of the trust takes tokens of <Provider> for any audience, such as "vault": add a condition on its aud',
  ]);
});

test('conditions that are known only at deploy time are said to be, and not taken for missing', () => {
  const role = (Condition: unknown) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: statement({}, { Condition }) } } } });
  const undecidable = (part: string) => `Undecidable[${part.replace(/ /g, '-')}]: ${part} is known only at deploy time, or cannot be read: judge it by hand`;
  expect(role({ Ref: 'Conditions' })).toEqual([undecidable('the conditions of statement 1 of the trust')]);
  expect(role({ StringEquals: { Ref: 'Tests' } })).toEqual([undecidable('the condition StringEquals of statement 1 of the trust')]);
  expect(role({ StringEquals: { 'Fn::GetAtt': ['Elsewhere', 'Value'] } })).toEqual([undecidable('the condition StringEquals of statement 1 of the trust')]);
});

test('a test of another provider that holds where the claim is missing does not tell whose tokens an unknown provider signs', () => {
  const trust = {
    'Fn::Sub': JSON.stringify({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: '${Provider}' },
        Condition: { StringEquals: { '${Issuer}:aud': STS }, StringEqualsIfExists: { 'token.actions.githubusercontent.com:sub': 'repo:acme/shop' } },
      }],
    }),
  };
  expect(foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } } }))
    .toContain('WeakOperator[StringEqualsIfExists-sub]: statement 1 of the trust tests sub with StringEqualsIfExists, which holds for others than those it names: write StringEquals');
});
