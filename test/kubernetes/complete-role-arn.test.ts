import { Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, CfnResource, Fn, NestedStack, Stack, Stage, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { accounts, production, roleIn, ROLE_ARN, stackIn } from './fixture';
import { S3Bundle } from '../../lib/bundles/services/s3';
import { HelmValues } from '../../lib/kubernetes/helm-values';
import { ServiceAccountManifest } from '../../lib/kubernetes/service-account-manifest';
import { ServiceAccountRole } from '../../lib/role/service-account-role';

const clusterV1 = (scope: Construct) => eks.Cluster.fromClusterAttributes(scope, 'Cluster', {
  clusterName: 'production',
  kubectlRoleArn: 'arn:aws:iam::111122223333:role/kubectl',
  kubectlLayer: new LayerVersion(scope, 'Kubectl', { code: Code.fromAsset(__dirname) }),
});
const clusterV2 = (scope: Construct) => eksv2.Cluster.fromClusterAttributes(scope, 'Cluster', {
  clusterName: 'production',
  kubectlProvider: eksv2.KubectlProvider.fromKubectlProviderAttributes(scope, 'Kubectl', {
    serviceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:kubectl',
  }),
});

/** The resource that holds the role's ARN in a property, and the ids that it waits for. */
function waitsFor(stack: Stack, type: string): string[] {
  const [resource, ...others] = Object.values<any>(Template.fromStack(stack).findResources(type)).filter((item) => JSON.stringify(item.Properties).includes('role-arn'));
  expect(others).toEqual([]);
  return resource.DependsOn ?? [];
}
const CHART = 'Custom::AWSCDK-EKS-HelmChart';
const MANIFEST = 'Custom::AWSCDK-EKS-KubernetesResource';
const POLICY = expect.stringMatching(/^WebDefaultPolicy[0-9A-F]{8}$/);
const SEPARATE = expect.stringMatching(/^WebPolicy[0-9A-F]{8}$/);
const ROLE = expect.stringMatching(/^Web[0-9A-F]{8}$/);

function unnamed(scope: Stack): ServiceAccountRole {
  const bucket = new Bucket(scope, 'Bucket');
  return roleIn(scope, 'Web', { roleName: undefined, separatePolicy: true, bundles: [S3Bundle.read({ buckets: [bucket] })] });
}

describe.each([['aws-eks', clusterV1], ['aws-eks-v2', clusterV2]])('in a chart or manifest of %s', (_, clusterOf) => {
  test('the ARN of a role without a name waits for the role and all its policies', () => {
    const stack = stackIn();
    const role = unnamed(stack);
    const cluster = clusterOf(stack);
    cluster.addHelmChart('Chart', { chart: 'web', values: HelmValues.of(role).toObject() });
    cluster.addManifest('Account', ...ServiceAccountManifest.of(role).toObjects());
    new Bucket(stack, 'Later').grantRead(role); // after the values were taken
    expect(waitsFor(stack, CHART)).toEqual(expect.arrayContaining([POLICY, SEPARATE, ROLE]));
    expect(waitsFor(stack, MANIFEST)).toEqual(expect.arrayContaining([POLICY, SEPARATE, ROLE]));
  });

  test('a literal ARN is text, and waits where it is told to', () => {
    const stack = stackIn();
    const role = roleIn(stack);
    const cluster = clusterOf(stack);
    expect(HelmValues.of(role).toObject().serviceAccount.annotations).toEqual({ 'eks.amazonaws.com/role-arn': ROLE_ARN });
    const chart = cluster.addHelmChart('Chart', { chart: 'web', values: HelmValues.of(role).toObject() });
    chart.node.addDependency(role);
    expect(waitsFor(stack, CHART)).toEqual([expect.stringMatching(/^ExternalSecrets/)]);
  });
});

test('in another stack, the stack waits for that of the role', () => {
  const app = new App();
  const role = unnamed(stackIn(app, 'Roles'));
  const stack = stackIn(app, 'Charts');
  clusterV2(stack).addHelmChart('Chart', { chart: 'web', values: HelmValues.of(role).toObject() });
  app.synth();
  expect(waitsFor(stack, CHART)).toEqual([]);
  expect(stack.dependencies.map((each) => each.node.id)).toEqual(['Roles']);
});

test('in a nested stack, the nested stack waits', () => {
  const stack = stackIn();
  const role = unnamed(stack);
  const nested = new NestedStack(stack, 'Nested');
  clusterV2(nested).addHelmChart('Chart', { chart: 'web', values: HelmValues.of(role).toObject() });
  const [resource] = Object.values<any>(Template.fromStack(stack).findResources('AWS::CloudFormation::Stack'));
  expect(resource.DependsOn).toEqual(expect.arrayContaining([SEPARATE, ROLE]));
});

test('of a role in a nested stack, the chart waits for the nested stack', () => {
  const stack = stackIn();
  const role = unnamed(new NestedStack(stack, 'Nested'));
  clusterV2(stack).addHelmChart('Chart', { chart: 'web', values: HelmValues.of(role).toObject() });
  expect(waitsFor(stack, CHART)).toEqual([expect.stringMatching(/^NestedNestedStack/)]);
});

test('in a Stage and without an environment', () => {
  const stack = new Stack(new Stage(new App(), 'Prod'), 'Stack');
  const role = roleIn(stack, 'Web'); // a literal name, and no literal account
  new Bucket(stack, 'Bucket').grantRead(role);
  clusterV2(stack).addHelmChart('Chart', { chart: 'web', values: HelmValues.of(role).toObject() });
  expect(waitsFor(stack, CHART)).toEqual(expect.arrayContaining([POLICY, ROLE]));
});

test('of a role that is made elsewhere in the app', () => {
  const stack = stackIn();
  const made = new Role(stack, 'Web', { assumedBy: roleIn(stack) });
  new Bucket(stack, 'Bucket').grantRead(made);
  const role = ServiceAccountRole.fromRole(stack, 'Existing', { role: made, clusters: [production], serviceAccounts: accounts('a/b') });
  clusterV2(stack).addHelmChart('Chart', { chart: 'web', values: HelmValues.of(role).toObject() });
  expect(waitsFor(stack, CHART)).toEqual(expect.arrayContaining([POLICY, ROLE]));
});

test('in any resource, within text and functions', () => {
  const stack = stackIn();
  const role = unnamed(stack);
  const arn = HelmValues.of(role).toObject().serviceAccount.annotations['eks.amazonaws.com/role-arn'];
  new CfnResource(stack, 'Addon', { type: 'AWS::EKS::Addon', properties: { ConfigurationValues: stack.toJsonString({ 'role-arn': [arn, `x${arn}`] }) } });
  new CfnResource(stack, 'Other', { type: 'Custom::Other', properties: { 'role-arn': Fn.sub('${a}', { a: Fn.conditionIf('C', arn, '') as unknown as string }) } });
  expect(waitsFor(stack, 'AWS::EKS::Addon')).toEqual(expect.arrayContaining([SEPARATE, ROLE]));
  expect(waitsFor(stack, 'Custom::Other')).toEqual(expect.arrayContaining([SEPARATE, ROLE]));
});

test('files are refused, with what is missing', () => {
  const role = unnamed(stackIn());
  expect(Token.isUnresolved(HelmValues.of(role).toObject().serviceAccount.annotations['eks.amazonaws.com/role-arn'])).toBe(true);
  const missing = 'the ARN of the role "Stack/Web" must be known at synth to be written to a file; known only at deploy time: its name (give the role a literal roleName)';
  expect(() => HelmValues.of(role).toYaml()).toThrow(missing);
  expect(() => ServiceAccountManifest.of(role).toYaml()).toThrow(missing);
});
