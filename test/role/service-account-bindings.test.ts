import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { OpenIdConnectProvider } from 'aws-cdk-lib/aws-iam';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';
import type { IServiceAccountRole } from '../../lib/role/service-account-role-ref';
import { ACCOUNT, issuer, literalCluster, newStack, REGION, subject, validationErrors } from '../support';

const make = (scope: Construct, id: string, props: Partial<ServiceAccountRoleProps> = {}) =>
  new ServiceAccountRole(scope, id, { clusters: [literalCluster()], serviceAccounts: [subject('api')], ...props });

const acknowledge = (scope: Construct | IServiceAccountRole, id = 'cdk-irsa:unannotatedRole[default/api]', reason = 'its pods use a profile with role_arn') =>
  Validations.of(scope as Construct).acknowledge({ id, reason });

const WAY_OUT = '; if its pods become this role in another way than by the annotation (an SDK profile with role_arn), acknowledge "cdk-irsa:unannotatedRole[default/api]" on the role';

describe('two roles of one service account', () => {
  test('are an error that names the way out', () => {
    const stack = newStack();
    make(stack, 'One');
    make(stack, 'Two');
    expect(validationErrors(stack)).toEqual([
      '[Stack/Two] a service account must be bound to one role of a cluster, since it has one role-arn annotation, but default/api of cluster-1 is bound to ' +
      `"Stack/One" as well: give all its permissions to one role, or use another service account${WAY_OUT}`,
    ]);
  });

  test.each(['One', 'Two'])('are legal once %s is acknowledged, with a reason', (id) => {
    const stack = newStack();
    const roles = [make(stack, 'One'), make(stack, 'Two')];
    acknowledge(roles.find(({ node }) => node.id === id)!);
    expect(validationErrors(stack)).toEqual([]);
  });

  test('are not by an acknowledgement without a reason, for another account, or of another form', () => {
    for (const [id, reason] of [
      ['cdk-irsa:unannotatedRole[default/api]', ' '], ['cdk-irsa:unannotatedRole[default/web]', 'why'], ['cdk-irsa:unannotatedRole', 'why'], ['x::cdk-irsa:unannotatedRole[default/api]', 'why'],
    ]) {
      const stack = newStack();
      make(stack, 'One');
      acknowledge(make(stack, 'Two'), id, reason);
      expect(validationErrors(stack)).toHaveLength(1);
    }
  });

  test.each(['.', 'why', 'TODO: write a reason'])('are not by the reason %j, which says nothing', (reason) => {
    const stack = newStack();
    make(stack, 'One');
    acknowledge(make(stack, 'Two'), undefined, reason);
    expect(validationErrors(stack)).toEqual([expect.stringContaining(
      'or use another service account; the reason of the acknowledgement "cdk-irsa:unannotatedRole[default/api]" must say why the pods of default/api become the role in another way, ' +
      `in a sentence (at least three different words; "TODO" and "n/a" are none), got "${reason}"`)]);
  });

  test('must leave one that annotates it', () => {
    const stack = newStack();
    make(stack, 'One');
    make(stack, 'Two');
    acknowledge(stack);
    expect(validationErrors(stack)).toEqual([
      '[Stack/One] a service account with several roles must be annotated with one of them, but each role of default/api of cluster-1 ("Stack/One" and "Stack/Two") ' +
      'is acknowledged as "cdk-irsa:unannotatedRole[default/api]": acknowledge it on all but the one that the pods get without further settings',
    ]);
  });

  test('leave one of three', () => {
    const stack = newStack();
    make(stack, 'One');
    make(stack, 'Two');
    acknowledge(make(stack, 'Three'));
    expect(validationErrors(stack)).toEqual([expect.stringContaining('[Stack/Two] a service account must be bound to one role')]);
  });

  test('of which one exists already', () => {
    const stack = newStack();
    const old = make(stack, 'Old', { clusters: [literalCluster(9)] });
    const role = ServiceAccountRole.fromRole(stack, 'Existing', { role: old, clusters: [literalCluster()], serviceAccounts: [subject('api')] });
    make(stack, 'New');
    acknowledge(role);
    expect(validationErrors(stack)).toEqual([]);
  });
});

const nativeProvider = () => new App({ context: { '@aws-cdk/aws-eks:useNativeOidcProvider': true } });
const kubectlLayer = (scope: Construct) => new LayerVersion(scope, 'Kubectl', { code: Code.fromAsset(__dirname) });
const clusterV1 = (stack: Stack, clusterName?: string) => new eks.Cluster(stack, 'Cluster', {
  version: eks.KubernetesVersion.V1_32, kubectlLayer: kubectlLayer(stack), defaultCapacity: 0, clusterName,
});
const clusterV2 = (stack: Stack, clusterName?: string) => new eksv2.Cluster(stack, 'Cluster', {
  version: eksv2.KubernetesVersion.V1_32,
  kubectlProviderOptions: { kubectlLayer: kubectlLayer(stack) },
  defaultCapacityType: eksv2.DefaultCapacityType.AUTOMODE,
  clusterName,
});

describe.each([
  ['aws-eks', clusterV1, eks, (cluster: any) => ClusterIssuer.fromCluster(cluster, { clusterName: 'main' })],
  ['aws-eks-v2', clusterV2, eksv2, (cluster: any) => ClusterIssuer.fromClusterV2(cluster, { clusterName: 'main' })],
] as const)('a service account that %s creates', (_, clusterOf, library, issuerOf) => {
  const inStack = (app: Construct = nativeProvider()) => {
    const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } });
    const cluster = clusterOf(stack);
    return { stack, cluster, clusters: [issuerOf(cluster)] };
  };
  const bound = (path: string) => expect.stringContaining(
    `default/api of main is created by "${path}" (addServiceAccount) with a role of its own as well: ` +
    `create it with ServiceAccounts.applyTo instead, or use another service account${WAY_OUT}`);

  test('beside a role of ours is an error, unless it is acknowledged', () => {
    const { stack, cluster, clusters } = inStack();
    cluster.addServiceAccount('api', { name: 'api' });
    make(stack, 'Api', { clusters });
    expect(validationErrors(stack)).toEqual([bound('Stack/Cluster/api')]);

    const other = inStack();
    other.cluster.addServiceAccount('api', { name: 'api' });
    acknowledge(make(other.stack, 'Api', { clusters: other.clusters }));
    expect(validationErrors(other.stack)).toEqual([]);
  });

  test('in another stack, a nested one and a Stage too', () => {
    for (const scope of [nativeProvider(), new Stage(nativeProvider(), 'Prod')]) {
      const { stack, cluster, clusters } = inStack(scope);
      const path = stack.node.path.replace(/Stack$/, '');
      new library.ServiceAccount(new NestedStack(stack, 'Inner'), 'Account', { cluster: cluster as any, name: 'api' });
      const roles = new Stack(scope, 'Roles', { env: { account: ACCOUNT, region: REGION } });
      make(roles, 'Api', { clusters });
      expect(validationErrors(roles)).toEqual([expect.stringContaining(`is created by "${path}Stack/Inner/Account" (addServiceAccount)`)]);
    }
  });

  test('in a cluster that another stack imports by its name', () => {
    const app = nativeProvider();
    const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } });
    clusterOf(stack, 'prod').addServiceAccount('api', { name: 'api' });
    const roles = new Stack(app, 'Roles', { env: { account: ACCOUNT, region: REGION } });
    const imported = eksv2.Cluster.fromClusterAttributes(roles, 'Imported', {
      clusterName: 'prod', openIdConnectProvider: OpenIdConnectProvider.fromOpenIdConnectProviderArn(roles, 'P', `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`),
    });
    make(roles, 'Api', { clusters: [ClusterIssuer.fromClusterV2(imported)] });
    expect(validationErrors(roles)).toEqual([expect.stringContaining('default/api of prod is created by "Stack/Cluster/api" (addServiceAccount)')]);
  });

  test('with Pod Identity is annotated as well', () => {
    const { stack, cluster, clusters } = inStack();
    cluster.addServiceAccount('api', { name: 'api', identityType: library.IdentityType.POD_IDENTITY as any });
    make(stack, 'Api', { clusters });
    expect(validationErrors(stack)).toEqual([bound('Stack/Cluster/api')]);
  });

  test('of another name, namespace or cluster is not', () => {
    const { stack, cluster, clusters } = inStack();
    cluster.addServiceAccount('web', { name: 'web' });
    cluster.addServiceAccount('api', { name: 'api', namespace: 'other' });
    make(stack, 'Api', { clusters });
    cluster.addServiceAccount('shop', { name: 'shop' });
    make(stack, 'Shop', { serviceAccounts: [subject('shop')] });
    expect(validationErrors(stack)).toEqual([]);
  });

  test('is not if the role is its own', () => {
    const { stack, cluster, clusters } = inStack();
    const { role } = cluster.addServiceAccount('api', { name: 'api' });
    ServiceAccountRole.fromRole(stack, 'Api', { role, clusters, serviceAccounts: [subject('api')] });
    expect(validationErrors(stack)).toEqual([]);
  });

  test('in an imported cluster, by its provider', () => {
    const stack = newStack();
    const provider = OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'P', `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`);
    const imported = library === eks
      ? eks.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'c', openIdConnectProvider: provider, kubectlRoleArn: `arn:aws:iam::${ACCOUNT}:role/k`, kubectlLayer: kubectlLayer(stack) })
      : eksv2.Cluster.fromClusterAttributes(stack, 'Imported', {
        clusterName: 'c',
        openIdConnectProvider: provider,
        kubectlProvider: eksv2.KubectlProvider.fromKubectlProviderAttributes(stack, 'K', { serviceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:k' } as any),
      });
    imported.addServiceAccount('api', { name: 'api' });
    make(stack, 'Api');
    expect(validationErrors(stack)).toEqual([expect.stringContaining('is created by "Stack/Imported/api" (addServiceAccount)')]);
  });
});
