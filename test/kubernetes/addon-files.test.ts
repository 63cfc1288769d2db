import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { ACCOUNT, accounts, custom, documents, issuer, production, roleIn, stackIn } from './fixture';
import { runScript } from './shell';
import { PodIdentityCluster } from '../../lib/cluster/pod-identity-cluster';
import { KubernetesFiles } from '../../lib/kubernetes/kubernetes-files';
import { ServiceAccountCreation } from '../../lib/kubernetes/service-account-creation';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';

const podIdentity = { clusters: [PodIdentityCluster.fromClusterAttributes({ account: ACCOUNT, region: 'eu-central-1', clusterName: 'production' })] };
const EBS = accounts('kube-system/ebs-csi-controller-sa');
const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/k8s-main/${name}`;

/** The files of roles, each for an add-on. */
function filesOf(roles: Record<string, [Partial<ServiceAccountRoleProps>, ServiceAccountCreation]>) {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'cdk-irsa-')) });
  const stack = stackIn(app);
  const files = new KubernetesFiles(app, 'Files');
  Object.entries(roles).forEach(([id, [props, createdBy]]) => files.addRole(roleIn(stack, id, props), { createdBy }));
  app.synth();
  return { files: files.files, read: (path: string) => readFileSync(join(files.directory, path), 'utf-8') };
}

const FAKE = { name: 'aws', body: 'echo "$@" >>"$CALLS"; case "$*" in *describe-addon*) exit "${MISSING:-0}";; esac' };

/** What the script calls. */
function callsOf(script: string, env: { [key: string]: string } = {}): string[] {
  const calls = join(mkdtempSync(join(tmpdir(), 'cdk-irsa-')), 'calls');
  const { status, stderr } = runScript(script, FAKE, { CALLS: calls, ...env });
  expect([status, stderr]).toEqual([0, '']);
  return readFileSync(calls, 'utf-8').trim().split('\n');
}

const WHERE = '--cluster-name production --region eu-central-1 --addon-name aws-ebs-csi-driver';

test('IRSA: the ARN of the role', () => {
  const { files, read } = filesOf({ Ebs: [{ clusters: [production], serviceAccounts: EBS }, ServiceAccountCreation.addon({ addonName: 'aws-ebs-csi-driver' })] });
  expect(files).toEqual(['addons/production.sh', 'check-pods/production/Ebs.yaml', 'eksctl/production.yaml', 'index.json']);
  const script = read('addons/production.sh');
  expect(callsOf(script)).toEqual([`eks update-addon ${WHERE} --service-account-role-arn ${arn('Ebs')}`, `eks wait addon-active ${WHERE}`]);
  expect(callsOf(script, { INSTALL: 'true' })[1]).toContain('eks update-addon');
  expect(callsOf(script, { INSTALL: 'true', MISSING: '254' })[1]).toBe(`eks create-addon ${WHERE} --service-account-role-arn ${arn('Ebs')}`);
  expect(documents(read('eksctl/production.yaml'))).toEqual([{
    apiVersion: 'eksctl.io/v1alpha5',
    kind: 'ClusterConfig',
    metadata: { name: 'production', region: 'eu-central-1' },
    addons: [{ name: 'aws-ebs-csi-driver', serviceAccountRoleARN: arn('Ebs') }],
  }]);
});

test('EKS Pod Identity: associations of all roles of an add-on, in one command, since an update deletes those that it leaves out', () => {
  const adot = (name: string, roleName = 'Prom'): [Partial<ServiceAccountRoleProps>, ServiceAccountCreation] => [
    { roleName, clusters: [], podIdentity, serviceAccounts: accounts(`opentelemetry-operator-system/${name}`) },
    ServiceAccountCreation.addon({ addonName: 'adot' }),
  ];
  const { read } = filesOf({ Prom: adot('adot-col-prom-metrics'), Otlp: adot('adot-col-otlp-ingest', 'a=,b') });
  const [update] = callsOf(read('addons/production.sh'));
  expect(JSON.parse(update.split('--pod-identity-associations ')[1])).toEqual([
    { serviceAccount: 'adot-col-otlp-ingest', roleArn: arn('a=,b') }, { serviceAccount: 'adot-col-prom-metrics', roleArn: arn('Prom') },
  ]);
  expect(update).not.toContain('service-account-role-arn');
  expect(documents(read('eksctl/production.yaml'))[0].addons[0].podIdentityAssociations[1])
    .toEqual({ namespace: 'opentelemetry-operator-system', serviceAccountName: 'adot-col-prom-metrics', roleARN: arn('Prom') });
});

test('both: the CLI gets both, eksctl one', () => {
  const { read } = filesOf({ Ebs: [{ clusters: [production], podIdentity, serviceAccounts: EBS }, ServiceAccountCreation.addon({ addonName: 'aws-ebs-csi-driver' })] });
  expect(callsOf(read('addons/production.sh'))[0]).toBe(`eks update-addon ${WHERE} --service-account-role-arn ${arn('Ebs')} ` +
    `--pod-identity-associations [{"serviceAccount":"ebs-csi-controller-sa","roleArn":"${arn('Ebs')}"}]`);
  expect(read('eksctl/production.yaml')).toContain('# eksctl takes one way for an add-on');
  expect(documents(read('eksctl/production.yaml'))[0].addons).toEqual([{
    name: 'aws-ebs-csi-driver', podIdentityAssociations: [{ namespace: 'kube-system', serviceAccountName: 'ebs-csi-controller-sa', roleARN: arn('Ebs') }],
  }]);
});

test('an add-on in a namespace of its own, and a cluster under another name', () => {
  const createdBy = ServiceAccountCreation.addon({ addonName: 'aws-ebs-csi-driver', namespace: 'storage', clusterNames: { production: 'prod_1' } });
  const { read } = filesOf({ Ebs: [{ clusters: [production], serviceAccounts: accounts('storage/ebs-csi-controller-sa') }, createdBy] });
  const script = read('addons/production.sh');
  expect(callsOf(script)[0]).toBe(`eks update-addon --cluster-name prod_1 --region eu-central-1 --addon-name aws-ebs-csi-driver --service-account-role-arn ${arn('Ebs')}`);
  expect(callsOf(script, { INSTALL: 'true', MISSING: '254' })[1]).toMatch(/create-addon .* --namespace-config namespace=storage$/);
  expect(documents(read('eksctl/production.yaml'))[0].addons[0].namespaceConfig).toEqual({ namespace: 'storage' });
});

test('the script stops at the first failure', () => {
  const { read } = filesOf({ Ebs: [{ clusters: [production], serviceAccounts: EBS }, ServiceAccountCreation.addon({ addonName: 'aws-ebs-csi-driver' })] });
  expect(runScript(read('addons/production.sh'), { name: 'aws', body: 'exit 3' })).toEqual({ status: 3, stdout: '', stderr: '' });
});

const addon = (addonName?: string) => ServiceAccountCreation.addon({ addonName });

test.each<[string, Parameters<typeof filesOf>[0], string]>([
  ['another service account', { A: [{ serviceAccounts: accounts('kube-system/ebs-csi') }, addon('aws-ebs-csi-driver')] },
    'must be kube-system/ebs-csi-controller-sa, as which the add-on aws-ebs-csi-driver runs, got kube-system/ebs-csi (where the add-on is installed in another namespace, give that as "namespace")'],
  ['no add-on at all', { A: [{}, addon()] }, 'addonName must be given, since the bundles are for no add-on that is known'],
  ['an add-on without a role', { A: [{}, addon('coredns')] }, 'addonName must be an add-on that takes a role, and coredns takes none, since it calls nothing of AWS'],
  ['cert-manager', { A: [{}, addon('cert-manager')] }, 'since EKS refuses an association through it and does not annotate its service account'],
  ['an audience of its own', { A: [{ clusters: [custom], serviceAccounts: EBS }, addon('aws-ebs-csi-driver')] }, 'must have the audience sts.amazonaws.com for an add-on, which writes no annotation with another, got "my-audience"'],
  ['IRSA where it is not documented', { A: [{ serviceAccounts: accounts('aws-privateca-issuer/aws-privateca-issuer') }, addon('aws-privateca-connector-for-kubernetes')] },
    'must give the add-on aws-privateca-connector-for-kubernetes its role by EKS Pod Identity, the one way that is documented for it'],
  ['two roles by IRSA', {
    A: [{ serviceAccounts: accounts('kube-system/efs-csi-controller-sa') }, addon('aws-efs-csi-driver')],
    B: [{ serviceAccounts: accounts('kube-system/efs-csi-node-sa') }, addon('aws-efs-csi-driver')],
  }, 'the add-on aws-efs-csi-driver of production must be given one role by IRSA'],
  ['no session tags', { A: [{ clusters: [], podIdentity: { ...podIdentity, disableSessionTags: true }, serviceAccounts: EBS }, addon('aws-ebs-csi-driver')] },
    'must be without disableSessionTags, which an association of the add-on aws-ebs-csi-driver cannot have'],
])('%s is refused', (_, roles, message) => expect(() => filesOf(roles)).toThrow(message));

test('options are checked', () => {
  expect(() => ServiceAccountCreation.addon({ addonName: 'a b' })).toThrow('addonName must be the name of an add-on');
  expect(() => ServiceAccountCreation.addon({ namespace: 'A' })).toThrow('namespace must be');
  expect(() => ServiceAccountCreation.addon({ clusterNames: { [issuer(4).displayName]: '$(id)' } })).toThrow('clusterNames["');
});
