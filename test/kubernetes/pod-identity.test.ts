import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { PodIdentityCluster } from '../../lib/cluster/pod-identity-cluster';
import { AnnotateCommands } from '../../lib/kubernetes/annotate-commands';
import { ServiceAccounts } from '../../lib/kubernetes/applied-service-account';
import { CheckPod } from '../../lib/kubernetes/check-pod';
import { CHECK_SCRIPT } from '../../lib/kubernetes/check-script';
import { HelmValues } from '../../lib/kubernetes/helm-values';
import { KubernetesFiles } from '../../lib/kubernetes/kubernetes-files';
import { RoleIndex } from '../../lib/kubernetes/role-index';
import { ServiceAccountCreation } from '../../lib/kubernetes/service-account-creation';
import { ServiceAccountManifest } from '../../lib/kubernetes/service-account-manifest';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { ACCOUNT, issuer, literalCluster, messageOf, newStack, podIdentityCluster, REGION, subject } from '../support';
import { runScript } from './shell';

const ARN = `arn:aws:iam::${ACCOUNT}:role/web`;
const role = (props: object, stack = newStack()) => new ServiceAccountRole(stack, 'Web', { roleName: 'web', serviceAccounts: [subject()], ...props });
const POD_IDENTITY = { podIdentity: { clusters: [podIdentityCluster()] } };
const BOTH = { clusters: [literalCluster()], ...POD_IDENTITY };
/** One cluster of each way. */
const MIXED = { clusters: [literalCluster(1, 'blue')], podIdentity: { clusters: [podIdentityCluster(2)] } };
const annotationsIn = (objects: any[]) => objects.map(({ metadata }) => metadata.annotations as object);

describe('a ServiceAccount', () => {
  test('has no annotation of the webhook for EKS Pod Identity alone, and its own for both', () => {
    const options = { tokenExpiration: Duration.hours(1), annotations: { team: 'media' } };
    expect(annotationsIn(ServiceAccountManifest.of(role(POD_IDENTITY)).toObjects())).toEqual([undefined]);
    expect(annotationsIn(ServiceAccountManifest.of(role(POD_IDENTITY), options).toObjects())).toEqual([{ team: 'media' }]);
    expect(annotationsIn(ServiceAccountManifest.of(role(BOTH)).toObjects())).toEqual([{ 'eks.amazonaws.com/role-arn': ARN }]);
  });

  test('of clusters that differ is asked for by cluster', () => {
    const manifest = ServiceAccountManifest.of(role(MIXED));
    expect(messageOf(() => manifest.toObjects())).toBe(
      '[Stack/Web] cluster must be given, as the clusters of the role "Stack/Web" differ, and EKS Pod Identity needs no annotation: blue (sts.amazonaws.com), cluster-2 (EKS Pod Identity)'
        .replace('[Stack/Web] ', ''));
    expect(annotationsIn(manifest.toObjects(podIdentityCluster(2)))).toEqual([undefined]);
    expect(annotationsIn(manifest.toObjects(literalCluster(1)))).toEqual([{ 'eks.amazonaws.com/role-arn': ARN }]);
    expect(messageOf(() => manifest.toObjects(podIdentityCluster(3)))).toContain('must be one that the role "Stack/Web" trusts (blue, cluster-2), got "cluster-3"');
    expect(messageOf(() => manifest.toObjects({ displayName: 'blue' }))).toContain('cluster must be a ClusterIssuer or a PodIdentityCluster, got ');
  });

  test('is applied without an annotation', () => {
    const stack = newStack();
    const cluster = eksv2.Cluster.fromClusterAttributes(stack, 'Cluster', {
      clusterName: 'cluster-1', kubectlProvider: eksv2.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', { serviceToken: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:kubectl` }),
    });
    ServiceAccounts.applyToV2(cluster, role({ podIdentity: { clusters: [PodIdentityCluster.fromClusterV2(cluster)] } }, stack));
    const [manifest]: any[] = Object.values(Template.fromStack(stack).findResources('Custom::AWSCDK-EKS-KubernetesResource'));
    expect(manifest.Properties.Manifest).toContain('"name":"web","namespace":"default"');
    expect(manifest.Properties.Manifest).not.toContain('role-arn');
  });
});

test('Helm values have no ARN for EKS Pod Identity alone', () => {
  expect(HelmValues.of(role(POD_IDENTITY)).toObject()).toEqual({ serviceAccount: { create: true, name: 'web' } });
  expect(HelmValues.of(role(POD_IDENTITY), { roleArnPath: 'rbac.roleARN', namePath: 'name' }).toObject()).toEqual({ name: 'web' });
  expect(HelmValues.of(role(BOTH)).toObject()).toMatchObject({ serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': ARN } } });
});

test('there is nothing to annotate for EKS Pod Identity alone', () => {
  expect(messageOf(() => AnnotateCommands.of(role(POD_IDENTITY)).toCommands())).toBe(
    'there must be something to annotate, and in cluster-1 the role "Stack/Web" is given by EKS Pod Identity alone: its association is in EKS');
  expect(AnnotateCommands.of(role(POD_IDENTITY), { annotations: { team: 'media' } }).toCommands()).toEqual([expect.stringContaining('team=media')]);
});

test('the index says how the clusters give the role', () => {
  const clusters = (props: object) => {
    const index = new RoleIndex();
    index.addRole(role(props));
    return JSON.parse(index.toJson()).roles[0].clusters as object;
  };
  const clusterArn = `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/cluster-1`;
  expect(clusters(POD_IDENTITY)).toEqual([{ name: 'cluster-1', identity: 'podIdentity', clusterArn }]);
  expect(clusters(BOTH)).toEqual([{ name: 'cluster-1', issuer: `https://${issuer()}`, audience: 'sts.amazonaws.com', identity: 'both', clusterArn }]);
  expect(clusters({ clusters: [literalCluster()] })).toEqual([{ name: 'cluster-1', issuer: `https://${issuer()}`, audience: 'sts.amazonaws.com' }]);
});

describe('files', () => {
  const filesOf = (...roles: [object, object?][]) => {
    const stack = new Stack(new App({ outdir: mkdtempSync(join(tmpdir(), 'pod-identity-')) }), 'Stack', { env: { account: ACCOUNT, region: REGION } });
    const files = new KubernetesFiles(stack, 'Files');
    roles.forEach(([props, options], n) => files.addRole(new ServiceAccountRole(stack, `Web${n}`, { roleName: `web${n}`, serviceAccounts: [subject(`web${n}`)], ...props }), options));
    return files;
  };

  test('are written for clusters of each way; a script only where there is something to annotate', () => {
    expect(filesOf([MIXED, { createdBy: ServiceAccountCreation.existing() }], [POD_IDENTITY]).files).toEqual([
      'annotate/blue.sh', 'check-pods/blue/Web0.yaml', 'check-pods/cluster-1/Web1.yaml', 'check-pods/cluster-2/Web0.yaml', 'index.json', 'manifests/cluster-1/default.yaml',
    ]);
  });

  test('one name is one cluster', () => {
    const other = PodIdentityCluster.fromClusterAttributes({ account: ACCOUNT, region: REGION, clusterName: 'other', displayName: 'cluster-1' });
    const files = filesOf([POD_IDENTITY], [{ podIdentity: { clusters: [other] } }]);
    expect(() => (files.node.root as App).synth()).toThrow(
      /clusters must have different names, whatever their case, since the names are folders; got "cluster-1" for .*cluster\/cluster-1 and "cluster-1" for .*cluster\/other: give one PodIdentityCluster another displayName, or share one/);
  });
});

describe('a check pod', () => {
  const environment = (props: object) => Object.fromEntries(CheckPod.of(role(props)).toObjects()[0].spec.containers[0].env
    .map(({ name, value }: any) => [name, value])) as Record<string, string>;

  test('knows which ways its cluster has', () => {
    expect(environment({ clusters: [literalCluster()] }).EXPECTED_WAY).toBeUndefined();
    expect(environment(BOTH).EXPECTED_WAY).toBe('IRSA or EKS Pod Identity');
    expect(environment(POD_IDENTITY)).toMatchObject({ EXPECTED_WAY: 'EKS Pod Identity', AWS_REGION: REGION });
  });

  const TOKEN = { AWS_ROLE_ARN: ARN };
  const AGENT = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials' };
  test.each<[string, object, object, string, string | undefined]>([
    ['IRSA', { clusters: [literalCluster()] }, TOKEN, 'default/web uses IRSA\nOK: ', undefined],
    ['IRSA without an annotation', { clusters: [literalCluster()] }, {}, 'OK: ', 'warning: AWS_ROLE_ARN is not set: '],
    ['IRSA with an association', { clusters: [literalCluster()] }, AGENT, 'default/web uses EKS Pod Identity\nOK: ',
      'warning: default/web uses EKS Pod Identity, expected IRSA: an association comes before the role-arn annotation'],
    ['EKS Pod Identity', POD_IDENTITY, AGENT, 'default/web uses EKS Pod Identity\nOK: ', undefined],
    ['EKS Pod Identity without an association', POD_IDENTITY, {}, 'OK: ', 'warning: AWS_CONTAINER_CREDENTIALS_FULL_URI is not set: '],
    ['EKS Pod Identity and an old annotation', POD_IDENTITY, TOKEN, 'default/web uses IRSA\nOK: ', 'warning: default/web uses IRSA, expected EKS Pod Identity'],
    ['both, by the association', BOTH, AGENT, 'default/web uses EKS Pod Identity\nOK: ', undefined],
    ['both, by the token', BOTH, TOKEN, 'default/web uses IRSA\nOK: ', undefined],
  ])('%s', (_, props, given, out, warning) => {
    const aws = { name: 'aws', body: `echo arn:aws:sts::${ACCOUNT}:assumed-role/web/eks-1` };
    const { stdout, stderr, status } = runScript(CHECK_SCRIPT, aws, { ...environment(props), ...given } as Record<string, string>);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(out) as string });
    expect(stderr.trim()).toEqual(warning === undefined ? '' : expect.stringContaining(warning));
  });
});
