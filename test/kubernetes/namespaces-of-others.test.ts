import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import type { Stack } from 'aws-cdk-lib/core';
import { accounts, roleIn, stackIn } from './fixture';
import { ServiceAccounts } from '../../lib/kubernetes/applied-service-account';
import { ServiceAccountManifest } from '../../lib/kubernetes/service-account-manifest';

const clusterIn = (stack: Stack) => eksv2.Cluster.fromClusterAttributes(stack, 'Cluster', {
  clusterName: 'production',
  kubectlProvider: eksv2.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', { serviceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:kubectl' }),
});
const SHOP = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

function warnings(stack: Stack): string[] {
  Template.fromStack(stack);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id, entry }) => `${id}: ${String(entry.data)}`).filter((text) => text.includes('namespaceOrder'));
}

const applied = (stack: Stack, cluster: eksv2.ICluster, name = 'shop/web') =>
  ServiceAccounts.applyToV2(cluster, roleIn(stack, name.replace('/', '-'), { serviceAccounts: accounts(name) }));

test('service accounts that do not wait for a manifest with their namespace are warned of', () => {
  const stack = stackIn();
  const cluster = clusterIn(stack);
  cluster.addManifest('shop', { ...SHOP, kind: 'ConfigMap' }, SHOP);
  applied(stack, cluster);
  applied(stack, cluster, 'other/api');
  expect(warnings(stack)).toEqual([
    expect.stringMatching(/^\/\S*\/shop-webServiceAccounts-\S*: the namespace "shop" must exist before these service accounts, but they do not wait for "\S*\/manifest-shop\/Resource\/Default", /),
  ]);
  expect(warnings(stack)[0]).toContain(
    'which creates it: add a dependency on that manifest to what ServiceAccounts.applyTo returns (accounts.node.addDependency(manifest)) [ack: cdk-irsa:namespaceOrder]');
});

test('so are those beside the objects of another role', () => {
  const stack = stackIn();
  const cluster = clusterIn(stack);
  cluster.addManifest('objects', ...ServiceAccountManifest.of(roleIn(stack, 'Api', { serviceAccounts: accounts('shop/api'), roleName: undefined }), { createNamespace: true }).toObjects());
  applied(stack, cluster);
  expect(warnings(stack)).toHaveLength(1);
});

test('nothing is said where they wait, create the namespace themselves, or are in another cluster', () => {
  const stack = stackIn();
  const cluster = clusterIn(stack);
  const manifest = cluster.addManifest('shop', SHOP);
  applied(stack, cluster).node.addDependency(manifest);
  expect(warnings(stack)).toEqual([]);

  const own = stackIn();
  const ownCluster = clusterIn(own);
  ownCluster.addManifest('shop', SHOP);
  ServiceAccounts.applyToV2(ownCluster, roleIn(own, 'Web', { serviceAccounts: accounts('shop/web') }), { createNamespace: true });
  expect(warnings(own)).toEqual([]);

  const two = stackIn();
  const kubectlProvider = eksv2.KubectlProvider.fromKubectlProviderAttributes(two, 'K', { serviceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:kubectl' });
  eksv2.Cluster.fromClusterAttributes(two, 'Staging', { clusterName: 'staging', kubectlProvider }).addManifest('shop', SHOP);
  applied(two, clusterIn(two));
  expect(warnings(two)).toEqual([]);
});
