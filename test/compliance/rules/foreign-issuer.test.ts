import { ACCOUNT, issuer } from '../../support';
import { AUD, found, foundIn, provider, sound, statement, STS, SUB, WEB } from '../fixture';

const message = (other: string, n = 1, number = 1) => `ForeignIssuer[${other}]: statement ${number} of the trust has conditions on "${other}", but its principal is `
  + `${provider(n)}: name that provider's issuer`;

test('conditions on the principal\'s own issuer are clean, whatever their case, and whatever else is asked', () => {
  expect(found(sound())).toEqual([]);
  expect(found(statement({ StringEquals: { [SUB.toLowerCase()]: WEB, [AUD]: STS, 'sts:RoleSessionName': 'web', 'aws:SourceVpc': 'vpc-1' } }))).toEqual([]);
});

test('a trust that was copied to a second cluster is found, and is not said to ask for nothing', () => {
  expect(found(sound(WEB, { Principal: { Federated: provider(2) } }))).toEqual([message(issuer(), 2)]);
  expect(found(statement({ StringEquals: { [`${issuer(2)}:sub`]: WEB, [AUD]: STS } }))).toEqual([message(issuer(2))]);
});

test('with a weak operator it asks for nothing', () => {
  expect(found(statement({ StringEquals: { [AUD]: STS }, StringEqualsIfExists: { [`${issuer(2)}:sub`]: WEB } }))).toEqual([
    `MissingSub[${provider()}]: statement 1 of the trust lets every service account of ${provider()} become the role, such as system:serviceaccount:evil:x: add a condition on its sub`,
    message(issuer(2)),
  ]);
});

test.each([
  ['a slash', `${issuer()}/`], ['the id alone', issuer().split('/')[2]],
])('%s in the key is found', (_, other) => {
  expect(found(statement({ StringEquals: { [`${other}:sub`]: WEB, [`${other}:aud`]: STS } }))).toEqual([message(other)]);
});

test.each([
  ['the scheme', `https://${issuer()}`, "begins with https://, and no token's claims are under that"],
  ['the ARN', provider(), 'is the ARN of the provider, where its issuer belongs'],
])('%s in the key is found, with what to write', (_, other, problem) => {
  expect(found(statement({ StringEquals: { [`${other}:sub`]: WEB, [`${other}:aud`]: STS } }))).toEqual([
    `ForeignIssuer[${other}]: statement 1 of the trust has conditions on "${other}", which ${problem}: write "${issuer()}"`,
  ]);
});

test('two providers in one statement never have the same conditions', () => {
  const both = { Principal: { Federated: [provider(1), provider(2)] } };
  expect(found(sound(WEB, both))).toEqual([message(issuer(1), 2)]);
  expect(found(statement({ StringEquals: { [SUB]: WEB, [AUD]: STS, [`${issuer(2)}:sub`]: WEB, [`${issuer(2)}:aud`]: STS } }, both)))
    .toEqual([message(issuer(2), 1), message(issuer(1), 2)]);
});

test('one issuer that is registered in two accounts is the same issuer', () => {
  const other = `arn:aws:iam::444455556666:oidc-provider/${issuer()}`;
  expect(found([sound(), sound(WEB, { Principal: { Federated: other } })]).filter((line) => line.startsWith('ForeignIssuer'))).toEqual([]);
});

describe('deploy-time values', () => {
  const text = (federated: unknown, key: unknown) => ({
    'Fn::Join': ['', [
      '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"', federated, '"},"Condition":{"StringEquals":{"', key,
      `:sub":"${WEB}","`, key, `:aud":"${STS}"}}}}`,
    ]],
  });
  const role = (federated: unknown, key: unknown) => foundIn({
    Made: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: { 'Fn::GetAtt': ['Cluster', 'OpenIdConnectIssuerUrl'] } } },
    Literal: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${issuer()}` } },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: text(federated, key) } },
  });
  const cut = (value: unknown, delimiter = '//') => ({ 'Fn::Select': [1, { 'Fn::Split': [delimiter, value] }] });
  const url = (cluster = 'Cluster') => ({ 'Fn::GetAtt': [cluster, 'OpenIdConnectIssuerUrl'] });
  const named = (other: string, principal: string) => [
    `ForeignIssuer[${other.replace(/ /g, '-')}]: statement 1 of the trust has conditions on "${other}", but its principal is ${principal}: name that provider's issuer`,
  ];
  const undecidable = (other: string, principal: string) => [
    `Undecidable[whether-${other}-is-the-issuer-of-${principal}]: whether ${other} is the issuer of ${principal} is known only at deploy time, `.replace(/ (?=[^\]]*\])/g, '-')
      + 'or cannot be read: judge it by hand',
  ];

  test('an issuer that is cut out of the provider, or out of the cluster it was made for, is its own', () => {
    expect(role({ Ref: 'Made' }, cut({ Ref: 'Made' }, ':oidc-provider/'))).toEqual([]);
    expect(role({ 'Fn::GetAtt': ['Made', 'Arn'] }, cut(url()))).toEqual([]);
    expect(role({ Ref: 'Literal' }, issuer())).toEqual([]);
    expect(role({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::${ACCOUNT}:oidc-provider/\${Issuer}` }, { Ref: 'Issuer' })).toEqual([]);
  });

  test('another one that is known is found', () => {
    expect(role({ Ref: 'Literal' }, issuer(2))).toEqual(named(issuer(2), '<Literal>'));
  });

  test('one that was not cut out is found', () => {
    expect(role({ Ref: 'Made' }, { Ref: 'Made' })).toEqual([
      'ForeignIssuer[<Made>]: statement 1 of the trust has conditions on "<Made>", which is the ARN of the provider, where its issuer belongs: '
      + "cut it out of the ARN with !Select [1, !Split [':oidc-provider/', !Ref Made]]",
    ]);
    expect(role({ Ref: 'Made' }, url())).toEqual([
      'ForeignIssuer[<Cluster.OpenIdConnectIssuerUrl>]: statement 1 of the trust has conditions on "<Cluster.OpenIdConnectIssuerUrl>", which begins with https://, '
      + "and no token's claims are under that: cut it off with !Select [1, !Split ['//', !GetAtt Cluster.OpenIdConnectIssuerUrl]]",
    ]);
  });

  test('another one that is not known is said to be undecidable', () => {
    expect(role({ Ref: 'Made' }, cut(url('Other')))).toEqual(undecidable('<issuer of Other.OpenIdConnectIssuerUrl>', '<Made>'));
    expect(role({ 'Fn::ImportValue': 'Provider' }, { 'Fn::ImportValue': 'Issuer' })).toEqual(undecidable('<import Issuer>', '<import Provider>'));
  });
});
