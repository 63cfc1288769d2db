import { account, foundInFiles, roleTemplate } from './files';

const ARN = 'arn:aws:iam::111122223333:role/api';
const ANNOTATIONS = { 'eks.amazonaws.com/role-arn': ARN };
/** What is found beside the role api, which trusts shop/api: `<level> <rule> <resource>`. */
const found = (object: unknown, more: Record<string, unknown> = {}) => foundInFiles({ 'role.json': roleTemplate(), 'a.json': object, ...more })
  .map((line) => line.replace(/^\S+?:\d+ (.*?): (error|warning) (\w+)\[.*$/, '$2 $3 $1'));
const values = (name: string | undefined, more: object = {}) => ({ serviceAccount: { create: true, name, annotations: ANNOTATIONS, ...more } });
const untrusted = (name: string) => [`error UntrustedServiceAccount ${name}`];

describe('a HelmRelease of Flux', () => {
  const release = (given: object, spec: object = { targetNamespace: 'shop' }) =>
    ({ apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'api', namespace: 'flux-system' }, spec: { ...spec, values: given } });

  test('is compared by its values', () => {
    expect(found(release(values('api')))).toEqual([]);
    expect(found(release(values('web')))).toEqual(untrusted('shop/web'));
    expect(found(release(values('api'), {}))).toEqual(untrusted('flux-system/api'));
    expect(found(release({ controller: values('web') }))).toEqual(untrusted('shop/web'));
    expect(found(release({ serviceAccounts: { server: { name: 'web', annotations: ANNOTATIONS } } }))).toEqual(untrusted('shop/web'));
  });

  test('whose chart makes the name is not compared, but for its namespace', () => {
    expect(found(release(values(undefined)))).toEqual(['warning UncomparedServiceAccount shop/<name>']);
    expect(found(release(values('')))).toEqual(['warning UncomparedServiceAccount shop/<name>']);
    expect(found(release(values(undefined), {}))).toEqual(untrusted('flux-system/<name>'));
  });

  test('that makes no ServiceAccount is silent, and one with a slip is not', () => {
    expect(found(release(values('web', { create: false })))).toEqual([]);
    expect(found(release(values('api', { annotations: { 'eks.amazonaws.com/role_arn': ARN } })))).toEqual(['warning UnreadAnnotation shop/api', 'warning UnusedTrust Api']);
    expect(found(release({ serviceAccount: { annotations: null }, podAnnotations: { a: 'b' }, list: [values('web')] }))).toEqual([]);
  });

  test('is patched by kustomizations', () => {
    const patch = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'api' }, spec: { values: { serviceAccount: { name: 'web' } } } };
    expect(found(release(values('api')), { 'kustomization.yaml': { resources: ['a.json'], patches: [{ path: 'patch.yaml' }] }, 'patch.yaml': patch })).toEqual(untrusted('shop/web'));
  });
});

describe('an Application of Argo CD', () => {
  const spec = (helm: object, namespace = 'shop') => ({ destination: { namespace }, source: { chart: 'api', helm } });
  const application = (helm: object, namespace?: string) => ({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'api' }, spec: spec(helm, namespace) });

  test('is compared by its values, text and parameters', () => {
    expect(found(application({ valuesObject: values('web') }))).toEqual(untrusted('shop/web'));
    expect(found(application({ values: JSON.stringify(values('api')) }, 'web'))).toEqual(untrusted('web/api'));
    expect(found(application({ values: 'a: [' }))).toEqual([]);
    expect(found(application({
      parameters: [{ name: 'serviceAccount.name', value: 'web' }, { name: 'serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn', value: ARN }],
    }))).toEqual(untrusted('shop/web'));
    expect(found({ ...application({}), spec: { destination: { namespace: 'shop' }, sources: [{ ref: 'values' }, { helm: { valuesObject: values('web') } }] } })).toEqual(untrusted('shop/web'));
  });

  test('of a set', () => {
    const set = (namespace: string, name: string) => ({ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', spec: { template: { spec: spec({ valuesObject: values(name) }, namespace) } } });
    expect(found(set('{{.env}}', 'api'))).toEqual(['warning UncomparedServiceAccount {{.env}}/api']);
    expect(found(set('shop', 'web'))).toEqual(untrusted('shop/web'));
  });
});

test('charts of k3s, Crossplane and kustomize', () => {
  expect(found({ apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', metadata: { namespace: 'kube-system' }, spec: { targetNamespace: 'shop', valuesContent: JSON.stringify(values('web')) } })).toEqual(untrusted('shop/web'));
  expect(found({ apiVersion: 'helm.crossplane.io/v1beta1', kind: 'Release', spec: { forProvider: { namespace: 'shop', values: values('web') } } })).toEqual(untrusted('shop/web'));
  expect(found({}, { 'kustomization.yaml': { namespace: 'shop', helmCharts: [{ name: 'api', namespace: 'other', valuesInline: values('web') }] } })).toEqual(untrusted('shop/web'));
});

describe('a ClusterConfig of eksctl', () => {
  const config = (more: object) => ({ apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig', metadata: { name: 'prod', region: 'eu-west-1' }, ...more });

  test('gives roles that exist', () => {
    expect(found(config({ iam: { serviceAccounts: [{ metadata: { name: 'api', namespace: 'shop' }, attachRoleARN: ARN }] } }))).toEqual([]);
    expect(found(config({ iam: { serviceAccounts: [{ metadata: { name: 'web', namespace: 'shop' }, attachRoleARN: ARN }] } }))).toEqual(untrusted('shop/web'));
    expect(found(config({ iam: { podIdentityAssociations: [{ namespace: 'shop', serviceAccountName: 'api', roleARN: ARN }] } }))).toEqual(['error UntrustedAssociation shop/api']);
    expect(found(config({ addons: [{ name: 'aws-ebs-csi-driver', serviceAccountRoleARN: ARN }] }))).toEqual(untrusted('kube-system/ebs-csi-controller-sa'));
    expect(found(config({ addons: [{ name: 'vpc-cni', podIdentityAssociations: [{ serviceAccountName: 'aws-node', roleARN: ARN }] }] }))).toEqual(['error UntrustedAssociation kube-system/aws-node']);
  });

  test('makes roles, whose policies are judged', () => {
    const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    expect(found(config({ iam: { serviceAccounts: [{ metadata: { name: 'web', namespace: 'shop' }, attachPolicyARNs: [admin] }] } }))).toContain('error BroadManagedPolicy shop/web');
    expect(found(config({ iam: { podIdentityAssociations: [{ namespace: 'shop', serviceAccountName: 'web', permissionPolicy: all }] } }))).toContain('error BroadPolicy shop/web');
    expect(found(config({ iam: { serviceAccounts: [{ metadata: { name: 'web', namespace: 'shop' }, wellKnownPolicies: { certManager: true } }] } }))).toEqual([]);
    expect(found(config({ iam: { serviceAccounts: 'x', podIdentityAssociations: [null, 1, {}] }, addons: { a: 1 } }))).toEqual([]);
  });
});

test('a name that a chart gives is as good as that of a ServiceAccount beside it', () => {
  const release = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'api', namespace: 'shop' }, spec: { values: values('api') } };
  expect(found(account(), { 'b.json': release })).toEqual([]);
});
