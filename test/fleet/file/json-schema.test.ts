import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { ENVIRONMENT_KEYS, workloadsSchema } from '../../../lib/fleet/file/json-schema';
import { readWorkloads } from '../../../lib/fleet/file/read-workloads';
import { runs } from '../../property-runs';

const ROOT = join(__dirname, '..', '..', '..');

/** Whether cdk-irsa finds nothing wrong in the data by themselves. */
function isRead(data: unknown): boolean {
  const place = { line: 1, column: 1, path: '' };
  const source = { file: 'workloads.yaml', data, problem: (_: unknown, message: string) => ({ ...place, message }), lineOf: () => '', linkTo: () => '', writtenAt: () => undefined };
  return readWorkloads(source).problems.length === 0;
}

const published = new Ajv({ strict: false, discriminator: true }).compile(workloadsSchema());

/** A file that is read alone has clusters and workloads, which those of teams need not have. */
const accepts = (data: any): boolean => Boolean(published(data)) && data.clusters !== undefined && data.workloads !== undefined;

/** Every key of a workload, right. */
const FULL = {
  'name': 'roles',
  'outputDirectory': 'deploy',
  'stacks': 'perNamespace',
  'checkPodImage': 'registry.example.com/aws-cli:2',
  'requirePermissionsBoundary': true,
  'include': ['teams/*.yaml', { files: 'more/**/*.yaml', namespaces: ['{team}', 'x-*'], tags: { owner: '{team}' }, allow: ['path'] }],
  'variables': { zone: 'Z0123456789ABCDEFGHI' },
  'accounts': { 111122223333: { region: 'eu-central-1', quotas: { trustPolicyCharacters: 4096, managedPolicies: 20, roles: 2000 } } },
  'clusters': {
    main: {
      account: '111122223333',
      region: 'eu-central-1',
      issuerUrl: `https://oidc.eks.eu-central-1.amazonaws.com/id/${'0123456789ABCDEF'.repeat(2)}`,
      createProvider: true,
      retainProvider: false,
      clusterName: 'main',
      identity: 'both',
      audience: 'sts.amazonaws.com',
    },
  },
  'defaults': { namespaces: ['shop'], identity: 'irsa', tags: { owner: 'platform' }, publishRoleArn: { stackOutput: true, parameter: '/irsa/{workload}' } },
  'workloads': {
    web: {
      description: 'what it is for',
      podIdentity: { disableSessionTags: true },
      targetRole: { account: '444455556666' },
      account: '111122223333',
      roleArn: 'arn:aws:iam::111122223333:role/web',
      clusters: ['main'],
      namespaces: ['a', 'b'],
      roleName: 'eks-{workload}',
      path: '/k8s/',
      permissionsBoundary: 'boundary',
      maxSessionDuration: '2h',
      environments: ['dev'],
      stack: 'own',
      serviceAccounts: ['web', 'c/web'],
      serviceAccountPatterns: [{ namespace: 'd', pattern: 'x-*', reason: 'a controller makes them' }],
      emrNamespaces: ['spark'],
      bundles: [{ id: 's3.read', buckets: ['media'] }, { id: 'parameterStore.read', paths: ['/a'] }, { id: 'cloudwatch.readMetrics' }],
      policies: [{ file: 'p.json', name: 'p', evidence: [{ wildcard: '*', actions: ['s3:GetObject'], reason: 'it has to be', source: 's' }] }],
      managedPolicies: [{ arn: 'arn:aws:iam::aws:policy/X', reason: 'it has to be', source: 's' }],
      acknowledge: [{ id: 'IrsaChecks-PassAnyRole', reason: 'it has to be' }],
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
      addon: { name: 'aws-ebs-csi-driver', namespace: 'storage' },
      helm: { chart: 'keda', chartVersion: '2.14.0', annotationsPath: 'a.b', namePath: 'a.c', createPath: 'a.d', roleArnPath: 'a.e' },
    },
    empty: null,
  },
  'x-anchors': { anything: 1 },
};

type Path = (string | number)[];

function pathsOf(value: any, path: Path = []): Path[] {
  return value === null || typeof value !== 'object' ? [path]
    : [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, Array.isArray(value) ? Number(key) : key]))];
}

/** A copy with another value at a place; without it for none. */
function changed(path: Path, value: unknown): any {
  const copy = { root: structuredClone(FULL) as any };
  const parent = ['root', ...path].slice(0, -1).reduce<any>((from, part) => from[part], copy);
  const last = ['root', ...path][path.length];
  if (value === undefined && Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else if (value === undefined) {
    delete parent[last];
  } else {
    parent[last] = value;
  }
  return copy.root;
}

describe('what the JSON Schema shows to editors, and what cdk-irsa reads, are the same', () => {
  const path = fc.constantFrom(...pathsOf(FULL));
  const structure = fc.constantFrom<unknown[]>(undefined, null, 0, 5000, true, [], [5], [null], {}, { unknown: 1 }, [{}], [{ id: 'none' }]);

  test('the file with every key is right', () => {
    expect([isRead(FULL), accepts(FULL)]).toEqual([true, true]);
    const entry = workloadsSchema().properties.workloads.additionalProperties.properties;
    expect(Object.keys(entry).filter((key) => !(key in FULL.workloads.web) && !(key in FULL.defaults))).toEqual([]);
  });

  test('whatever is of another kind, missing or too much', () => {
    fc.assert(fc.property(path, structure, (at, value) => {
      const data = changed(at, value);
      expect({ at, value, isRead: isRead(data) }).toEqual({ at, value, isRead: accepts(data) });
    }), runs(30, 20_000));
  });

  test('whatever is another text, but for rules that no pattern can express', () => {
    const words = fc.oneof(fc.constantFrom('', 'a', 'A', '*', 'a b', '/', '/a/', '{workload}', '{zone}-x', '{{a', '1h', '13h', 'arn:aws:s3:::x', 'single', 'con', '__proto__'), fc.string());
    fc.assert(fc.property(path, words, (at, value) => {
      const data = changed(at, value);
      expect({ at, value, isReadAlone: isRead(data) && !accepts(data) }).toEqual({ at, value, isReadAlone: false });
    }), runs(30, 20_000));
  });

  test('the example files', () => {
    const files = ['workloads.yaml', ...readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf-8' })
      .filter((file) => file.endsWith('workloads.yaml')).map((file) => join('examples', file))];
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((file) => !published(parse(readFileSync(join(ROOT, file), 'utf-8').replace(/account: (\d+)/g, 'account: "$1"'), { merge: true })))).toEqual([]);
  });
});

test('an environment may override what its keys say', () => {
  expect([...ENVIRONMENT_KEYS].sort()).toEqual(['accounts', 'checkPodImage', 'clusters', 'defaults', 'guardrails', 'requirePermissionsBoundary', 'stacks', 'variables', 'workloads']);
});
