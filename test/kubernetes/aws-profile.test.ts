import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';
import { ClusterIssuer } from '../../lib/cluster/cluster-issuer';
import { IssuerKind, PodTokens } from '../../lib/cluster/kubernetes-issuer-options';
import { KubernetesFiles } from '../../lib/kubernetes/kubernetes-files';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import type { ServiceAccountRoleProps } from '../../lib/role/service-account-role-props';
import { TargetRole } from '../../lib/role/target-role';
import { fleetOf } from '../fleet/support';
import { ACCOUNT, issuer, literalCluster, podIdentityCluster, REGION, subject } from '../support';
import { documents } from './fixture';

const [OTHER, THIRD] = ['444455556666', '777788889999'];
const WEBHOOK = '/var/run/secrets/eks.amazonaws.com/serviceaccount/token';
const OWN = `[profile service-account]\nrole_arn = arn:aws:iam::${ACCOUNT}:role/web\nweb_identity_token_file = ${WEBHOOK}\n`;
const profile = (name: string, roleArn: string, source = 'source_profile = service-account') => `[profile ${name}]\nrole_arn = ${roleArn}\n${source}\n`;
const arn = (name: string, account = OTHER) => `arn:aws:iam::${account}:role/${name}`;

interface Target {
  readonly roleName: string;
  readonly path?: string;
  readonly account?: string;
}

/** The files in `aws-profiles` of a role that assumes targets, as objects and as text. */
function filesOf(targets: readonly Target[], props: Partial<ServiceAccountRoleProps> = {}, workload = 'web') {
  const app = new App();
  const stackIn = (account?: string) => new Stack(app, `Stack${app.node.children.length}`, { env: account === undefined ? {} : { account, region: REGION } });
  const own = stackIn(ACCOUNT);
  const role = new ServiceAccountRole(own, 'Web', { roleName: 'web', clusters: [literalCluster()], serviceAccounts: [subject()], ...props });
  targets.forEach(({ account = OTHER, ...target }) => new TargetRole(stackIn(account), 'Target', { ...target, sources: [role] }));
  const files = new KubernetesFiles(own, 'Files');
  files.addRole(role, { workload });
  app.synth();
  return Object.fromEntries(files.files.filter((name) => name.startsWith('aws-profiles/')).map((name) => {
    const text = readFileSync(join(files.directory, name), 'utf8');
    return [name.replace('aws-profiles/', ''), { text, objects: documents(text) }];
  }));
}

const configOf = (...given: Parameters<typeof filesOf>) => Object.entries(filesOf(...given)).find(([name]) => name.endsWith('config-map.yaml'))![1].objects[0].data.config as string;

test('a workload of a file gets a ConfigMap and a patch for its pods', () => {
  const app = new App();
  const { files: { directory, files } } = fleetOf(`accounts: { "${OTHER}": { region: eu-west-1 } }
clusters:
  blue: { account: "${ACCOUNT}", region: ${REGION}, issuerUrl: ${issuer()} }
workloads:
  web: { namespaces: [shop, back], targetRole: { account: "${OTHER}", roleName: orders, path: /teams/, bundles: [{ id: sqs.produce, queues: [orders] }] } }
`, app);
  app.synth();
  const [map, patch] = ['config-map', 'pods'].map((name) => readFileSync(join(directory, `aws-profiles/blue/web/${name}.yaml`), 'utf8'));
  expect(files.filter((name) => name.startsWith('aws-profiles/'))).toEqual(['aws-profiles/blue/web/config-map.yaml', 'aws-profiles/blue/web/pods.yaml']);
  expect(documents(map)).toEqual(['back', 'shop'].map((namespace) => ({
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'aws-profile-web', namespace, labels: { 'app.kubernetes.io/managed-by': 'cdk-irsa' } }, data: { config: `${profile('orders', arn('teams/orders'))}\n${OWN}` },
  })));
  const container = {
    name: 'app',
    env: [{ name: 'AWS_CONFIG_FILE', value: '/etc/aws-profile/config' }, { name: 'AWS_PROFILE', value: 'orders' }],
    volumeMounts: [{ name: 'aws-profile', mountPath: '/etc/aws-profile', readOnly: true }],
  };
  const spec = { containers: [container], volumes: [{ name: 'aws-profile', configMap: { name: 'aws-profile-web' } }] };
  expect(documents(patch)).toEqual([{ spec: { template: { spec } } }]);
  expect(map).toContain('#   kubectl apply --filename aws-profiles/blue/web/config-map.yaml');
  expect(patch).toContain('kubectl patch deployment <name> --namespace back --patch-file aws-profiles/blue/web/pods.yaml');
});

test('each target role has a profile, under a name of its own', () => {
  const files = filesOf([{ roleName: 'web' }, { roleName: 'service-account' }, { roleName: 'web', account: THIRD }, { roleName: 'a=b,c' }]);
  const [map, { objects: [patch], text }] = Object.values(files);
  expect(map.objects[0].data.config).toBe([
    profile('web', arn('web')), profile(`service-account-${OTHER}`, arn('service-account')), profile(`web-${THIRD}`, arn('web', THIRD)), profile('a-b-c', arn('a=b,c')), OWN,
  ].join('\n'));
  expect(patch.spec.template.spec.containers[0].env).toEqual([{ name: 'AWS_CONFIG_FILE', value: '/etc/aws-profile/config' }]);
  expect(text).toContain(`#   web-${THIRD}: ${arn('web', THIRD)}`);
});

test('a path is text, whatever it has', () => {
  const path = '/#;[x]=%(y)s$!`"\'\\/';
  expect(configOf([{ roleName: 'orders', path }])).toBe(`${profile('orders', `arn:aws:iam::${OTHER}:role${path}orders`)}\n${OWN}`);
});

test('where pods mount the token themselves, it is there', () => {
  const k3s = ClusterIssuer.fromIssuerUrl({ kind: IssuerKind.KUBERNETES, clusterName: 'k3s', account: ACCOUNT, region: REGION, issuerUrl: 'https://oidc.example.com/k3s', podTokens: PodTokens.VOLUME });
  expect(configOf([{ roleName: 'orders' }], { clusters: [k3s] })).toContain('web_identity_token_file = /var/run/secrets/amazonaws.com/token\n');
});

test('with EKS Pod Identity the SDK has the credentials of the container; with both there is a profile for each', () => {
  const podIdentity = { clusters: [podIdentityCluster()] };
  const container = profile('orders', arn('orders'), 'credential_source = EcsContainer');
  expect(configOf([{ roleName: 'orders' }], { clusters: [], podIdentity })).toBe(container);
  expect(configOf([{ roleName: 'orders' }], { podIdentity })).toBe([container, profile('orders-irsa', arn('orders')), OWN].join('\n'));
});

test('a name that no object of Kubernetes can have gets a hash', () => {
  const [{ objects: [map] }, { objects: [patch] }] = Object.values(filesOf([{ roleName: 'orders' }], {}, 'Web_1.x'));
  expect(map.metadata.name).toMatch(/^aws-profile-web-1-x-[0-9a-f]{8}$/);
  expect(patch.spec.template.spec.volumes[0].configMap.name).toBe(map.metadata.name);
});

test('a target whose account is not known is written nowhere, and stops nothing', () => {
  const app = new App();
  const stack = new Stack(app, 'Any', { env: { account: ACCOUNT, region: REGION } });
  const role = new ServiceAccountRole(stack, 'Web', { roleName: 'web', clusters: [literalCluster()], serviceAccounts: [subject()] });
  new TargetRole(new Stack(app, 'Open'), 'Target', { roleName: 'orders', sources: [role] });
  const files = new KubernetesFiles(stack, 'Files');
  files.addRole(role);
  app.synth();
  expect(files.files.filter((name) => name.startsWith('aws-profiles/'))).toEqual([]);
});
