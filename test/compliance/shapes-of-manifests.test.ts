import { account, foundInFiles, roleTemplate } from './files';

const ARN = 'arn:aws:iam::111122223333:role/api';
const role = roleTemplate();
const untrusted = (place: string) => [
  `${place} web/api: error UntrustedServiceAccount[web/api]: the ServiceAccount web/api names the role api, whose trust does not take it: name the role that does`,
];
const inWeb = account({ namespace: 'web' });
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } };

test.each<[string, unknown, number]>([
  ['a list, as jsonnet and jq write them', [namespace, inWeb], 9],
  ['a map of files, as tanka writes them', { 'ns.json': namespace, 'sa.json': inWeb }, 9],
  ['a list in a list', { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'List', items: [inWeb] }] }, 5],
  ['a template of OpenShift', { apiVersion: 'template.openshift.io/v1', kind: 'Template', objects: [inWeb] }, 5],
  ['without apiVersion', { ...inWeb, apiVersion: undefined }, 1],
  ['a list whose items have no kind', { apiVersion: 'v1', kind: 'ServiceAccountList', items: [{ metadata: inWeb.metadata }] }, 5],
])('manifests in %s', (_, value, line) => {
  expect(foundInFiles({ 'role.json': role, 'sa.json': value })).toEqual(untrusted(`sa.json:${line}`));
});

test('ServiceAccounts of other clouds are none of Kubernetes', () => {
  for (const apiVersion of ['iam.cnrm.cloud.google.com/v1beta1', 'cloudplatform.gcp.upbound.io/v1beta1']) {
    expect(foundInFiles({ 'role.json': role, 'sa.json': { apiVersion, kind: 'ServiceAccount', metadata: { name: 'api', namespace: 'shop' } } })).toEqual([]);
  }
});

test('a name or namespace that YAML reads as a number is said, and compared as it was meant', () => {
  const yaml = (name: string, given: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${name}, namespace: ${given}, annotations: { eks.amazonaws.com/role-arn: "${ARN}" } }\n`;
  expect(foundInFiles({ 'role.json': role, 'sa.yaml': yaml('2048', 'shop') })).toEqual([
    expect.stringContaining('sa.yaml:1 shop/2048: error UntrustedServiceAccount'), 'sa.yaml:1: note: the name of a ServiceAccount must be text, got 2048: put it in quotes',
  ]);
  expect(foundInFiles({ 'role.json': role, 'sa.yaml': yaml('api', 'true') })).toEqual([
    expect.stringContaining('sa.yaml:1 true/api: error UntrustedServiceAccount'), 'sa.yaml:1: note: the namespace of a ServiceAccount must be text, got true: put it in quotes',
  ]);
});

describe('an annotation', () => {
  const unread = (manifest: object) => foundInFiles({ 'sa.json': manifest }).map((line) => /warning UnreadAnnotation\S+: the ServiceAccount shop\/api has (.*)$/.exec(line)?.[1] ?? line);
  const WRITE = 'write eks.amazonaws.com/role-arn';

  test.each(['eks.amazonaws.com/role-arn ', ' eks.amazonaws.com/role-arn', 'eks.amazonaws.com/iam-role-arn', 'eks.aws.amazon.com/role-arn', 'eks.amazonaws.com.cn/role-arn', 'eks.amazonaws.com~1role-arn',
    'eks\\.amazonaws\\.com/role-arn', 'sts.amazonaws.com/role-arn', 'EKS.amazonaws.com/role-arn', 'eks.amazonaws.com/role-\u0430rn', 'eks.amazonaws.com/role\u2011arn', 'eks.amazonaws.com\u200b/role-arn', 'my-team.example.com/aws-iam-role'])('of the key %j is read by nothing', (key) => {
    expect(unread(account({}, { [key]: ARN }))).toEqual([expect.stringMatching(/^the annotation .*, which nothing reads: write eks\.amazonaws\.com\/role-arn$/)]);
  });

  const right = { 'eks.amazonaws.com/role-arn': ARN };
  const KEY = '"eks.amazonaws.com/role-arn"';
  test.each<[string, object, string]>([
    ['in a map without its s', account({ annotation: right }, {}), `${KEY} in metadata.annotation, where nothing reads it: ${WRITE} into metadata.annotations`],
    ['in the spec', { ...account({}, {}), spec: { annotations: right } }, `${KEY} in spec.annotations, where nothing reads it: ${WRITE} into metadata.annotations`],
    ['indented once more', account({}, { annotations: right }), `${KEY} in metadata.annotations.annotations, where nothing reads it: ${WRITE} into metadata.annotations`],
    ['in a list', account({ annotations: [right] }), `${KEY} in a list at metadata.annotations, where nothing reads it: ${WRITE} into metadata.annotations`],
    ['of which dots are levels', account({}, { eks: { amazonaws: { 'com/role-arn': ARN } } }), `"com/role-arn" in metadata.annotations.eks.amazonaws, where nothing reads it: ${WRITE} into metadata.annotations`],
  ])('%s', (_, manifest, message) => expect(unread(manifest)).toEqual([message]));

  test('of a Rollout is read by nothing', () => {
    const rollout = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'api' }, spec: { template: { metadata: { annotations: right } } } };
    expect(foundInFiles({ 'a.json': rollout })).toEqual([expect.stringContaining('note: the Rollout "api" has the annotation eks.amazonaws.com/role-arn')]);
  });

  test('that is right lets others say what they mean', () => {
    const others = { 'vault.hashicorp.com/role': 'reader', 'app.kubernetes.io/role': 'api', 'description': `becomes ${ARN} on EKS`, 'example.com/secret-arn': 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:x' };
    expect(unread(account({ labels: { 'eks.amazonaws.com/component': 'coredns' } }, { ...right, ...others }))).toEqual([]);
    expect(unread({ ...account(), 'x-common': right })).toEqual([]);
    // EKS labels the ServiceAccounts of its add-ons.
    expect(unread(account({ labels: { 'eks.amazonaws.com/component': 'coredns' } }, {}))).toEqual([]);
  });
});
