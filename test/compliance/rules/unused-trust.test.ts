import { AUD, foundIn, provider, sound, statement, STS, SUB, WEB } from '../fixture';

const role = (trust: any) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: trust } } });
const manifest = (annotations: object | undefined, name = 'web', ClusterName: unknown = 'production') => ({
  Type: 'Custom::AWSCDK-EKS-KubernetesResource',
  Properties: { ClusterName, Manifest: JSON.stringify([{ kind: 'ServiceAccount', metadata: { name, namespace: 'shop', annotations } }]) },
});
const annotated = (logicalId: string, ClusterName: unknown = 'production') => ({
  Type: 'Custom::AWSCDK-EKS-KubernetesResource',
  Properties: {
    ClusterName,
    Manifest: {
      'Fn::Join': ['', [
        '[{"kind":"ServiceAccount","metadata":{"name":"web","namespace":"shop","annotations":{"eks.amazonaws.com/role-arn":"', { 'Fn::GetAtt': [logicalId, 'Arn'] }, '"}}}]',
      ]],
    },
  },
});
const message = (named: string, account = 'shop/web') =>
  `UnusedTrust[${account}]: the role trusts the ServiceAccount ${account}, which names ${named}: annotate it with this role`;
const unused = (resources: object) => foundIn(resources).filter((line) => line.startsWith('UnusedTrust'));

test('a ServiceAccount that names the role is clean, and so is one that is applied elsewhere', () => {
  expect(foundIn({ Web: role(sound()), Account: annotated('Web') })).toEqual([]);
  expect(foundIn({ Web: role(sound()) })).toEqual([]);
  expect(foundIn({ Web: role(sound()), Other: manifest({}, 'other') })).toEqual([]);
});

test('one that names no role is found, whatever other annotations it has', () => {
  expect(foundIn({ Web: role(sound()), Account: manifest(undefined) })).toEqual([message('no role')]);
  expect(foundIn({ Web: role(sound()), Account: manifest({ 'eks.amazonaws.com/sts-regional-endpoints': 'true' }) })).toEqual([message('no role')]);
});

test('one that names another role is found, here or elsewhere', () => {
  expect(unused({ Web: role(sound()), Other: role(sound('system:serviceaccount:shop:other')), Account: annotated('Other') })).toEqual([message('<Other.Arn>')]);
  expect(unused({ Web: role(sound()), Account: manifest({ 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/other' }) }))
    .toEqual([message('arn:aws:iam::111122223333:role/other')]);
});

test('each of several subjects is asked for, a pattern is not', () => {
  expect(unused({ Web: role(sound([WEB, 'system:serviceaccount:shop:api'])), Account: annotated('Web'), Api: manifest(undefined, 'api') }))
    .toEqual([message('no role', 'shop/api')]);
  expect(unused({ Web: role(statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: `${WEB}*` } })), Account: manifest(undefined) })).toEqual([]);
});

test('one of several of the same name, such as for two clusters, is enough', () => {
  expect(unused({ Web: role(sound()), Blue: annotated('Web'), Green: manifest(undefined) })).toEqual([]);
});

test('a ServiceAccount of another cluster is another one', () => {
  const trust = (cluster: string) => {
    const cut = { 'Fn::Select': [1, { 'Fn::Split': ['//', { 'Fn::GetAtt': [cluster, 'OpenIdConnectIssuerUrl'] }] }] };
    return {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          'Fn::Join': ['', [
            '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"', { 'Fn::GetAtt': [`${cluster}Provider`, 'Arn'] },
            '"},"Condition":{"StringEquals":{"', cut, `:sub":"${WEB}","`, cut, `:aud":"${STS}"}}}}`,
          ]],
        },
      },
    };
  };
  const clusters = Object.fromEntries(['Blue', 'Green'].flatMap((cluster) => [
    [cluster, { Type: 'AWS::EKS::Cluster' }],
    [`${cluster}Provider`, { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: { 'Fn::GetAtt': [cluster, 'OpenIdConnectIssuerUrl'] } } }],
  ]));
  const both = { ...clusters, BlueWeb: trust('Blue'), GreenWeb: trust('Green') };
  expect(foundIn({ ...both, Account: annotated('BlueWeb', { Ref: 'Blue' }) })).toEqual([]);
  expect(foundIn({ ...both, Account: manifest(undefined, 'web', { Ref: 'Green' }) })).toEqual([message('no role')]);
});

test('what is known only at deploy time is not compared', () => {
  expect(unused({ Web: role(sound({ 'Fn::Sub': 'system:serviceaccount:shop:${Name}' })), Account: manifest(undefined) })).toEqual([]);
  expect(unused({ Web: role([sound(), sound(WEB, { Principal: { Federated: provider(2) } })]), Account: annotated('Web') })).toEqual([]);
});
