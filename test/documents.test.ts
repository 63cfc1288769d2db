import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { ENVIRONMENT_KEYS, workloadsSchema } from '../lib/fleet/file/json-schema';
import { readWorkloads } from '../lib/fleet/file/read-workloads';
import { allKeys } from '../scripts/write-workloads';

const ROOT = join(__dirname, '..');
const ISSUER = 'https://oidc.eks.eu-central-1.amazonaws.com/id/4F0C1E6A9B2D48D7A35E1C7F90B6D213';

/** What the reader finds wrong in the data of a workloads.yaml, but for keys that are missing. */
function problemsOf(data: unknown): string[] {
  const problem = (path: readonly unknown[], message: string) => ({ line: 1, column: 1, path: '', message: `${path.join('.')}: ${message}` });
  const source = { file: 'workloads.yaml', data, problem, lineOf: () => '', linkTo: () => '', writtenAt: () => undefined };
  return readWorkloads(source).problems.map(({ message }) => message).filter((message) => !/: must have "/.test(message));
}

test('docs/BUNDLES.md and docs/bundles are generated from the catalogue', () => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'scripts/write-bundles.ts', '--check'], { cwd: ROOT, stdio: 'pipe' });
});

/** Of a cluster that is none of EKS. */
const OTHER_ISSUER = 'https://acme-oidc.s3.eu-central-1.amazonaws.com/main.k8s.example.com';

describe('docs/WORKLOADS.md', () => {
  const keys = allKeys(workloadsSchema());

  test('is generated from the schema', () => {
    execFileSync(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'scripts/write-workloads.ts', '--check'], { cwd: ROOT, stdio: 'pipe' });
  });

  test('has every key of the schema that is no parameter of a bundle', () => {
    const { environments, ...properties } = JSON.parse(readFileSync(join(ROOT, 'schema', 'workloads.schema.json'), 'utf-8')).properties;
    const found: string[] = [];
    const visit = (node: any, path: string): void => {
      Object.entries<any>(node?.properties ?? {}).forEach(([name, child]) => {
        found.push(path === '' ? name : `${path}.${name}`);
        visit(child, path === '' ? name : `${path}.${name}`);
      });
      [[node?.additionalProperties, '.*'], [node?.items, '[]']].forEach(([child, step]) => child && visit(child, `${path}${step}`));
    };
    visit({ properties }, '');
    const common = /^workloads\.\*\.(clusters|namespaces|roleName|path|permissionsBoundary|maxSessionDuration|tags|publishRoleArn|kubernetes|identity)\b/;
    const asOfWorkloads = /^workloads\.\*\.targetRole\.(policies|managedPolicies|acknowledge)\[\]/; // the section says so
    const own = found.filter((path) => !common.test(path) && !asOfWorkloads.test(path));
    expect(keys.map(({ path }) => path).sort()).toEqual([...own, 'environments'].sort());
    expect(Object.keys(environments.additionalProperties.properties).sort()).toEqual([...ENVIRONMENT_KEYS].sort());
  });

  test.each(keys.map((key) => [key.path, key] as const))('has an example of %s that is right', (path, { example }) => {
    const parts = path.split(/\.|(?=\[\])/).map((part) => (part === '[]' ? 0 : part === '*' ? { clusters: 'main', workloads: 'web', accounts: '111122223333' }[path.split('.')[0]]! : part));
    const issuerUrl = path.startsWith('clusters.*.issuer') && path !== 'clusters.*.issuerUrl' ? OTHER_ISSUER : ISSUER;
    const data: any = { clusters: { main: { account: '111122223333', region: 'eu-central-1', issuerUrl } }, workloads: { web: {} } };
    const holder = parts.slice(0, -1).reduce<any>((node, part, index) => (node[part] ??= parts[index + 1] === 0 ? [] : {}), data);
    holder[parts.at(-1)!] = example;
    // An environment is merged into the file before it is read.
    const { environments, ...file } = data;
    expect(Object.values<object>(environments ?? { none: {} }).flatMap((environment) => problemsOf({ ...file, ...environment }))).toEqual([]);
  });
});

test('the published schema is generated from the code that validates', () => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'scripts/write-schema.ts', '--check'], { cwd: ROOT, stdio: 'pipe' });
});

test('the schema asks every object to have known keys only, and describes each of them', () => {
  const schema = JSON.parse(readFileSync(join(ROOT, 'schema', 'workloads.schema.json'), 'utf-8'));
  const undescribed: string[] = [];
  const visit = (node: any, path: string): void => {
    if (node?.properties) {
      expect(`${path} ${node.additionalProperties}`).toBe(`${path} false`);
      Object.entries<any>(node.properties).filter(([key, value]) => !value.description && key !== 'id').forEach(([key]) => undescribed.push(`${path}.${key}`));
    }
    if (node !== null && typeof node === 'object') {
      Object.entries(node).forEach(([key, value]) => visit(value, `${path}.${key}`));
    }
  };
  visit(schema, '');
  expect(undescribed.filter((path) => !path.endsWith('quotas') || !path.includes('accounts'))).toEqual([]);
});
