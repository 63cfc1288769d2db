import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { ACCOUNT, issuer, newStack } from '../support';

const version = eksv2.KubernetesVersion.V1_32;
const provider = (stack: Stack) => iam.OidcProviderNative.fromOidcProviderArn(stack, 'Imported', `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer()}`);
const native = () => newStack({ '@aws-cdk/aws-eks:useNativeOidcProvider': true }, 'Platform');

function v1(stack: Stack, clusterName?: string): eks.Cluster {
  return new eks.Cluster(stack, 'Cluster', {
    version: eks.KubernetesVersion.V1_32,
    clusterName,
    kubectlLayer: LayerVersion.fromLayerVersionArn(stack, 'Layer', 'arn:aws:lambda:eu-central-1:111122223333:layer:kubectl:1'),
  });
}

test('a cluster of this app is named as it was given its name', () => {
  const [stack, other] = [native(), native()];
  expect(ClusterIssuer.fromClusterV2(new eksv2.Cluster(stack, 'Cluster', { version, clusterName: 'prod' })).clusterName).toBe('prod');
  expect(ClusterIssuer.fromCluster(v1(other, 'prod')).clusterName).toBe('prod');
});

test('so is one whose name was written into its resource', () => {
  const cluster = new eksv2.Cluster(native(), 'Cluster', { version });
  (cluster.node.findChild('Resource') as eks.CfnCluster).name = 'written';
  expect(ClusterIssuer.fromClusterV2(cluster).clusterName).toBe('written');
});

test('one that is imported by the name of another has that name, in another stack too', () => {
  const stack = native();
  const clusters = [new eksv2.Cluster(stack, 'Cluster', { version, clusterName: 'prod' })];
  const app = new Stack(stack.node.root as any, 'Other', { env: { account: ACCOUNT, region: 'eu-central-1' } });
  const imported = eksv2.Cluster.fromClusterAttributes(app, 'Again', { clusterName: clusters[0].clusterName, openIdConnectProvider: provider(app) });
  expect(ClusterIssuer.fromClusterV2(imported).clusterName).toBe('prod');
});

test('its own provider has its name; a name that is given as undefined is none', () => {
  const cluster = new eksv2.Cluster(native(), 'Cluster', { version, clusterName: 'prod' });
  expect(ClusterIssuer.fromProvider(cluster.openIdConnectProvider).clusterName).toBe('prod');
  expect(ClusterIssuer.fromProvider(cluster.openIdConnectProvider, { clusterName: 'mine' }).clusterName).toBe('mine');
  expect(ClusterIssuer.fromClusterV2(cluster, { clusterName: undefined }).clusterName).toBe('prod');
});

test('without a name that is written out it is the path, not a logical id', () => {
  const [stack, other] = [native(), native()];
  expect(ClusterIssuer.fromClusterV2(new eksv2.Cluster(stack, 'Cluster', { version })).clusterName).toBe('Platform-Cluster');
  expect(ClusterIssuer.fromCluster(v1(other)).clusterName).toBe('Platform-Cluster');
  const name = new CfnParameter(stack, 'Name').valueAsString;
  const imported = eksv2.Cluster.fromClusterAttributes(stack, 'Again', { clusterName: name, openIdConnectProvider: provider(stack) });
  expect(ClusterIssuer.fromClusterV2(imported).clusterName).toBe('Platform-Again');
  expect(ClusterIssuer.create(stack, 'Issuer', { issuerUrl: `https://${new CfnParameter(stack, 'Url').valueAsString}` }).clusterName).toBe('Platform-Issuer');
});

test('a path that is long or no name is shortened, and stays unique', () => {
  const stack = new Stack(undefined, 'x'.repeat(80), { env: { account: ACCOUNT, region: 'eu-central-1' } });
  const names = ['a', 'b'].map((id) => ClusterIssuer.create(stack, id, { issuerUrl: `https://${new CfnParameter(stack, `Url${id}`).valueAsString}` }).clusterName);
  names.forEach((name) => expect(name).toMatch(/^[\w-]{1,63}$/));
  expect(new Set(names).size).toBe(2);
});
