import { foundInFiles, PROVIDER, roleTemplate, trust } from './files';

const ARN = { 'Fn::GetAtt': ['Api', 'Arn'] };
const PODS = {
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop' } },
  }],
};
const EC2 = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };

const found = (document: unknown, resource: object, properties?: object, rest: object = {}) =>
  foundInFiles({ 'a.json': { ...roleTemplate(properties, document, { Given: resource }), ...rest } })
    .map((line) => line.replace(/^a\.json:\d+ /, ''));

describe('an add-on', () => {
  const addOn = (AddonName: unknown, more: object = {}) => ({ Type: 'AWS::EKS::Addon', Properties: { AddonName, ClusterName: 'production', ServiceAccountRoleArn: ARN, ...more } });
  const untrusted = (name: string, account: string) => [
    `Given: error UntrustedServiceAccount[${account}]: the add-on ${name} gives the ServiceAccount ${account} the role api, whose trust does not take it: give it the role that does`,
  ];

  test.each([
    ['vpc-cni', 'kube-system/aws-node'], ['aws-ebs-csi-driver', 'kube-system/ebs-csi-controller-sa'], ['aws-efs-csi-driver', 'kube-system/efs-csi-controller-sa'],
    ['aws-mountpoint-s3-csi-driver', 'kube-system/s3-csi-driver-sa'], ['amazon-cloudwatch-observability', 'amazon-cloudwatch/cloudwatch-agent'],
  ])('%s needs a role that trusts %s', (name, account) => {
    expect(found(trust(`system:serviceaccount:${account.replace('/', ':')}`), addOn(name))).toEqual([]);
    expect(found(trust(`system:serviceaccount:kube-system:${name}`), addOn(name))).toEqual(untrusted(name, account));
    expect(found(EC2, addOn(name))).toEqual(untrusted(name, account));
  });

  test('of a name that is not known needs one that trusts any ServiceAccount at all', () => {
    expect(found(trust(), addOn('of-a-vendor'))).toEqual([]);
    expect(found(EC2, addOn('of-a-vendor'))).toEqual(untrusted('of-a-vendor', '<namespace>/<name>'));
    expect(found(trust(), addOn({ Ref: 'Name' }))).toEqual([]);
  });

  test('without a role, or with one from elsewhere, says nothing', () => {
    expect(found(EC2, addOn('vpc-cni', { ServiceAccountRoleArn: undefined }))).toEqual([]);
    expect(found(EC2, addOn('vpc-cni', { ServiceAccountRoleArn: { Ref: 'RoleArn' } }))).toEqual([]);
  });

  test('in a namespace of its own', () => {
    const own = { NamespaceConfig: { Namespace: 'storage' } };
    expect(found(trust('system:serviceaccount:storage:ebs-csi-controller-sa'), addOn('aws-ebs-csi-driver', own))).toEqual([]);
    expect(found(trust('system:serviceaccount:kube-system:ebs-csi-controller-sa'), addOn('aws-ebs-csi-driver', own))).toEqual(untrusted('aws-ebs-csi-driver', 'storage/ebs-csi-controller-sa'));
  });

  test('with Pod Identity associations', () => {
    const associated = addOn('vpc-cni', { ServiceAccountRoleArn: undefined, PodIdentityAssociations: [{ ServiceAccount: 'aws-node', RoleArn: ARN }] });
    expect(found(JSON.parse(JSON.stringify(PODS).replaceAll('"shop"', '"kube-system"')), associated)).toEqual([]);
    expect(found(trust('system:serviceaccount:kube-system:aws-node'), associated).map((line) => line.slice(0, 61)))
      .toEqual(['Given: error UntrustedAssociation[kube-system/aws-node]: the ']);
  });

  test('names a role of another file by its ARN', () => {
    const roles = { Roles: [{ RoleName: 'cni', Path: '/', Arn: 'arn:aws:iam::111122223333:role/cni', AssumeRolePolicyDocument: trust() }] };
    const template = (roleArn: unknown) => ({ Resources: { Given: addOn('vpc-cni', { ServiceAccountRoleArn: roleArn }) } });
    expect(foundInFiles({ 'a.json': template('arn:aws:iam::111122223333:role/cni'), 'roles.json': roles })).toEqual([
      'a.json:3 Given: error UntrustedServiceAccount[kube-system/aws-node]: the add-on vpc-cni gives the ServiceAccount kube-system/aws-node the role cni, whose trust does not take it: give it the role that does',
    ]);
    expect(foundInFiles({ 'a.json': template('arn:aws:iam::444455556666:role/cni'), 'roles.json': roles })).toEqual([]);
  });
});

describe('a Pod Identity association', () => {
  const association = (more: object = {}) => ({
    Type: 'AWS::EKS::PodIdentityAssociation', Properties: { ClusterName: 'production', Namespace: 'shop', ServiceAccount: 'api', RoleArn: ARN, ...more },
  });
  const untrusted = (missing: string) => [
    `Given: error UntrustedAssociation[shop/api]: the association of the ServiceAccount shop/api gives the role api, whose trust does not let pods.eks.amazonaws.com call ${missing} for it: allow that, with conditions that its pods meet`,
  ];

  test('needs a role that trusts EKS Pod Identity', () => {
    expect(found(PODS, association())).toEqual([]);
    expect(found({ ...PODS, Statement: [...PODS.Statement, ...trust().Statement] }, association())).toEqual([]);
    expect(found(trust(), association())).toEqual(untrusted('sts:AssumeRole and sts:TagSession'));
    expect(found(EC2, association())).toEqual(untrusted('sts:AssumeRole and sts:TagSession'));
  });

  test('needs sts:TagSession, unless it leaves the tags out', () => {
    const document = { Version: '2012-10-17', Statement: [{ ...PODS.Statement[0], Action: 'sts:AssumeRole' }] };
    expect(found(document, association())).toEqual(untrusted('sts:TagSession'));
    const open = { ...document, Statement: [{ ...document.Statement[0], Condition: undefined }] };
    expect(found(open, association({ DisableSessionTags: true })).filter((line) => line.includes('UntrustedAssociation'))).toEqual([]);
  });

  test('of a role that is not known, or of elsewhere, says nothing', () => {
    expect(found(EC2, association({ RoleArn: { Ref: 'RoleArn' } }))).toEqual([]);
    expect(found({ Ref: 'Trust' }, association()).filter((line) => line.includes('error'))).toEqual([]);
    expect(found({ ...EC2, Statement: [{ ...EC2.Statement[0], Principal: { Service: { Ref: 'Service' } }, Action: { Ref: 'Action' } }] }, association())
      .filter((line) => line.includes('error'))).toEqual([]);
  });
});

describe('a manifest in a template', () => {
  const yaml = (namespace: string, role = '${Api.Arn}') => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n${
    namespace}  annotations:\n    eks.amazonaws.com/role-arn: ${role}\n`;
  const quickStart = (text: string, more: object = {}) => ({ Type: 'AWSQS::Kubernetes::Resource', Properties: { ClusterName: 'production', Manifest: { 'Fn::Sub': text }, ...more } });
  const untrusted = (account: string) => [
    `Given: error UntrustedServiceAccount[${account}]: the ServiceAccount ${account} names the role api, whose trust does not take it: name the role that does`,
  ];

  test('of the EKS Quick Start', () => {
    expect(found(trust(), quickStart(yaml('  namespace: shop\n')))).toEqual([]);
    expect(found(trust(), quickStart(yaml('  namespace: web\n')))).toEqual(untrusted('web/api'));
    expect(found(trust(), quickStart(yaml(''), { Namespace: 'shop' }))).toEqual([]);
    expect(found(trust(), quickStart(yaml('')))).toEqual(untrusted('default/api'));
    expect(found(trust(), quickStart('{{ no: yaml'))).toEqual([]);
  });

  test('of CDK, with a namespace that is known at deploy time', () => {
    const cdk = (namespace: unknown) => ({
      Type: 'Custom::AWSCDK-EKS-KubernetesResource',
      Properties: {
        Manifest: {
          'Fn::Join': ['', [
            '[{"kind":"ServiceAccount","metadata":{"name":"api","namespace":"', namespace, '","annotations":{"eks.amazonaws.com/role-arn":"', ARN, '"}}}]',
          ]],
        },
      },
    });
    expect(found(trust(), cdk('shop'))).toEqual([]);
    expect(found(trust(), cdk({ Ref: 'Namespace' }))).toEqual([
      'Given: warning UncomparedServiceAccount[<Namespace>/api]: whether the role api trusts the ServiceAccount <Namespace>/api cannot be judged: its namespace is known only when it is rendered: judge what is applied',
    ]);
  });

  test('of CDK, that patches a ServiceAccount', () => {
    const patch = (ResourceName: string, ResourceNamespace?: string) => ({
      Type: 'Custom::AWSCDK-EKS-KubernetesPatch',
      Properties: {
        ResourceName, ResourceNamespace, ApplyPatchJson: { 'Fn::Join': ['', ['{"metadata":{"annotations":{"eks.amazonaws.com/role-arn":"', ARN, '"}}}']] },
      },
    });
    expect(found(trust(), patch('serviceaccount/api', 'shop'))).toEqual([]);
    expect(found(trust(), patch('sa/web', 'shop'))).toEqual(untrusted('shop/web'));
    expect(found(trust(), patch('serviceaccounts/api'))).toEqual(untrusted('default/api'));
    expect(found(trust(), patch('daemonset/api', 'web'))).toEqual([]);
  });

  test('of CDK, in the values of a chart', () => {
    const chart = (Namespace: string, name?: string) => ({
      Type: 'Custom::AWSCDK-EKS-HelmChart',
      Properties: {
        Release: 'api',
        Namespace,
        Values: {
          'Fn::Join': ['', [
            `{"serviceAccount":{${name === undefined ? '' : `"name":"${name}",`}"annotations":{"eks.amazonaws.com/role-arn":"`, ARN, '"}}}',
          ]],
        },
      },
    });
    expect(found(trust(), chart('shop', 'api'))).toEqual([]);
    expect(found(trust(), chart('web', 'api'))).toEqual(untrusted('web/api'));
    expect(found(trust(), chart('web'))).toEqual([]);
  });
});

test('a stack of eksctl is sound', () => {
  const document = { Version: '2012-10-17', Statement: [{ ...trust().Statement[0], Action: ['sts:AssumeRoleWithWebIdentity'], Principal: { Federated: PROVIDER } }] };
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'IAM role for serviceaccount "shop/api" [created and managed by eksctl]',
    Resources: {
      Role1: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document, ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/api'] } },
    },
    Outputs: { Role1: { Value: { 'Fn::GetAtt': 'Role1.Arn' } } },
  };
  const manifest = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: 'api',
      namespace: 'shop',
      annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/eksctl-prod-addon-iamserviceaccount-shop-api-Role1-1ABCDEFGHIJKL' },
    },
  };
  expect(foundInFiles({ 'stack.json': template, 'sa.json': manifest })).toEqual([
    'stack.json: note: roles of pods have managed policies whose documents are not given, so that what they allow is not judged: arn:aws:iam::111122223333:policy/api',
  ]);
});
