import { Match, Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { OpenIdConnectProvider, Role } from 'aws-cdk-lib/aws-iam';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Duration, Lazy, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { accounts, custom, issuer, pattern, production, roleIn, stackIn, staging } from './fixture';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { ServiceAccounts } from '../../lib/kubernetes/applied-service-account';
import { HelmValues } from '../../lib/kubernetes/helm-values';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ServiceAccountSubject } from '../../lib/trust/service-account-subject';

const kubectlLayer = (stack: Stack) => new LayerVersion(stack, 'Kubectl', { code: Code.fromAsset(__dirname) });
const nativeProvider = () => new App({ context: { '@aws-cdk/aws-eks:useNativeOidcProvider': true } });
const clusterV1 = (stack: Stack) => new eks.Cluster(stack, 'Cluster', {
  version: eks.KubernetesVersion.V1_32, kubectlLayer: kubectlLayer(stack), defaultCapacity: 0,
});
const clusterV2 = (stack: Stack) => new eksv2.Cluster(stack, 'Cluster', {
  version: eksv2.KubernetesVersion.V1_32,
  kubectlProviderOptions: { kubectlLayer: kubectlLayer(stack) },
  defaultCapacityType: eksv2.DefaultCapacityType.AUTOMODE,
});

/** What an imported cluster with a kubectl function made elsewhere needs. */
function imported(stack: Stack, id = 'Imported', attributes: Partial<eksv2.ClusterAttributes> = {}) {
  const kubectlProvider = eksv2.KubectlProvider.fromKubectlProviderAttributes(stack, `${id}Provider`, {
    serviceToken: 'arn:aws:lambda:eu-central-1:111122223333:function:kubectl', role: Role.fromRoleArn(stack, `${id}Role`, 'arn:aws:iam::111122223333:role/kubectl'),
  });
  return eksv2.Cluster.fromClusterAttributes(stack, id, { clusterName: id.toLowerCase(), kubectlProvider, ...attributes });
}

const MANIFEST = 'Custom::AWSCDK-EKS-KubernetesResource';
/** The custom resources, by what they make. */
function manifests(stack: Stack) {
  const found = Template.fromStack(stack).findResources(MANIFEST);
  return Object.entries<any>(found).map(([logicalId, resource]) => {
    const text = typeof resource.Properties.Manifest === 'string'
      ? resource.Properties.Manifest
      : resource.Properties.Manifest['Fn::Join'][1].map((part: any) => typeof part === 'string' ? part : `<${JSON.stringify(part).replace(/"/g, "'")}>`).join('');
    return { logicalId, resource, objects: JSON.parse(text) as any[] };
  });
}

describe.each([
  ['aws-eks', clusterV1, (cluster: any) => ClusterIssuer.fromCluster(cluster), ServiceAccounts.applyTo],
  ['aws-eks-v2', clusterV2, (cluster: any) => ClusterIssuer.fromClusterV2(cluster), ServiceAccounts.applyToV2],
] as const)('a cluster of %s', (_, makeCluster, issuerOf, applyTo: any) => {
  function deployed() {
    const stack = stackIn(nativeProvider());
    const cluster = makeCluster(stack);
    const role = roleIn(stack, 'Media', { clusters: [issuerOf(cluster)], roleName: undefined, serviceAccounts: accounts('media/web', 'media/worker') });
    return { stack, cluster, role };
  }

  test('gets the service accounts, with the ARN that the deploy knows', () => {
    const { stack, cluster, role } = deployed();
    applyTo(cluster, role, { stsRegionalEndpoints: true });

    const own = manifests(stack).filter(({ logicalId }) => logicalId.startsWith('Media'));
    expect(own).toHaveLength(1);
    expect(own[0].logicalId).toMatch(/^MediaServiceAccountsStackCluster[0-9A-F]{8}$/); // contract
    expect(own[0].objects.map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([
      ['ServiceAccount', 'media', 'web'], ['ServiceAccount', 'media', 'worker'],
    ]);
    expect(own[0].objects[0].metadata.annotations).toEqual({
      'eks.amazonaws.com/role-arn': expect.stringMatching(/^<\{'Fn::GetAtt':\['Media[0-9A-F]{8}','Arn'\]\}>$/),
      'eks.amazonaws.com/sts-regional-endpoints': 'true',
    });
    expect(own[0].resource.Properties.Overwrite).toBeUndefined();
  });

  test('gets them after the role and all its policies, and after the namespace', () => {
    const { stack, cluster, role } = deployed();
    applyTo(cluster, role, { createNamespace: true, overwrite: true });
    new Bucket(stack, 'Bucket').grantRead(role); // after the manifest

    const all = manifests(stack);
    const namespace = all.find(({ objects }) => objects[0].kind === 'Namespace')!;
    const own = all.find(({ objects }) => objects[0].kind === 'ServiceAccount')!;
    expect(namespace.objects.map(({ metadata }) => metadata.name)).toEqual(['media']);
    expect(namespace.resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { Overwrite: true } });
    expect(namespace.resource.Properties.PruneLabel).toBeUndefined();
    expect(own.resource.Properties.Overwrite).toBe(true);
    expect(own.resource.DependsOn).toEqual(expect.arrayContaining([
      namespace.logicalId, expect.stringMatching(/^Media[0-9A-F]{8}$/), expect.stringMatching(/^MediaDefaultPolicy[0-9A-F]{8}$/),
    ]));
  });

  test('has a namespace once, whoever asks for it', () => {
    const { stack, cluster, role } = deployed();
    const second = roleIn(stack, 'Second', { clusters: role.clusters, serviceAccounts: accounts('media/second', 'default/second') });
    applyTo(cluster, role, { createNamespace: true });
    applyTo(cluster, second, { createNamespace: true });
    expect(manifests(stack).flatMap(({ objects }) => objects).filter(({ kind }) => kind === 'Namespace')).toHaveLength(1);
  });

  test('is no dependant of the stack of its roles', () => {
    const app = nativeProvider();
    const infrastructure = stackIn(app, 'Infrastructure');
    const cluster = makeCluster(infrastructure);
    const stack = stackIn(app);
    applyTo(cluster, roleIn(stack, 'Media', { clusters: [issuerOf(cluster)] }), { createNamespace: true });

    app.synth(); // a cycle of stacks would throw

    expect(stack.dependencies).toContain(infrastructure);
    expect(manifests(stack).map(({ objects }) => objects[0].kind)).toEqual(['ServiceAccount']);
  });

  test('gets them once', () => {
    const { stack, cluster } = deployed();
    const role = roleIn(stack, 'Role', { clusters: [issuerOf(cluster)] });
    applyTo(cluster, role);
    expect(() => applyTo(cluster, role)).toThrow('the service accounts of the role "Stack/Role" must be applied to a cluster once, got "Stack/Cluster" twice');
  });

  test('that the role does not trust is refused', () => {
    const { stack, cluster } = deployed();
    const other = ClusterIssuer.fromClusterV2(imported(stack, 'Other', {
      openIdConnectProvider: OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'P', production.providerArn),
    }));
    expect(() => applyTo(cluster, roleIn(stack, 'Role', { clusters: [other] }))).toThrow(
      'cluster must be one that the role "Stack/Role" trusts (other), got "Stack/Cluster": ' +
      'make its ClusterIssuer with fromCluster or fromClusterV2, or give it the name of the cluster as clusterName');
  });
});

describe('the issuer of a cluster', () => {
  const audience = (stack: Stack) => manifests(stack).map(({ objects }) => objects[0].metadata.annotations['eks.amazonaws.com/audience']);

  test('is the one made from its construct, among several', () => {
    const stack = stackIn();
    const provider = OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'P', issuer(7).providerArn);
    const cluster = imported(stack, 'Imported', { openIdConnectProvider: provider });
    const own = ClusterIssuer.fromClusterV2(cluster, { audience: 'own' });
    ServiceAccounts.applyToV2(cluster, roleIn(stack, 'Role', { clusters: [custom, own, production] }));
    expect(audience(stack)).toEqual(['own']);
  });

  test('is the one with the provider of an imported cluster, whatever the account', () => {
    const stack = stackIn();
    const provider = OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'P', issuer(3, { account: '444455556666' }).providerArn);
    ServiceAccounts.applyToV2(imported(stack, 'Imported', { openIdConnectProvider: provider }), roleIn(stack, 'Role', { clusters: [production, custom] }));
    expect(audience(stack)).toEqual(['my-audience']);
  });

  test('is the one with the issuer in a partly literal ARN', () => {
    const stack = stackIn();
    const arn = stack.formatArn({ service: 'iam', region: '', resource: 'oidc-provider', resourceName: custom.issuer });
    const openIdConnectProvider = OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'P', arn);
    ServiceAccounts.applyToV2(imported(stack, 'Imported', { openIdConnectProvider }), roleIn(stack, 'Role', { clusters: [production, custom] }));
    expect(audience(stack)).toEqual(['my-audience']);
  });

  test('is the one with the name of the cluster', () => {
    const stack = stackIn();
    ServiceAccounts.applyToV2(imported(stack, 'Custom'), roleIn(stack, 'Role', { clusters: [production, custom] }));
    expect(audience(stack)).toEqual(['my-audience']);
  });

  test('is the only one, if nothing speaks against it', () => {
    const stack = stackIn();
    ServiceAccounts.applyToV2(imported(stack), roleIn(stack, 'Role', { clusters: [custom] }));
    expect(audience(stack)).toEqual(['my-audience']);
  });

  test('must be known', () => {
    const stack = stackIn();
    expect(() => ServiceAccounts.applyToV2(imported(stack), roleIn(stack, 'Role', { clusters: [production, staging] }))).toThrow(
      'cluster must be one that the role "Stack/Role" trusts (production, staging), got "Stack/Imported"');
    const provider = OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'P', issuer(7).providerArn);
    expect(() => ServiceAccounts.applyToV2(imported(stack, 'Seventh', { openIdConnectProvider: provider }), roleIn(stack, 'Role2'))).toThrow(
      'cluster must be one that the role "Stack/Role2" trusts (production), got "Stack/Seventh"');
  });
});

describe('the id of service accounts', () => {
  const idIn = (scope: Construct, clusterScope = scope) => {
    const env = { account: '111122223333', region: 'eu-central-1' };
    const stack = new Stack(scope, 'S', { env });
    const cluster = imported(scope === clusterScope ? stack : new Stack(clusterScope, 'Clusters', { env }), 'C');
    ServiceAccounts.applyToV2(cluster, roleIn(stack, 'R', { clusters: [production] }));
    return manifests(stack)[0].logicalId;
  };

  test('is contract, also when the app moves into a Stage', () => {
    expect(idIn(new App())).toBe('RServiceAccountsSC9F7B3CF4');
    expect(idIn(new Stage(new App(), 'Prod'))).toBe('RServiceAccountsSC9F7B3CF4');
    expect(idIn(new Stage(new Stage(new App(), 'Europe'), 'Prod'))).toBe('RServiceAccountsSC9F7B3CF4');
    expect(idIn(new Construct(new App(), 'Folder'))).toMatch(/^RServiceAccountsFolderSC[0-9A-F]{8}$/);
  });

  test('has the whole path of a cluster in another Stage', () => {
    const app = new App();
    expect(idIn(new Stage(app, 'Prod'), new Stage(app, 'Base'))).toMatch(/^RServiceAccountsBaseClustersC[0-9A-F]{8}$/);
  });
});

test('one role in two clusters', () => {
  const stack = stackIn();
  const role = roleIn(stack, 'Role', { clusters: [production, custom] });
  ServiceAccounts.applyToV2(imported(stack, 'Production'), role);
  ServiceAccounts.applyToV2(imported(stack, 'Custom'), role);
  expect(manifests(stack)).toHaveLength(2);
});

test('names that only the deploy knows', () => {
  const stack = stackIn();
  const namespace = Lazy.string({ produce: () => 'later' });
  const role = roleIn(stack, 'Role', { serviceAccounts: [ServiceAccountSubject.of(namespace, 'a')] });
  expect(() => ServiceAccounts.applyToV2(imported(stack, 'A'), role, { createNamespace: true })).toThrow(
    'createNamespace needs namespaces known at synth, got a deploy-time value for the role "Stack/Role"');
  ServiceAccounts.applyToV2(imported(stack, 'B'), role, { tokenExpiration: Duration.seconds(Lazy.number({ produce: () => 700 })) });
  const [{ objects: [object] }] = manifests(stack);
  expect(object.metadata.namespace).toBe('later');
  expect(object.metadata.annotations['eks.amazonaws.com/token-expiration']).toBe('700');
});

test('a role made elsewhere comes first, with its policies', () => {
  const stack = stackIn();
  const made = new Role(stack, 'Made', { assumedBy: roleIn(stack) });
  new Bucket(stack, 'Bucket').grantRead(made);
  const role = ServiceAccountRole.fromRole(stack, 'Role', { role: made, clusters: [production], serviceAccounts: accounts('a/b') });
  ServiceAccounts.applyToV2(imported(stack), role);
  Template.fromStack(stack).hasResource(MANIFEST, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^MadeDefaultPolicy'), Match.stringLikeRegexp('^Made[0-9A-F]{8}$')]) });
});

test('patterns and wrong options are refused', () => {
  const stack = stackIn();
  expect(() => ServiceAccounts.applyToV2(imported(stack), roleIn(stack, 'Role', { serviceAccounts: [pattern] }))).toThrow('got only patterns');
  expect(() => ServiceAccounts.applyToV2(imported(stack, 'B'), roleIn(stack, 'Role2'), { labels: { a: ' ' } })).toThrow('labels["a"] must be');
});

describe('a service account that has another role too', () => {
  const acknowledged = (role: ServiceAccountRole) =>
    Validations.of(role).acknowledge({ id: 'cdk-irsa:unannotatedRole[media/web]', reason: 'its pods use a profile with role_arn' });

  test('is annotated with the one that is not acknowledged only', () => {
    const stack = stackIn();
    const first = roleIn(stack, 'First', { serviceAccounts: accounts('media/web', 'media/worker') });
    const second = roleIn(stack, 'Second', { serviceAccounts: accounts('media/web') });
    acknowledged(first);
    const cluster = imported(stack);
    ServiceAccounts.applyToV2(cluster, first);
    ServiceAccounts.applyToV2(cluster, second);
    expect(manifests(stack).map(({ objects }) => objects.map(({ metadata }) => metadata.name)).sort()).toEqual([['web'], ['worker']]);
    acknowledged(second);
    expect(() => ServiceAccounts.applyToV2(cluster, second)).toThrow(
      'the role "Stack/Second" must have at least one service account that is annotated with it, got only acknowledged ones (cdk-irsa:unannotatedRole[media/web])');
    expect(() => HelmValues.of(second)).toThrow('write the files for the role that the annotation names');
  });

  test('must be acknowledged before it is applied', () => {
    const stack = stackIn();
    const role = roleIn(stack, 'Role', { serviceAccounts: accounts('media/web') });
    ServiceAccounts.applyToV2(imported(stack), role);
    acknowledged(role);
    expect(() => Template.fromStack(stack)).toThrow(
      '"cdk-irsa:unannotatedRole[media/web]" must be acknowledged on the role "Stack/Role" before its service accounts are applied to a cluster: the manifest annotates media/web with it');
  });
});
