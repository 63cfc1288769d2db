import { AUD, found, foundIn, provider, sound, statement, STS, SUB, WEB } from '../fixture';

const undecidable = (part: string) => `Undecidable[${part.replace(/ /g, '-')}]: ${part} is known only at deploy time, or cannot be read: judge it by hand`;
const role = (AssumeRolePolicyDocument: unknown, rest: object = {}) => foundIn({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument } } }, {}, rest);

test('what can be read is clean, whatever can be read', () => {
  expect(found(sound())).toEqual([]);
  expect(found([sound(), { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::111122223333:root' } }])).toEqual([]);
});

test('each part that is known only at deploy time is said to be', () => {
  expect(role({ Ref: 'Trust' })).toEqual([undecidable('the whole policy of the trust')]);
  expect(role({ Statement: { Ref: 'Statements' } })).toEqual([undecidable('statement 1 of the trust')]);
  expect(role({ Statement: [sound(), { Ref: 'Statement' }] })).toEqual([undecidable('statement 2 of the trust')]);
  expect(role({ Statement: sound(WEB, { Principal: { Ref: 'Principal' } }) })).toEqual([undecidable('the principal of statement 1 of the trust')]);
  expect(role({ Statement: sound(WEB, { Action: { Ref: 'Action' } }) })).toEqual([undecidable('the actions of statement 1 of the trust')]);
  expect(role({ Statement: sound(WEB, { Effect: { Ref: 'Effect' } }) })).toEqual([undecidable('the effect of statement 1 of the trust')]);
  expect(role({ Statement: sound({ Ref: 'Subject' }) })).toEqual([undecidable('the subject <Subject>')]);
  expect(role({ Statement: statement({ StringEquals: { [SUB]: WEB, [AUD]: { Ref: 'Audience' } } }) })).toEqual([undecidable('the audience <Audience>')]);
});

test('each is said once, and beside what is wrong', () => {
  expect(role({ Statement: [sound({ Ref: 'Subject' }), sound([{ Ref: 'Subject' }, 'web'])] })).toEqual([
    expect.stringContaining('MalformedSubject[web]'), undecidable('the subject <Subject>'),
  ]);
});

test('a subject that another condition of the statement names is of no interest, one that it leaves open is', () => {
  const two = (equal: unknown, like: unknown) => role({ Statement: statement({ StringEquals: { [SUB]: equal, [AUD]: STS }, StringLike: { [SUB]: like } }) });
  expect(two(WEB, { Ref: 'Subject' })).toEqual([]);
  expect(two({ Ref: 'Subject' }, '*')).toEqual([undecidable('the subject <Subject>')]);
  expect(two({ Ref: 'Subject' }, `${WEB}-*`)).toEqual([]);
});

test('a provider of which nothing is known may be a cluster\'s', () => {
  const own = (condition?: object, Federated: unknown = { Ref: 'Provider' }) => role({ Statement: statement(condition, { Principal: { Federated } }) });
  const unsure = [undecidable('whether the provider <Provider> of statement 1 of the trust, which asks for no sub, is a cluster\'s')];
  const cut = { 'Fn::Select': [1, { 'Fn::Split': [':oidc-provider/', { Ref: 'Provider' }] }] };
  const text = (claim: string) => ({
    'Fn::Join': ['', [
      '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"', { Ref: 'Provider' }, '"},"Condition":{"StringEquals":{"',
      cut, `:${claim}":"client"}}}}`,
    ]],
  });
  expect(role(text('aud'))).toEqual(unsure);
  expect(role(text('email'))).toEqual(unsure);
  expect(role(text('sub'))).toEqual([]);
  // The subjects say whose it is, or the issuer that is named.
  expect(own({ StringLike: { [SUB.replace('oidc.eks', 'token.actions')]: 'repo:a/b:*' } })).toEqual([]);
  expect(own({ StringEquals: { 'token.actions.githubusercontent.com:aud': STS, 'token.actions.githubusercontent.com:sub': { Ref: 'Subject' } } })).toEqual([]);
  expect(own({ StringEquals: { [SUB]: WEB, [AUD]: STS } })).toEqual([undecidable(`whether ${SUB.slice(0, -4)} is the issuer of <Provider>`)]);
});

test('a provider at an address that says nothing may be a cluster\'s, whatever the audience', () => {
  const own = (claims: object) => role({ Statement: statement({ StringEquals: claims }, { Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/id.example.com' } }) });
  expect(own({ 'id.example.com:aud': STS }))
    .toEqual([undecidable('whether the provider arn:aws:iam::111122223333:oidc-provider/id.example.com of statement 1 of the trust, which asks for no sub, is a cluster\'s')]);
  expect(own({ 'id.example.com:aud': 'my-client' }))
    .toEqual([undecidable('whether the provider arn:aws:iam::111122223333:oidc-provider/id.example.com of statement 1 of the trust, which asks for no sub, is a cluster\'s')]);
  expect(own({ 'id.example.com:aud': STS, 'id.example.com:sub': 'repo:a/b' })).toEqual([]);
});

test('an issuer of which nobody knows whether it is the provider\'s', () => {
  expect(role({ Statement: sound(WEB, { Principal: { Federated: { 'Fn::ImportValue': 'Provider' } } }) }))
    .toEqual([undecidable(`whether ${SUB.slice(0, -4)} is the issuer of <import Provider>`)]);
});

test('all ways in which conditions can come out are judged, each finding is said once', () => {
  const Conditions = { A: { 'Fn::Equals': [{ Ref: 'Stage' }, 'a'] }, B: { 'Fn::Equals': [{ Ref: 'Other' }, 'b'] } };
  const sub = (name: string, otherwise: string) => ({ 'Fn::If': [name, WEB, otherwise] });
  expect(role({ Statement: [sound(sub('A', 'web')), sound(sub('B', 'api'))] }, { Conditions })).toEqual([
    expect.stringContaining('MalformedSubject[web]: statement 1'), expect.stringContaining('MalformedSubject[api]: statement 2'),
  ]);
  expect(role({ Statement: [sound(), { 'Fn::If': ['A', statement(), { Ref: 'AWS::NoValue' }] }] }, { Conditions })).toEqual([
    expect.stringContaining(`MissingSub[${provider()}]: statement 2`), expect.stringContaining(`MissingAud[${provider()}]: statement 2`),
  ]);
});

test('what trusts no token is left alone', () => {
  expect(role({ Statement: { Effect: 'Allow', Action: { Ref: 'Action' }, Principal: { Service: 'lambda.amazonaws.com' } } })).toEqual([]);
  expect(role({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: { Ref: 'Service' } } } })).toEqual([]);
});

test.each([
  { StringNotEquals: { 'id.example.com:sub': 'admin' } },
  { Null: { 'id.example.com:aud': 'false' } },
  { StringEqualsIfExists: { 'id.example.com:aud': 'my-client' } },
  { StringLike: { 'id.example.com:sub': '*:*' } },
  { StringNotEquals: { 'other.example.com:sub': 'x' } },
])('conditions that name nobody are not silence about a provider that nothing says more of: %j', (condition) => {
  expect(role({ Statement: statement(condition, { Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/id.example.com' } }) }))
    .toEqual([expect.stringContaining('whether the provider arn:aws:iam::111122223333:oidc-provider/id.example.com of statement 1 of the trust')]);
});
