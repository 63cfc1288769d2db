import { writeFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import type { Parameter } from '../../../lib/bundles/definition';
import { DEFINITIONS } from '../../../lib/bundles/definitions';
import { workloadsSchema } from '../../../lib/fleet/file/json-schema';
import { planFleet } from '../../../lib/fleet/plan/plan-fleet';
import { runs } from '../../property-runs';
import { issuer } from '../../support';
import { fileOf, temporaryFolder } from '../support';

const accepts = new Ajv({ strict: false, discriminator: true }).compile(workloadsSchema());

/** Bundles with every parameter of the catalogue, each by the example of its format. Some of them do not go together; what a bundle as a whole refuses is no matter here. */
const BUNDLES = DEFINITIONS.map(({ id, parameters }) => ({
  id, ...Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, exampleOf(parameter)])),
}));

function exampleOf({ type }: Parameter): unknown {
  return type.kind === 'flag' ? false : type.kind === 'text' ? type.format.example : [type.format.example];
}

const COMMON = {
  identity: 'both',
  clusters: ['main'],
  namespaces: ['shop'],
  roleName: 'eks-{workload}',
  path: '/k8s/',
  permissionsBoundary: 'boundary',
  maxSessionDuration: '2h',
  tags: { owner: 'platform' },
  publishRoleArn: { stackOutput: true, parameter: '/irsa/{workload}' },
  kubernetes: {
    createdBy: 'manifest',
    createNamespace: true,
    labels: { a: 'b' },
    annotations: { c: 'd' },
    stsRegionalEndpoints: true,
    tokenExpiration: '1h',
    automountServiceAccountToken: false,
    imagePullSecrets: ['e'],
  },
};

const FILE = {
  name: 'roles',
  include: [{ files: 'teams/*.yaml', namespaces: ['{team}', 'shop'], tags: { owner: '{team}' }, allow: ['path'] }],
  outputDirectory: 'deploy',
  guardrails: {
    'invoices': { reason: 'they are personal data', only: ['web'], may: ['s3:GetObject'], on: ['arn:aws:s3:::invoices/*'], except: { 's3:GetObject': ['arn:aws:s3:::invoices/open/*'] }, undecided: 'allow' },
    'ids': { reason: 'nobody needs it', nobody: true, may: ['iam:CreateUser'], onAll: true },
    'no-iam': { ready: 'no-iam-changes' },
  },
};

/** What an environment may say as well. */
const PARTS = {
  stacks: 'perNamespace',
  variables: { zone: 'Z0123456789ABCDEFGHI' },
  checkPodImage: 'registry.example.com/aws-cli:2',
  requirePermissionsBoundary: true,
  accounts: { 444455556666: { region: 'eu-central-1' }, 111122223333: { region: 'eu-central-1', quotas: { trustPolicyCharacters: 4096, managedPolicies: 20, roles: 2000 } } },
  clusters: {
    main: {
      account: '111122223333',
      region: 'eu-central-1',
      issuerUrl: issuer(),
      createProvider: true,
      retainProvider: false,
      clusterName: 'main',
      identity: 'irsa',
      audience: 'sts.amazonaws.com',
    },
    rosa: {
      account: '111122223333',
      region: 'eu-central-1',
      issuerUrl: 'https://oidc.example.com/rosa',
      createProvider: true,
      clusterName: 'rosa',
      issuer: { kind: 'kubernetes', thumbprints: ['9e99a48a9960b14926bb7f3b02e22da2b0ab7280'], clientIds: ['openshift'], podTokens: 'webhook', annotationPrefix: 'eks.amazonaws.com' },
    },
  },
  defaults: COMMON,
  workloads: {
    web: {
      ...COMMON,
      description: 'what it is for',
      podIdentity: { disableSessionTags: true, sessionPolicy: [{ id: 's3.read', buckets: ['media'] }], targetRoleArn: 'arn:aws:iam::111122223333:role/x' },
      account: '111122223333',
      stack: 'own',
      serviceAccounts: ['web', 'shop/other'],
      serviceAccountPatterns: [{ namespace: 'shop', pattern: 'x-*', reason: 'made up by a controller' }],
      policies: [{ file: 'p.json', name: 'p', evidence: [{ wildcard: 'arn:aws:s3:::media/*', actions: ['s3:GetObject'], reason: 'keys are made up', source: 'https://docs.aws.amazon.com/' }], knownActions: ['s3:GetObject'] }],
      managedPolicies: [{ arn: 'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess', reason: 'it is narrow', source: 'https://docs.aws.amazon.com/' }],
      acknowledge: [{ id: 'IrsaChecks-PassAnyRole', reason: 'it is right here' }],
    },
    patterns: { serviceAccountPatterns: [{ namespace: 'shop', pattern: 'runner-*', reason: 'made up by a controller' }] },
    more: { clusters: { add: ['rosa'] }, kubernetes: { imagePullSecrets: { add: ['f'] } } },
    aimed: {
      identity: 'podIdentity',
      targetRole: {
        account: '444455556666',
        bundles: [{ id: 's3.read', buckets: ['media'] }],
        policies: [{ file: 'p.json', name: 'p', evidence: [{ wildcard: 'arn:aws:s3:::media/*', actions: ['s3:GetObject'], reason: 'keys are made up', source: 'https://docs.aws.amazon.com/' }], knownActions: ['s3:GetObject'] }],
        managedPolicies: [{ arn: 'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess', reason: 'it is narrow', source: 'https://docs.aws.amazon.com/' }],
        roleName: 'target-{workload}',
        description: 'what it is for',
        path: '/k8s/',
        permissionsBoundary: 'boundary',
        tags: { owner: 'platform' },
        acknowledge: [{ id: 'IrsaChecks-PassAnyRole', reason: 'it is right here' }],
      },
    },
    jobs: { emrNamespaces: ['spark'] },
    driver: { kubernetes: { createdBy: 'addon' }, addon: { name: 'aws-ebs-csi-driver', namespace: 'kube-system' } },
    there: { roleArn: 'arn:aws:iam::111122223333:role/there' },
    chart: { helm: { chart: 'keda', chartVersion: '2.14.0', annotationsPath: 'a.b', namePath: 'a.c', createPath: 'a.d', roleArnPath: 'a.e' } },
  },
};

/** Each is in another file, so that what one of them needs is no matter to the others. */
const FILES: readonly Record<string, any>[] = [
  { ...FILE, ...PARTS },
  { ...FILE, ...PARTS, stacks: 'single', defaults: {} },
  {
    ...FILE,
    clusters: PARTS.clusters,
    workloads: { web: {}, patterns: {}, there: {}, chart: {}, only: { environments: ['dev'] } },
    environments: { dev: PARTS },
  },
  ...BUNDLES.map((bundle) => ({ ...FILE, clusters: PARTS.clusters, workloads: { web: { bundles: [bundle] } } })),
];

/** What may stand at a place of another kind. */
const SHAPES = [
  '', 'null', '~', '5', '-1', '1.0', '1e400', '.nan', '0123', 'true', 'no', '2026-01-01', 'word', '"two words"', '""', '"\\0"', '"\\u2028"', '__proto__', 'constructor',
  `"${'long '.repeat(2_000)}"`, `[${'a, '.repeat(2_000)}a]`, '"*"', '"${x}"', 'media:thumbnailer', 'a/b/c', '"{cluster}"', '"{nothing}"',
  '[]', '[[]]', '[null]', '[5]', '[true]', '[word]', '["runner-*"]', '[{}]', '[[word]]', '[word, word]', '[{ a: [] }]', '[word, 5, {}]',
  '{}', '{ a: }', '{ a: 1 }', '{ a: word }', '{ a: [] }', '{ a: { b: { c: [] } } }', '{ id: s3.read }', '{ id: [s3.read] }', '[{ id: s3.read }]', '[{ s3.read: }]',
  '[{ namespace: shop }]', '[{ namespace: 5, pattern: [], reason: {} }]', '{ __proto__: { a: 1 } }', '{ constructor: word }', '{ 5: word }', '{ [a]: b }', '{ {a: 1}: b }',
  '*list', '*map', '*text', '*nested', '*number', '*nothing', '[*map, *list]', '{ <<: *map }', '{ a: *list }', '{ <<: [*map, *nested] }',
  '!!str 5', '!!map {}', '&own word', '&self [*self]', '&self { a: *self }',
  '!custom word', '!Ref word', '!!set { a }', '!!binary aGVsbG8=', '!!omap [a: b]', '!!timestamp 2026-01-01', '!<tag:yaml.org,2002:float> word', '!!int word', '*missing', '{ a: 1, a: 2 }', '{ <<: word }', '{ <<: *list }',
] as const;

const ANCHORS = 'x-anchors:\n  - &map { a: b }\n  - &list [a, b]\n  - &text word\n  - &nested { a: { b: [c] } }\n  - &number 5\n  - &nothing\n';
const ANCHORS_END = ANCHORS.split('\n').length - 1;

type Path = readonly (string | number)[];

function pathsOf(value: any, path: Path = []): Path[] {
  return value === null || typeof value !== 'object' ? [path]
    : [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, Array.isArray(value) ? Number(key) : key]))];
}

/** A file with another value at a place, and two mistakes elsewhere; all that is written at the place is in one line. */
function mutated(file: Record<string, any>, path: Path, shape: string): { readonly text: string; readonly line: number; readonly data: () => unknown } {
  const copy = JSON.parse(JSON.stringify(file)); // the same object at two places is two
  const parent = path.slice(0, -1).reduce<any>((from, part) => from[part], copy);
  parent[path[path.length - 1]] = 'HERE';
  const plain = `${ANCHORS}${stringify(copy, { lineWidth: 0, aliasDuplicateObjects: false })}`;
  const text = `${plain.replace('HERE', () => shape)}x-end: 1\nwrokload: 1\n`;
  return { text: text.replace(/^name: /m, 'nmae: 5\nname: '), line: plain.split('HERE')[0].split('\n').length + 1, data: () => parse(plain.replace('HERE', () => shape), { merge: true, logLevel: 'silent' }) };
}

const BUNDLES_FILES = new Set(FILES.slice(-BUNDLES.length));
const CASES = FILES.flatMap((file) => pathsOf(file)
  .filter(([top, ...below]) => top !== undefined && top !== 'name' && (file.environments === undefined || (top === 'environments' && below.length > 0)) && (!BUNDLES_FILES.has(file) || (top === 'workloads' && below.length > 2))).map((path) => ({ file, path })));
const folder = temporaryFolder();
writeFileSync(join(folder, 'p.json'), JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::media/*' }] }));

/** The errors of a file; anything else that is thrown is a crash. */
function problemsOf(text: string): readonly { readonly line: number; readonly path: string; readonly message: string }[] {
  const file = fileOf(text, folder);
  try {
    planFleet(file);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'WorkloadsFileError') {
      return [{ line: 0, path: 'CRASH', message: String((error as Error).stack).split('\n').slice(0, 4).join('\n') }];
    }
    return (error as unknown as { problems: { line: number; path: string; message: string }[] }).problems;
  }
  return [];
}

/** What the parser itself refuses: nothing else of the file is read then. */
const NO_YAML = /^\{ a: 1, a: 2 \}$|^\{ <<: word \}$|^\{ <<: \*list \}$|^\*missing$|^!(?!!str|!map|!int|<)|^&self|^\{ [[{]/;

/** What is wrong with the errors of a case; nothing if they are right. */
function failureOf({ file, path }: typeof CASES[number], shape: string): string | undefined {
  const { text, line, data } = mutated(file, path, shape);
  const problems = problemsOf(text);
  const report = (what: string) => `${what}: ${path.join('.')} = ${shape.slice(0, 80)} (line ${line})\n${problems.map((problem) => `  ${problem.line}: ${problem.path}: ${problem.message.slice(0, 300)}`).join('\n')}`;
  if (problems.some((problem) => problem.path === 'CRASH')) {
    return report('a crash');
  }
  if (NO_YAML.test(shape)) {
    return problems.length === 1 && problems[0].line === line ? undefined : report('not one error at its line');
  }
  const others = problems.filter((problem) => problem.path !== 'nmae' && problem.path !== 'wrokload' && !ownProblems(file).has(messageOf(problem)));
  if (['nmae', 'wrokload'].some((mistake) => !problems.some((problem) => problem.path === mistake))) {
    return report('a lost error');
  }
  if (accepts(data())) {
    return undefined;
  }
  // What an environment leaves out, or takes away, is in the file or not.
  return others.length === 0 ? (path[0] === 'environments' ? undefined : report('no error'))
    // Workloads name clusters of the map, if it is one.
    : path[path.length - 1] === 'clusters' && path.length < 4 && /^\{|^\*(?:map|nested)/.test(shape) ? undefined
      : others.some((problem) => problem.line !== line && !(shape.includes('*') && problem.line <= ANCHORS_END)) ? report('an error at another line') : undefined;
}

/** Examples of a bundle's parameters may not go together: what is wrong in the file as it is. */
function ownProblems(file: Record<string, any>): ReadonlySet<string> {
  const known = OWN_PROBLEMS.get(file) ?? new Set(problemsOf(stringify(file, { aliasDuplicateObjects: false })).map(messageOf));
  OWN_PROBLEMS.set(file, known);
  return known;
}

/** Without the value: what a workload lacks it may get otherwise, when defaults are wrong. */
const messageOf = ({ path, message }: { readonly path: string; readonly message: string }) => `${path}: ${message.replace(/, got .*/s, '')}`;
const OWN_PROBLEMS = new Map<object, ReadonlySet<string>>();

test('the files have every key of the schema', () => {
  const missing: string[] = [];
  /** @param places all that stands where the schema has the node: a key must stand in one of them */
  const compare = (node: any, places: any[], path: string): void => {
    const own = node.$ref ? { properties: {} } : node;
    const maps = places.filter((place) => place !== null && typeof place === 'object' && !Array.isArray(place));
    Object.entries(own.properties ?? {}).forEach(([key, below]) => {
      const values = maps.filter((map) => key in map).map((map) => map[key]);
      if (values.length === 0) {
        missing.push(`${path}${key}`);
      }
      compare(below, values, `${path}${key}.`);
    });
    if (own.additionalProperties) {
      compare(own.additionalProperties, maps.flatMap((map) => Object.values(map)), path);
    }
    if (own.items) {
      compare(own.items, places.filter(Array.isArray).flat(), path);
    }
  };
  compare({ ...workloadsSchema(), properties: { ...workloadsSchema().properties, environments: {} } }, [FILES[0]], '');
  expect(missing.filter((key) => !['environments', 'workloads.environments', 'workloads.bundles'].includes(key))).toEqual([]);
});

test('a wrong shape at any key: no crash, no lost error, each error at its line', () => {
  fc.assert(fc.property(fc.constantFrom(...CASES), fc.constantFrom(...SHAPES), (at, shape) => {
    const failure = failureOf(at, shape);
    if (failure !== undefined) {
      throw new Error(failure);
    }
  }), runs(20, 20_000));
});
