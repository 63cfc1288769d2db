import { account, foundInFiles, roleTemplate, trust } from './files';

const ANNOTATIONS = account().metadata.annotations;
const bare = account({ namespace: undefined });
const none = account({ namespace: undefined }, {});
const named = (name: string, more: object = {}) => account({ name, namespace: undefined, ...more });
/** What is found beside the role api: `<level> <rule> <resource>`. */
const found = (files: Record<string, unknown>, role: unknown = roleTemplate()) => foundInFiles({ 'role.json': role, ...files })
  .map((line) => line.replace(/^\S+?:\d+ (.*?): (error|warning) (\w+)\[.*$/, '$2 $3 $1'));
const untrusted = (name: string) => [`error UntrustedServiceAccount ${name}`];
const ANNOTATE = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'api', annotations: ANNOTATIONS } };
const OPERATIONS = JSON.stringify([{ op: 'add', path: '/metadata/annotations', value: ANNOTATIONS }]);

/** What is found where a kustomization in the namespace shop has a ServiceAccount. */
const inShop = (kustomization: object, object: unknown = none, files: Record<string, unknown> = {}) =>
  found({ 'sa.json': object, 'kustomization.yaml': { namespace: 'shop', resources: ['sa.json'], ...kustomization }, ...files });

test('prefixes of overlays stand outside those of bases', () => {
  expect(found({ 'base/sa.json': bare, 'base/kustomization.yaml': { namePrefix: 'eu-', resources: ['sa.json'] }, 'o/kustomization.yaml': { namePrefix: 'prod-', namespace: 'shop', resources: ['../base'] } },
    roleTemplate({ RoleName: 'api' }, trust('system:serviceaccount:shop:prod-eu-api')))).toEqual([]);
});

describe('what a selector takes', () => {
  test.each<[object, boolean]>([
    [{ name: 'api|web' }, true], [{ name: '^ap[a-z]$' }, true], [{ name: 'a.*' }, true], [{ name: 'ap' }, false], [{ name: 'web' }, false], [{ kind: 'Service.*' }, true], [{ kind: 'Deployment' }, false],
    [{ group: 'apps' }, false], [{ version: 'v1' }, true], [{ namespace: 'other' }, true], [{ labelSelector: 'app=api' }, true], [{ labelSelector: 'app in (web, api),!tier' }, true],
    [{ labelSelector: 'app!=api' }, false], [{ labelSelector: 'app notin (web)' }, true], [{ labelSelector: 'tier' }, false], [{ labelSelector: 'app==web' }, false], [{ annotationSelector: 'a=b' }, true],
    [{ annotationSelector: 'a=c' }, false], [{ name: '(' }, false], [{ name: '(a+)+$' }, false],
  ])('%j', (target, isTaken) => {
    const object = account({ namespace: undefined, labels: { app: 'api' } }, { a: 'b' });
    expect(inShop({ patches: [{ target: { kind: 'ServiceAccount', ...target }, patch: OPERATIONS }] }, object)).toEqual(isTaken ? [] : ['warning UnusedTrust Api']);
  });

  test('is found by the names that it had before, too', () => {
    const files = { 'base/sa.json': named('base', { annotations: {} }), 'base/kustomization.yaml': { nameSuffix: '-x', resources: ['sa.json'] } };
    const role = roleTemplate({ RoleName: 'api' }, trust('system:serviceaccount:shop:base-x'));
    expect(found({ ...files, 'o/kustomization.yaml': { namespace: 'shop', resources: ['../base'], patches: [{ target: { name: 'base' }, patch: OPERATIONS }] } }, role)).toEqual([]);
  });
});

describe('patches', () => {
  test('by operations change any place', () => {
    const patch = (...operations: object[]) => ({ patches: [{ target: { kind: 'ServiceAccount' }, patch: JSON.stringify(operations) }] });
    expect(inShop(patch({ op: 'add', path: '/metadata/annotations/eks.amazonaws.com~1role-arn', value: ANNOTATIONS['eks.amazonaws.com/role-arn' as never] }))).toEqual([]);
    expect(inShop(patch({ op: 'replace', path: '/metadata/name', value: 'api' }), named('base'))).toEqual([]);
    expect(inShop(patch({ op: 'remove', path: '/metadata/annotations/eks.amazonaws.com~1role-arn' }), bare)).toEqual(['warning UnusedTrust Api']);
    expect(inShop(patch({ op: 'add', path: '/secrets/-', value: { name: 'a' } }, { op: 'remove', path: '/secrets/0/name' }, { op: 'add', path: '/__proto__/x', value: 1 }), bare)).toEqual([]);
  });

  test('by merging take away, delete and replace', () => {
    const patch = (content: object) => ({ patches: [{ patch: JSON.stringify({ ...ANNOTATE, ...content }) }] });
    expect(inShop(patch({ metadata: { name: 'api', annotations: { 'eks.amazonaws.com/role-arn': null } } }), bare)).toEqual(['warning UnusedTrust Api']);
    expect(inShop(patch({ metadata: { name: 'old' }, $patch: 'delete' }), { kind: 'List', apiVersion: 'v1', items: [named('old'), bare] })).toEqual([]);
    expect(inShop(patch({ metadata: { name: 'api', annotations: { $patch: 'replace' } } }), bare)).toEqual(['warning UnusedTrust Api']);
    expect(inShop({ patches: [{ target: { kind: 'ServiceAccount' }, patch: JSON.stringify({ ...ANNOTATE, metadata: { name: 'any', annotations: ANNOTATIONS } }) }] })).toEqual([]);
  });

  test('of a ServiceAccount from elsewhere tell that it is there', () => {
    const remote = (more: object) => ({ ...'patches' in more && JSON.stringify(more).includes('p.yaml') ? { 'p.yaml': ANNOTATE } : {}, 'kustomization.yaml': { namespace: 'shop', resources: ['https://github.com/acme/base//api?ref=v1'], ...more } });
    const other = roleTemplate({ RoleName: 'api' }, trust('system:serviceaccount:shop:web'));
    expect(found(remote({ patches: [{ path: 'p.yaml' }] }))).toEqual([]);
    expect(found(remote({ patches: [{ path: 'p.yaml' }] }), other)).toEqual(untrusted('shop/api'));
    expect(found(remote({ patches: [{ patch: JSON.stringify(ANNOTATE) }] }), other)).toEqual(untrusted('shop/api'));
    expect(found({ ...remote({ components: ['c'] }), 'c/kustomization.yaml': { kind: 'Component', patchesStrategicMerge: [JSON.stringify(ANNOTATE, undefined, 1)] } }, other)).toEqual(untrusted('shop/api'));
    // Where all is given, kustomize fails.
    expect(inShop({ patches: [{ patch: JSON.stringify({ ...ANNOTATE, metadata: { name: 'web', annotations: ANNOTATIONS } }) }] }, bare)).toEqual([]);
  });
});

test('replacements change what they name', () => {
  const replace = (select: object, ...fieldPaths: string[]) => inShop({ replacements: [{ source: {}, targets: [{ select, fieldPaths }] }] }, bare);
  expect(replace({ kind: 'Deployment' }, 'spec.template.spec.containers.0.image')).toEqual([]);
  expect(replace({ kind: 'ServiceAccount' }, 'metadata.labels.a')).toEqual([]);
  expect(replace({ kind: 'ServiceAccount' }, 'metadata.namespace')).toEqual(['warning UncomparedServiceAccount {{ replacement }}/api']);
  expect(replace({}, 'metadata.annotations.[eks.amazonaws.com/role-arn]')).toEqual([]);
  expect(inShop({ replacements: [{ path: 'elsewhere.yaml' }] }, bare)).toEqual([]);
});

test('transformers that change labels or images leave names alone', () => {
  const transformer = (kind: string) => ({ 't.yaml': { apiVersion: 'builtin', kind, metadata: { name: 'x' } } });
  expect(inShop({ transformers: ['t.yaml'] }, bare, transformer('LabelTransformer'))).toEqual([]);
  expect(inShop({ transformers: ['t.yaml'] }, bare, transformer('PrefixTransformer'))).toEqual(['warning UncomparedServiceAccount <namespace>/api']);
});

test('keys of other shapes take nothing from the rest', () => {
  expect(inShop({ patches: { a: 'b' }, components: 'x', replacements: [1, { targets: 'x' }], generatorOptions: [], helmCharts: {}, vars: null }, bare)).toEqual([]);
});

describe('Flux', () => {
  const flux = (spec: object, object: unknown, more: Record<string, unknown> = {}) => found({
    'f.yaml': { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name: 'apps', namespace: 'flux-system' }, spec: { path: './apps', ...spec } }, 'apps/sa.json': object, ...more,
  });
  const inNamespace = (namespace: string, annotations: object = ANNOTATIONS) => account({ namespace }, annotations);
  const vars = (namespace: string) => ({ 'vars.yaml': { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'vars', namespace }, data: { NS: 'shop' } } });
  const from = { postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'vars' }] } };

  test('patches, names and metadata', () => {
    expect(flux({ targetNamespace: 'shop', patches: [{ patch: JSON.stringify(ANNOTATE) }] }, none)).toEqual([]);
    expect(flux({ targetNamespace: 'shop', patchesStrategicMerge: [ANNOTATE] }, none)).toEqual([]);
    expect(flux({ targetNamespace: 'shop', commonMetadata: { annotations: ANNOTATIONS } }, none)).toEqual([]);
    expect(flux({ targetNamespace: 'shop', namePrefix: 'eu-' }, bare)).toEqual(untrusted('shop/eu-api'));
  });

  test('defaults of variables count where all variables are known', () => {
    expect(flux({ postBuild: { substitute: { a: 'b' } } }, inNamespace('${NS:=shop}'))).toEqual([]);
    expect(flux({ postBuild: { substitute: { NS: '' } } }, inNamespace('${NS:-web}'))).toEqual(untrusted('web/api'));
    expect(flux(from, inNamespace('${NS:=web}'))).toEqual(['warning UncomparedServiceAccount ${NS:=web}/api']);
    expect(flux(from, inNamespace('${NS}'), vars('flux-system'))).toEqual([]);
    expect(flux(from, inNamespace('${NS}'), vars('other'))).toEqual(['warning UncomparedServiceAccount ${NS}/api']);
    expect(flux({ postBuild: { substitute: { NS: 'shop' }, substituteFrom: [{ kind: 'Secret', name: 's' }] } }, inNamespace('${NS}'))).toEqual([]);
  });

  test('an object may leave substitution out', () => {
    expect(flux({ postBuild: { substitute: { NS: 'shop' } } }, inNamespace('${NS}', { ...ANNOTATIONS, 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' })))
      .toEqual(['warning UncomparedServiceAccount ${NS}/api']);
  });
});

test('what would grow without end is judged as it stands, and that is said', () => {
  const both = ['a', 'b'];
  const levels = Array.from({ length: 20 }, (_, i) => both.map((side): [string, unknown] =>
    [`${i}${side}/kustomization.yaml`, { resources: i === 0 ? ['../sa.json'] : both.map((other) => `../${i - 1}${other}`) }])).flat();
  expect(foundInFiles({ 'role.json': roleTemplate(), 'sa.json': account(), ...Object.fromEntries(levels) }))
    .toEqual([expect.stringMatching(/kustomization\.yaml: kustomizations such as that in \d+[ab] hold each other too often: the objects are judged as they stand$/)]);
});

test('texts that would grow without end are left as they are', () => {
  const spec = { path: './apps', postBuild: { substitute: { a: 'x'.repeat(1_000_000) } } };
  const flux = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name: 'apps' }, spec };
  expect(found({ 'f.yaml': flux, 'apps/sa.json': account({ labels: { long: '${a}'.repeat(10_000) } }) })).toEqual([]);
});
