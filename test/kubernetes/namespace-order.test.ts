import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { App, CfnOutput, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ACCOUNT, accounts, roleIn, stackIn } from './fixture';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { createStackAfter } from '../../lib/core/cdk-internals';
import { ServiceAccounts } from '../../lib/kubernetes/applied-service-account';
import type { AppliedServiceAccountOptions } from '../../lib/kubernetes/applied-service-account';

const MANIFEST = 'Custom::AWSCDK-EKS-KubernetesResource';

const clusterIn = (scope: Construct, clusterName = 'production') => eksv2.Cluster.fromClusterAttributes(scope, 'Cluster', {
  clusterName,
  kubectlProvider: eksv2.KubectlProvider.fromKubectlProviderAttributes(scope, 'Kubectl', { serviceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:kubectl' }),
});

function apply(cluster: eksv2.ICluster, stack: Stack, name: string, options: AppliedServiceAccountOptions = {}) {
  const role = roleIn(stack, name.replace('/', '-'), { serviceAccounts: accounts(name) });
  return ServiceAccounts.applyToV2(cluster, role, options);
}

/** What the service accounts wait for, by their names. */
function waits(stack: Stack): Record<string, string[]> {
  const found = Template.fromStack(stack).findResources(MANIFEST);
  return Object.fromEntries(Object.values<any>(found).flatMap(({ Properties: { Manifest: text }, DependsOn = [] }) => {
    const [{ kind, metadata }] = JSON.parse(typeof text === 'string' ? text : text['Fn::Join'][1].map((part: any) => typeof part === 'string' ? part : '').join(''));
    return kind === 'ServiceAccount' ? [[metadata.name, DependsOn.filter((id: string) => /irsanamespace/.test(id))]] : [];
  }));
}

const stacksIn = (scope: Construct, ...ids: string[]) => ids.map((id) => new Stack(scope, id, { env: { account: ACCOUNT, region: 'eu-central-1' } }));
const shop = [expect.stringMatching(/irsanamespaceshop/)];
const warning = (stack: string, why: string) => Match.stringLikeRegexp(
  `the namespace "shop" must exist before these service accounts, but it is created in the stack "${stack}", ${why}: CloudFormation cannot order the two, ` +
  'so create it here as well \\(createNamespace: true\\), or before both.*cdk-irsa:namespaceOrder');

describe('in one stack', () => {
  test.each([['before', ['a', 'b']], ['after', ['b', 'a']]])('a service account that is applied %s waits for the namespace', (_, order) => {
    const stack = stackIn();
    const cluster = clusterIn(stack);
    order.forEach((name) => apply(cluster, stack, `shop/${name}`, { createNamespace: name === 'a' }));
    apply(cluster, stack, 'other/c');
    expect(waits(stack)).toEqual({ a: shop, b: shop, c: [] });
  });

  test('and in one that is nested in it', () => {
    const stack = stackIn();
    const cluster = clusterIn(stack);
    const nested = new NestedStack(stack, 'Nested');
    apply(cluster, stack, 'shop/a', { createNamespace: true });
    apply(cluster, nested, 'shop/b');
    Template.fromStack(stack).hasResource('AWS::CloudFormation::Stack', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('irsanamespaceshop')]) });
  });

  test('another cluster has a namespace of its own', () => {
    const stack = stackIn();
    const other = clusterIn(new NestedStack(stack, 'Other'), 'other');
    apply(clusterIn(stack), stack, 'shop/a', { createNamespace: true });
    apply(other, stack, 'shop/b');
    expect(waits(stack)).toEqual({ a: shop, b: [] });
  });
});

describe('in several stacks of one cluster', () => {
  test.each([['its own construct', false], ['one construct', true]])('by %s of the cluster: the stack waits', (_, isShared) => {
    for (const scope of [new App(), new Stage(new App(), 'Prod')]) {
      const [a, b] = stacksIn(scope, 'A', 'B');
      const cluster = clusterIn(a);
      apply(isShared ? cluster : clusterIn(b), b, 'shop/b');
      apply(cluster, a, 'shop/a', { createNamespace: true });
      Template.fromStack(b);
      expect(b.dependencies).toEqual([a]);
      expect(a.dependencies).toEqual([]);
    }
  });

  test('that one makes, and another imports by its name', () => {
    const [a, b] = stacksIn(new App(), 'A', 'B');
    const kubectlLayer = LayerVersion.fromLayerVersionArn(a, 'Layer', 'arn:aws:lambda:eu-central-1:111122223333:layer:kubectl:1');
    const cluster = new eksv2.Cluster(a, 'Made', { version: eksv2.KubernetesVersion.V1_32, clusterName: 'production', kubectlProviderOptions: { kubectlLayer } });
    const role = roleIn(a, 'shop-a', { serviceAccounts: accounts('shop/a'), clusters: [ClusterIssuer.fromClusterV2(cluster)] });
    ServiceAccounts.applyToV2(cluster, role, { createNamespace: true });
    apply(clusterIn(b), b, 'shop/b');
    Template.fromStack(b);
    expect(b.dependencies).toEqual([a]);
  });

  test('without an environment', () => {
    const app = new App();
    const [a, b] = ['A', 'B'].map((id) => new Stack(app, id));
    apply(clusterIn(a), a, 'shop/a', { createNamespace: true });
    apply(clusterIn(b), b, 'shop/b');
    app.synth();
    expect(b.dependencies).toEqual([a]);
  });

  test('nothing waits that creates the namespace itself, or is in another region', () => {
    const app = new App();
    const [a, b] = stacksIn(app, 'A', 'B');
    const c = new Stack(app, 'C', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    [a, b].forEach((stack) => apply(clusterIn(stack), stack, `shop/${stack.node.id.toLowerCase()}`, { createNamespace: true }));
    apply(clusterIn(c), c, 'shop/c');
    app.synth();
    expect([a, b, c].flatMap((stack) => stack.dependencies)).toEqual([]);
  });

  test('a circle is none, but a warning', () => {
    const app = new App();
    const [a, b, between] = stacksIn(app, 'A', 'B', 'Between');
    apply(clusterIn(a), a, 'shop/a', { createNamespace: true });
    apply(clusterIn(b), b, 'shop/b');
    const role = roleIn(b, 'Other', { roleName: undefined });
    new CfnOutput(between, 'Arn', { value: role.roleArn }); // Between after B, known only at the end
    createStackAfter(a, between, 'test');
    app.synth();
    expect(b.dependencies).toEqual([]);
    Annotations.fromStack(b).hasWarning('/B/shop-bServiceAccounts-B-Cluster', warning('A', 'which is deployed after this stack'));
  });

  test('another Stage cannot be waited for', () => {
    const app = new App();
    const [[a], [b]] = ['One', 'Two'].map((id) => stacksIn(new Stage(app, id), 'S'));
    apply(clusterIn(a), a, 'shop/a', { createNamespace: true });
    apply(clusterIn(b), b, 'shop/b');
    app.synth();
    Annotations.fromStack(b).hasWarning('/Two/S/shop-bServiceAccounts-S-Cluster', warning('One/S', 'of another Stage'));
    Annotations.fromStack(a).hasNoWarning('*', Match.anyValue());
  });

  test('of three, the two that can wait do, whoever creates it twice', () => {
    const app = new App();
    const [a, b, c] = stacksIn(app, 'A', 'B', 'C');
    createStackAfter(a, c, 'test');
    apply(clusterIn(a), a, 'shop/a', { createNamespace: true });
    apply(clusterIn(b), b, 'shop/b', { createNamespace: true });
    apply(clusterIn(c), c, 'shop/c');
    app.synth();
    expect(c.dependencies).toEqual([b]);
    Annotations.fromStack(c).hasNoWarning('*', Match.anyValue());
  });
});
