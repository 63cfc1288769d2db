import { AUD, foundIn, provider, sound, statement, STS, SUB, WEB } from '../fixture';

const role = (trust: any, properties: object = {}) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: trust }, ...properties } });
const ARN = { 'Fn::GetAtt': ['Web', 'Arn'] };

/** A manifest of one ServiceAccount, as CDK's constructs render it. */
const manifest = (roleArn: unknown = ARN, namespace = 'shop', name = 'web', ClusterName: unknown = { Ref: 'Cluster' }) => ({
  Type: 'Custom::AWSCDK-EKS-KubernetesResource',
  Properties: {
    ClusterName,
    Manifest: {
      'Fn::Join': ['', [
        `[{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"${name}","namespace":"${namespace}","annotations":{"eks.amazonaws.com/role-arn":"`, roleArn, '"}}}]',
      ]],
    },
  },
});
const message = (account = 'shop/web', name = 'Web') =>
  `UntrustedServiceAccount[${account}]: the ServiceAccount ${account} names the role ${name}, whose trust does not take it: name the role that does`;
const untrusted = (resources: object, rest: object = {}) => foundIn(resources, {}, rest).filter((line) => line.startsWith('Untrusted'));

test('a ServiceAccount whose role trusts it is clean', () => {
  expect(foundIn({ Web: role(sound()), Account: manifest() })).toEqual([]);
  expect(foundIn({ Web: role(statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: 'system:serviceaccount:shop:we?' } })), Account: manifest() })).toEqual([]);
  expect(foundIn({ Web: role([sound('system:serviceaccount:shop:api'), sound()]), Account: manifest() })).toEqual([]);
});

test('one that differs by its name or its namespace is found', () => {
  expect(untrusted({ Web: role(sound()), Account: manifest(ARN, 'shop', 'web2') })).toEqual([message('shop/web2')]);
  expect(untrusted({ Web: role(sound()), Account: manifest(ARN, 'default') })).toEqual([message('default/web')]);
  expect(untrusted({ Web: role(statement({ StringEquals: { [AUD]: STS }, StringLike: { [SUB]: 'system:serviceaccount:shop:api-*' } })), Account: manifest() }))
    .toEqual([message()]);
});

test('a role by its name is found, in its path and account', () => {
  const arn = (rest: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role${rest}` });
  const web = role(sound(), { RoleName: 'eks-web', Path: '/k8s/' });
  expect(untrusted({ Web: web, Account: manifest(arn('/k8s/eks-web'), 'other') })).toEqual([message('other/web', 'eks-web')]);
  expect(untrusted({ Web: web, Account: manifest('arn:aws:iam::111122223333:role/k8s/eks-web', 'other') })).toEqual([message('other/web', 'eks-web')]);
  expect(untrusted({ Web: web, Account: manifest(arn('/eks-web'), 'other') })).toEqual([]);
  expect(untrusted({ Web: role(sound(), { RoleName: 'eks-web' }), Account: manifest(arn('/eks-web'), 'other') })).toEqual([message('other/web', 'eks-web')]);
});

test('a role from elsewhere, a ServiceAccount without a role, and text that is no ARN say nothing', () => {
  expect(untrusted({ Web: role(sound()), Account: manifest('arn:aws:iam::111122223333:role/other', 'other') })).toEqual([]);
  expect(untrusted({ Web: role(sound()), Account: manifest({ Ref: 'RoleArn' }, 'other') })).toEqual([]);
  expect(untrusted({ Web: role(sound()), Account: manifest('web', 'other') })).toEqual([]);
  expect(untrusted({ Account: manifest() })).toEqual([]);
});

test('a role that no service account becomes is found', () => {
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } };
  expect(foundIn({ Web: role(trust), Account: manifest() })).toEqual([message()]);
});

test('a trust that never holds takes nobody', () => {
  expect(untrusted({ Web: role(sound(WEB, { Principal: { Federated: provider(2) } })), Account: manifest() })).toEqual([message()]);
});

test('a role of another cluster is found, if the template makes both', () => {
  const trust = (cluster: string) => ({
    Web: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          'Fn::Join': ['', [
            '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"', { Ref: 'Provider' }, '"},"Condition":{"StringEquals":{"',
            { 'Fn::Select': [1, { 'Fn::Split': [':oidc-provider/', { Ref: 'Provider' }] }] }, `:sub":"${WEB}","`,
            { 'Fn::Select': [1, { 'Fn::Split': [':oidc-provider/', { Ref: 'Provider' }] }] }, `:aud":"${STS}"}}}}`,
          ]],
        },
      },
    },
    Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: { 'Fn::GetAtt': [cluster, 'OpenIdConnectIssuerUrl'] } } },
  });
  const clusters = { Blue: { Type: 'AWS::EKS::Cluster' }, Green: { Type: 'Custom::AWSCDK-EKS-Cluster' } };
  expect(foundIn({ ...clusters, ...trust('Blue'), Account: manifest(ARN, 'shop', 'web', { Ref: 'Blue' }) })).toEqual([]);
  expect(foundIn({ ...clusters, ...trust('Blue'), Account: manifest(ARN, 'shop', 'web', { Ref: 'Green' }) })).toEqual([message()]);
  // A parameter may name the same cluster.
  expect(foundIn({ ...clusters, ...trust('Blue'), Account: manifest(ARN, 'shop', 'web', { Ref: 'ClusterName' }) })).toEqual([]);
  expect(foundIn({ ...clusters, ...trust('Blue'), Account: manifest(ARN, 'shop', 'web', 'green') })).toEqual([]);
  // Of a literal issuer nobody knows whose it is.
  expect(foundIn({ ...clusters, Web: role(sound(WEB, { Principal: { Federated: provider() } })), Account: manifest(ARN, 'shop', 'web', { Ref: 'Green' }) })).toEqual([]);
});

test('what is known only at deploy time is not said to be wrong', () => {
  expect(untrusted({ Web: role(sound({ 'Fn::Sub': 'system:serviceaccount:${Namespace}:web' })), Account: manifest() })).toEqual([]);
  expect(untrusted({ Web: role({ ...sound(), Principal: { Ref: 'Principal' } }), Account: manifest() })).toEqual([]);
  expect(untrusted({ Web: role(sound('system:serviceaccount:shop:api', { Action: { Ref: 'Action' } })), Account: manifest() })).toEqual([]);
  expect(untrusted({ Web: role(statement({ StringEquals: { Ref: 'Tests' } })), Account: manifest() })).toEqual([]);
  // One of two ways in which the role can come out takes it.
  const either = { 'Fn::If': ['IsShop', WEB, 'system:serviceaccount:other:web'] };
  const conditions = { Conditions: { IsShop: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } } };
  expect(untrusted({ Web: role(sound(either)), Account: manifest() }, conditions)).toEqual([]);
  expect(untrusted({ Web: role(sound(either)), Account: manifest(ARN, 'third') }, conditions)).toEqual([message('third/web')]);
});
