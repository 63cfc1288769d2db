import { account, foundInFiles, roleTemplate, trust } from './files';

const kustomization = (more: object) => ({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...more });
const role = roleTemplate();
const bare = account({ namespace: undefined });
const untrusted = (file: string, name: string) =>
  `${file}:1 ${name}: error UntrustedServiceAccount[${name}]: the ServiceAccount ${name} names the role api, whose trust does not take it: name the role that does`;
const found = (files: Record<string, unknown>) => foundInFiles({ 'role.json': role, ...files });
const PATCH = { kind: 'ServiceAccount', metadata: { name: 'api', annotations: account().metadata.annotations } };

test('the namespace of a kustomization', () => {
  expect(found({ 'base/sa.json': bare, 'base/kustomization.yaml': kustomization({ namespace: 'shop', resources: ['sa.json'] }) })).toEqual([]);
  expect(found({ 'base/sa.json': bare, 'base/kustomization.yml': kustomization({ namespace: 'web', resources: ['sa.json'] }) })).toEqual([untrusted('base/sa.json', 'web/api')]);
  expect(found({ 'base/sa.json': bare, 'base/Kustomization': { namespace: 'shop', resources: ['./sa.json'] } })).toEqual([]);
  // One that does not name the file changes nothing of it.
  expect(found({ 'base/sa.json': account(), 'base/kustomization.yaml': kustomization({ namespace: 'web', resources: ['other.yaml'] }) })).toEqual([]);
});

test('overlays of a base, each with a namespace of its own', () => {
  const overlay = (namespace: string, more: object = {}) => kustomization({ namespace, resources: ['../../base'], ...more });
  const base = { 'base/sa.json': bare, 'base/kustomization.yaml': kustomization({ resources: ['sa.json'] }) };
  expect(found({ ...base, 'overlays/a/kustomization.yaml': overlay('shop') })).toEqual([]);
  expect(found({ ...base, 'overlays/a/kustomization.yaml': overlay('shop'), 'overlays/b/kustomization.yaml': overlay('stage') })).toEqual([untrusted('base/sa.json', 'stage/api')]);
  expect(found({ ...base, 'overlays/a/kustomization.yaml': overlay('shop', { nameSuffix: '-blue' }) })).toEqual([untrusted('base/sa.json', 'shop/api-blue')]);
  expect(found({ ...base, 'overlays/a/kustomization.yaml': { bases: ['../../base'], namespace: 'shop' } })).toEqual([]);
});

test('prefixes and suffixes of names', () => {
  const named = roleTemplate({ RoleName: 'api' }, trust('system:serviceaccount:shop:eu-api-blue'));
  expect(foundInFiles({ 'role.json': named, 'sa.json': bare, 'kustomization.yaml': kustomization({ namespace: 'shop', namePrefix: 'eu-', nameSuffix: '-blue', resources: ['sa.json'] }) })).toEqual([]);
});

test('components', () => {
  const component = { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component', patches: [{ path: 'patch.yaml' }] };
  const files = { 'sa.json': account({}, {}), 'kustomization.yaml': kustomization({ resources: ['sa.json'], components: ['irsa'] }), 'irsa/kustomization.yaml': component };
  expect(found({ ...files, 'irsa/patch.yaml': { apiVersion: 'v1', ...PATCH } })).toEqual([]);
  expect(found({ ...files, 'irsa/patch.yaml': { apiVersion: 'v1', ...PATCH, metadata: { ...PATCH.metadata, name: 'web' } } }))
    .toEqual([expect.stringContaining('warning UnusedTrust')]);
});

test.each([
  ['by merging', { patches: [{ patch: JSON.stringify(PATCH) }] }],
  ['by merging, for a target', { patches: [{ target: { kind: 'ServiceAccount', name: 'a.*' }, patch: JSON.stringify({ ...PATCH, metadata: { ...PATCH.metadata, name: 'any' } }) }] }],
  ['by operations', { patches: [{ target: { kind: 'ServiceAccount', name: 'api' }, patch: `- op: add\n  path: /metadata/annotations/eks.amazonaws.com~1role-arn\n  value: ${Object.values(PATCH.metadata.annotations)[0]}\n` }] }],
  ['of a file', { patchesStrategicMerge: ['patch.yaml'] }],
  ['of operations in a file', { patchesJson6902: [{ target: { version: 'v1', kind: 'ServiceAccount', name: 'api' }, path: 'operations.yaml' }] }],
  ['as annotations of all', { commonAnnotations: PATCH.metadata.annotations }],
])('a patch %s', (_, more) => {
  const files = {
    'patch.yaml': { apiVersion: 'v1', ...PATCH },
    'operations.yaml': [{ op: 'replace', path: '/metadata/annotations', value: PATCH.metadata.annotations }],
    'base.json': account({ namespace: undefined }, {}),
  };
  const used = JSON.stringify(more).includes('patch.yaml') ? files : { ...files, 'patch.yaml': {} };
  expect(found({ ...used, 'kustomization.yaml': kustomization({ namespace: 'shop', resources: ['base.json'], ...more }) })).toEqual([]);
});

test('what a transformer changes is not known', () => {
  const files = { 'sa.json': account({ namespace: 'web' }), 'kustomization.yaml': kustomization({ resources: ['sa.json'], transformers: ['ns.yaml'] }) };
  expect(found(files).map((line) => line.slice(0, 61))).toEqual(['sa.json:1 <namespace>/api: warning UncomparedServiceAccount[<']);
});

test('a kustomization that holds itself ends', () => {
  expect(found({ 'a/kustomization.yaml': kustomization({ resources: ['../b', 'sa.json'] }), 'b/kustomization.yaml': kustomization({ resources: ['../a'] }), 'a/sa.json': account() })).toEqual([]);
});

describe('Flux', () => {
  const flux = (spec: object) => ({ apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name: 'apps', namespace: 'flux-system' }, spec });
  const files = (spec: object, manifest: unknown, more: object = {}) => found({ 'clusters/prod/apps.yaml': flux(spec), 'apps/shop/sa.json': manifest, ...more });

  test('the target namespace', () => {
    expect(files({ path: './apps/shop', targetNamespace: 'shop' }, bare)).toEqual([]);
    expect(files({ path: './apps/shop', targetNamespace: 'web' }, account())).toEqual([untrusted('apps/shop/sa.json', 'web/api')]);
    expect(files({ path: './apps/shop/', targetNamespace: 'shop' }, bare, { 'apps/shop/kustomization.yaml': kustomization({ resources: ['sa.json'] }) })).toEqual([]);
    expect(files({ path: './apps/other', targetNamespace: 'shop' }, bare)).toEqual([expect.stringContaining('warning UncomparedServiceAccount')]);
  });

  test('what is substituted', () => {
    const named = account({ namespace: '${namespace}' });
    expect(files({ path: './apps/shop', postBuild: { substitute: { namespace: 'shop' } } }, named)).toEqual([]);
    expect(files({ path: './apps/shop', postBuild: { substitute: { namespace: 'web' } } }, named)).toEqual([untrusted('apps/shop/sa.json', 'web/api')]);
    expect(files({ path: './apps/shop', postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'vars' }] } }, named)).toEqual([expect.stringContaining('warning UncomparedServiceAccount')]);
  });
});
