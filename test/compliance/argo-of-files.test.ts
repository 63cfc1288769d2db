import { account, foundInFiles, roleTemplate, trust } from './files';

const ANNOTATIONS = account().metadata.annotations;
const bare = account({ namespace: undefined });
const untrusted = (name: string) => [`error UntrustedServiceAccount ${name}`];
const uncompared = ['warning UncomparedServiceAccount <namespace>/api'];
/** What is found beside the role api, which trusts shop/api: `<level> <rule> <resource>`. */
const found = (files: Record<string, unknown>, role: unknown = roleTemplate()) => foundInFiles({ 'role.json': role, ...files })
  .map((line) => line.replace(/^\S+?:\d+ (.*?): (error|warning) (\w+)\[.*$/, '$2 $3 $1'));

const spec = (source: object, namespace: unknown = 'shop') => ({ project: 'default', destination: { server: 'https://kubernetes.default.svc', namespace }, source: { repoURL: 'https://git.example.com/acme/deploy.git', ...source } });
const application = (source: object, namespace?: unknown) => ({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'api', namespace: 'argocd' }, spec: spec(source, namespace) });
const KUSTOMIZED = { 'apps/api/sa.json': bare, 'apps/api/kustomization.yaml': { resources: ['sa.json'] } };
const PATH = { path: 'apps/api' };

describe('an Application with a kustomization', () => {
  const of = (kustomize: object | undefined, namespace?: unknown, files: Record<string, unknown> = KUSTOMIZED, role?: unknown) =>
    found({ 'argocd/api.json': application({ ...PATH, kustomize }, namespace), ...files }, role);

  test('sets the namespace', () => {
    expect(of({ namespace: 'shop' }, 'other')).toEqual([]);
    expect(of({ namespace: 'web' })).toEqual(untrusted('web/api'));
    // In place of the one that the kustomization sets.
    expect(of({ namespace: 'shop' }, 'other', { ...KUSTOMIZED, 'apps/api/kustomization.yaml': { namespace: 'web', resources: ['sa.json'] } })).toEqual([]);
    expect(of({ namespace: '' }, 'other', { ...KUSTOMIZED, 'apps/api/kustomization.yaml': { namespace: 'shop', resources: ['sa.json'] } })).toEqual([]);
  });

  test('has its destination’s namespace otherwise', () => {
    expect(of(undefined)).toEqual([]);
    expect(of({}, 'web')).toEqual(untrusted('web/api'));
    expect(of(undefined, undefined, { ...KUSTOMIZED, 'apps/api/sa.json': account({ namespace: 'web' }) })).toEqual(untrusted('web/api'));
    expect(found(KUSTOMIZED)).toEqual(uncompared);
    expect(of(undefined, '{{ .Values.namespace }}')).toEqual(['warning UncomparedServiceAccount {{ .Values.namespace }}/api']);
    expect(of(undefined, 7)).toEqual(uncompared);
  });

  test('sets prefixes and suffixes in place of those of the kustomization', () => {
    const role = roleTemplate({ RoleName: 'api' }, trust('system:serviceaccount:shop:eu-api-blue'));
    expect(of({ namePrefix: 'eu-', nameSuffix: '-blue' }, 'shop', KUSTOMIZED, role)).toEqual([]);
    expect(of({ namePrefix: 'eu-', nameSuffix: '-blue' }, 'shop', { ...KUSTOMIZED, 'apps/api/kustomization.yaml': { namePrefix: 'us-', resources: ['sa.json'] } }, role)).toEqual([]);
    const base = { 'apps/base/sa.json': bare, 'apps/base/kustomization.yaml': { namePrefix: 'eu-', nameSuffix: '-blue', resources: ['sa.json'] }, 'apps/api/kustomization.yaml': { resources: ['../base'] } };
    expect(of({}, 'shop', base, role)).toEqual([]);
  });

  test('adds annotations, patches and components', () => {
    const plain = { ...KUSTOMIZED, 'apps/api/sa.json': account({ namespace: undefined }, {}) };
    const patch = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'api', annotations: ANNOTATIONS } };
    expect(of({}, 'shop', plain)).toEqual(['warning UnusedTrust Api']);
    expect(of({ commonAnnotations: ANNOTATIONS }, 'shop', plain)).toEqual([]);
    expect(of({ commonAnnotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/${ARGOCD_APP_NAME}' }, commonAnnotationsEnvsubst: true }, 'shop', plain)).toEqual([]);
    expect(of({ patches: [{ patch: JSON.stringify(patch) }] }, 'shop', plain)).toEqual([]);
    expect(of({ patches: [{ target: { kind: 'ServiceAccount' }, path: 'patch.json' }] }, 'shop', { ...plain, 'apps/api/patch.json': patch })).toEqual([]);
    const component = { 'apps/irsa/kustomization.yaml': { kind: 'Component', apiVersion: 'kustomize.config.k8s.io/v1alpha1', commonAnnotations: ANNOTATIONS } };
    expect(of({ components: ['../irsa'] }, 'shop', { ...plain, ...component })).toEqual([]);
  });

  test('and with another, of which each deploys it', () => {
    const both = { 'argocd/a.json': application({ ...PATH, kustomize: { namespace: 'shop' } }), 'argocd/b.json': application({ ...PATH, kustomize: { namespace: 'web' } }), ...KUSTOMIZED };
    expect(found(both)).toEqual(untrusted('web/api'));
  });

  test('deploys a base by itself, which an overlay takes as well', () => {
    expect(of({ namespace: 'web' }, 'web', { ...KUSTOMIZED, 'apps/prod/kustomization.yaml': { namespace: 'shop', resources: ['../api'] } })).toEqual(untrusted('web/api'));
  });
});

describe('an Application with a folder of manifests', () => {
  const of = (source: object, files: Record<string, unknown> = { 'apps/api/sa.json': bare }, namespace?: unknown) => found({ 'argocd/api.json': application(source, namespace), ...files });

  test('has its destination’s namespace', () => {
    expect(of(PATH)).toEqual([]);
    expect(of({ path: './apps/api/' })).toEqual([]);
    expect(of(PATH, undefined, 'web')).toEqual(untrusted('web/api'));
    expect(of({ path: 'apps' })).toEqual(uncompared);
    expect(of({ path: 'apps', directory: { recurse: true } })).toEqual([]);
    expect(of({ path: 'elsewhere/api' })).toEqual(uncompared);
  });

  test('of a path of one part is meant for its own repository', () => {
    expect(of({ path: 'api' }, { 'api/sa.json': bare })).toEqual([]);
    expect(of({ path: 'api' })).toEqual(uncompared);
    expect(of({ path: '.' }, { 'sa.json': bare })).toEqual(uncompared);
  });

  test('of several sources', () => {
    const { source, ...more } = spec(PATH);
    const several = { ...application({}), spec: { ...more, sources: [{ ref: 'values' }, source, { chart: 'x', helm: { valuesObject: {} } }] } };
    expect(found({ 'argocd/api.json': several, 'apps/api/sa.json': bare })).toEqual([]);
    expect(found({ 'argocd/api.json': { apiVersion: 'v1', kind: 'List', items: [several] }, 'apps/api/sa.json': bare })).toEqual([]);
  });
});

describe('an ApplicationSet', () => {
  const set = (generators: unknown, source: object, namespace: string, more: object = {}) =>
    ({ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name: 'apps' }, spec: { generators, ...more, template: { metadata: { name: '{{name}}' }, spec: spec(source, namespace) } } });
  const of = (given: object, files: Record<string, unknown> = { 'apps/api/sa.json': bare }) => found({ 'argocd/set.json': given, ...files });
  const list = (...elements: object[]) => [{ list: { elements } }];
  const git = (...directories: object[]) => [{ git: { repoURL: 'https://git.example.com/acme/deploy.git', directories } }];

  test('of a list', () => {
    expect(of(set(list({ ns: 'shop', app: 'api' }), { path: 'apps/{{app}}' }, '{{ns}}'))).toEqual([]);
    expect(of(set(list({ ns: 'shop', app: 'api' }, { ns: 'web', app: 'api' }), { path: 'apps/{{.app}}' }, '{{ .ns }}', { goTemplate: true }))).toEqual(untrusted('web/api'));
    expect(of(set(list({ app: { name: 'api', ns: 'shop' } }), { path: 'apps/{{.app.name}}' }, '{{.app.ns}}'))).toEqual([]);
    expect(of(set(list({ app: 'api' }), PATH, '{{ns}}'))).toEqual(['warning UncomparedServiceAccount {{ns}}/api']);
    expect(of(set(list({ ns: 'shop' }), { ...PATH, kustomize: { namespace: '{{ns}}' } }, 'argocd'), KUSTOMIZED)).toEqual([]);
  });

  test('of directories', () => {
    const teams = { 'teams/shop/sa.json': bare };
    expect(of(set(git({ path: 'teams/*' }), { path: '{{path}}' }, '{{path.basename}}'), teams)).toEqual([]);
    expect(of(set(git({ path: 'teams/*' }), { path: '{{.path.path}}' }, '{{.path.basename}}', { goTemplate: true }), { 'teams/web/sa.json': bare })).toEqual(untrusted('web/api'));
    expect(of(set(git({ path: 'teams/*' }, { path: 'teams/web', exclude: true }), { path: '{{path}}' }, '{{path.basename}}'), { 'teams/web/sa.json': bare })).toEqual(uncompared);
    expect(of(set(git({ path: 'teams/*/*' }), { path: '{{path}}' }, '{{path[1]}}'), { 'teams/shop/api/sa.json': bare })).toEqual([]);
    expect(of(set(git({ path: 'teams/*/*' }), { path: '{{.path.path}}' }, '{{index .path.segments 1}}', { goTemplate: true }), { 'teams/web/api/sa.json': bare })).toEqual(untrusted('web/api'));
    expect(of(set(git({ path: '*' }), { path: '{{path}}' }, '{{path.basename}}'), teams)).toEqual(uncompared);
  });

  test('of a matrix', () => {
    const matrix = [{ matrix: { generators: [git({ path: 'teams/*' })[0], list({ env: 'prod' }, { env: 'dev' })[0]] } }];
    expect(of(set(matrix, { path: '{{path}}' }, '{{path.basename}}-{{env}}'), { 'teams/shop/sa.json': bare })).toEqual(expect.arrayContaining([...untrusted('shop-dev/api'), ...untrusted('shop-prod/api')]));
  });

  test('of a merge', () => {
    const merge = (mergeKeys: unknown, ...generators: object[]) => [{ merge: { mergeKeys, generators } }];
    const [base, over] = [list({ env: 'prod', ns: 'web' }, { env: 'dev', ns: 'web' })[0], list({ env: 'prod', ns: 'shop' }, { env: 'other', ns: 'none' })[0]];
    const files = { 'apps/api/sa.json': bare };
    expect(of(set(merge(['env'], base, over), PATH, '{{ns}}'), files)).toEqual(untrusted('web/api'));
    expect(of(set(merge(['env'], list({ env: 'prod', ns: 'web' })[0], over), PATH, '{{ns}}'), files)).toEqual([]);
    // Of the last that has it.
    expect(of(set(merge(['env'], list({ env: 'prod', ns: 'shop' })[0], over, list({ env: 'prod', ns: 'web' })[0]), PATH, '{{ns}}'), files)).toEqual(untrusted('web/api'));
    // What a cluster tells, or a merge without keys gives, is not known.
    for (const generators of [merge(['env'], base, { clusters: {} }), merge(['env'], { clusters: {} }, over), merge(['region'], base, over), merge([], base, over), merge('env', base, over), merge(['env'])]) {
      expect(of(set(generators, PATH, '{{ns}}'), files)).not.toContainEqual(expect.stringContaining('error'));
    }
  });

  test('of clusters has what does not depend on them', () => {
    expect(of(set([{ clusters: {} }], PATH, 'shop'))).toEqual([]);
    expect(of(set([{ clusters: {} }], { path: 'apps/{{name}}' }, 'shop'))).toEqual(uncompared);
    expect(of(set(undefined, PATH, 'web'))).toEqual(untrusted('web/api'));
  });

  test('of a list has its charts compared', () => {
    const chart = { chart: 'api', helm: { valuesObject: { serviceAccount: { name: '{{account}}', annotations: ANNOTATIONS } } } };
    expect(of(set(list({ ns: 'shop', account: 'web' }), chart, '{{ns}}'), {})).toEqual(untrusted('shop/web'));
    expect(of(set(list({ ns: 'shop', account: 'api' }), chart, '{{ns}}'), {})).toEqual([]);
  });

  test('that would make more without end, and odd shapes, take nothing from the rest', () => {
    const many = list(...Array.from({ length: 3_000 }, (_, i) => ({ ns: 'shop', i })));
    expect(of(set([{ matrix: { generators: [many[0], many[0]] } }], { path: 'apps/api' }, '{{ns}}'))).toEqual([]);
    for (const generators of ['x', [null], [{ list: 1 }], [{ git: { directories: [{}] } }], [{ matrix: { generators: [{}] } }]]) {
      expect(of(set(generators, { path: 7 as never }, 'web'))).toEqual(uncompared);
    }
  });
});
