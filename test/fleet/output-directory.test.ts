import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { asUnderCli, clusterOf, fileOf, temporaryFolder } from './support';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { KubernetesFiles } from '../../lib/kubernetes/kubernetes-files';
import { messageOf } from '../support';

asUnderCli();

const fleetYaml = (outputDirectory: string, workload: string, account = '111122223333', more = '') =>
  `outputDirectory: ${JSON.stringify(outputDirectory)}\nclusters: { main: ${clusterOf(account, 1)} }\nworkloads: { ${workload}: { namespaces: [${workload}] } }\n${more}`;

function synth(file: string): void {
  const app = new App({ outdir: join(temporaryFolder(), 'cdk.out') });
  ServiceAccountFleet.fromFile(app, 'Fleet', file);
  app.synth();
}

/** A file in a folder of its own. */
function put(folder: string, name: string, content: string): string {
  mkdirSync(folder, { recursive: true });
  return fileOf(content, folder, name);
}

test('a second workloads file does not take a directory over, whatever its name, and nothing is removed', () => {
  const root = temporaryFolder();
  const a = put(join(root, 'a'), 'workloads.yaml', fleetYaml('../deploy', 'web'));
  const b = put(join(root, 'b'), 'workloads.yaml', fleetYaml('../deploy', 'shop'));
  const c = put(join(root, 'a'), 'other.yaml', fleetYaml('../deploy', 'shop'));
  synth(a);
  for (const [file, name] of [[b, '../b/workloads.yaml'], [c, '../a/other.yaml']]) {
    expect(messageOf(() => synth(file))).toContain(
      `"${join(root, 'deploy')}" must be the directory of "${name}" alone, got one whose index.json says that it is of "../a/workloads.yaml": choose another outputDirectory`);
  }
  expect(existsSync(join(root, 'deploy/manifests/main/web.yaml'))).toBe(true);
  expect(existsSync(join(root, 'deploy/manifests/main/shop.yaml'))).toBe(false);
});

test('a file that was renamed takes its directory over as the error says', () => {
  const root = temporaryFolder();
  const index = join(root, 'deploy/index.json');
  synth(put(root, 'workloads.yaml', fleetYaml('deploy', 'web')));
  expect(JSON.parse(readFileSync(index, 'utf8')).owner).toBe('../workloads.yaml');
  renameSync(join(root, 'workloads.yaml'), join(root, 'roles.yaml'));
  const file = put(root, 'roles.yaml', fleetYaml('deploy', 'shop'));
  expect(messageOf(() => synth(file))).toContain(`write "owner": "../roles.yaml" into "${index}"`);
  writeFileSync(index, readFileSync(index, 'utf8').replace('"../workloads.yaml"', '"../roles.yaml"'));
  synth(file);
  expect(existsSync(join(root, 'deploy/manifests/main/shop.yaml'))).toBe(true);
  expect(existsSync(join(root, 'deploy/manifests/main/web.yaml'))).toBe(false);
});

test('another project of the same path, in another repository, is found by its roles', () => {
  const root = temporaryFolder();
  for (const name of ['team-a', 'team-b', 'team-a-again', 'gitops']) {
    mkdirSync(join(root, name, '.git'), { recursive: true });
  }
  synth(put(join(root, 'team-a'), 'workloads.yaml', fleetYaml('../gitops/irsa', 'web')));
  expect(messageOf(() => synth(put(join(root, 'team-b'), 'workloads.yaml', fleetYaml('../gitops/irsa', 'shop', '444455556666'))))).toContain('lists no role and no stack of it');
  // Another checkout is the same project.
  synth(put(join(root, 'team-a-again'), 'workloads.yaml', fleetYaml('../gitops/irsa', 'shop')));
  expect(existsSync(join(root, 'gitops/irsa/manifests/main/web.yaml'))).toBe(false);
});

test('two repositories with files of one path, one account and one name of a stack do not share a directory', () => {
  const root = temporaryFolder();
  for (const name of ['team-a', 'team-b', 'gitops']) {
    mkdirSync(join(root, name, '.git'), { recursive: true });
    writeFileSync(join(root, name, '.git/config'), `[remote "origin"]\n\turl = git@github.com:acme/${name}.git\n`);
  }
  synth(put(join(root, 'team-a'), 'workloads.yaml', fleetYaml('../gitops/irsa', 'web')));
  expect(messageOf(() => synth(put(join(root, 'team-b'), 'workloads.yaml', fleetYaml('../gitops/irsa', 'shop'))))).toContain(
    'must be the directory of "github.com/acme/team-b:workloads.yaml" alone, got one whose index.json says that it is of "github.com/acme/team-a:workloads.yaml"');
  expect(existsSync(join(root, 'gitops/irsa/manifests/main/web.yaml'))).toBe(true);
});

test('a directory is not among the files of another, which GitOps reads as a whole', () => {
  const root = temporaryFolder();
  synth(put(root, 'a.yaml', fleetYaml('deploy', 'web')));
  for (const inner of ['deploy/manifests', 'deploy/manifests/main', 'deploy/helm/new']) {
    expect(messageOf(() => synth(put(root, 'b.yaml', fleetYaml(inner, 'shop'))))).toContain(
      `"${join(root, inner)}" must not be among the files of another directory, and "${join(root, 'deploy')}" is the one of "../a.yaml": choose another outputDirectory`);
  }
  synth(put(root, 'b.yaml', fleetYaml('deploy/team-b', 'shop')));
  synth(put(root, 'c.yaml', fleetYaml('other/manifests', 'shop')));
  expect(messageOf(() => synth(put(root, 'd.yaml', fleetYaml('other', 'web'))))).toContain(
    `"${join(root, 'other')}" must have no other directory among its files, and "${join(root, 'other/manifests')}" is the one of "../../c.yaml"`);
});

test('an environment of another file is not taken for one that is gone', () => {
  const root = temporaryFolder();
  const environments = 'environments: { dev: {}, prod: {} }\ndefaults: { roleName: "{environment}-{workload}" }\n';
  const a = put(root, 'a.yaml', fleetYaml('deploy', 'web', '111122223333', environments.replace('dev: {}, ', '')));
  const b = put(root, 'b.yaml', fleetYaml('deploy', 'web', '444455556666', environments.replace(', prod: {}', '')));
  synth(a);
  synth(b);
  synth(a);
  expect(['dev', 'prod'].map((name) => JSON.parse(readFileSync(join(root, 'deploy', name, 'index.json'), 'utf8')).owner)).toEqual(['../../b.yaml', '../../a.yaml']);
  expect(messageOf(() => synth(put(root, 'c.yaml', fleetYaml('deploy', 'web', '444455556666', environments.replace('dev: {}, ', '')))))).toContain(
    'must be the directory of "../../c.yaml" alone');
});

test('comments name files from the top of the repository, or from the directory', () => {
  const root = temporaryFolder();
  const manifest = (folder: string) => readFileSync(join(root, folder, 'manifests/main/web.yaml'), 'utf8').split('\n')[1].replace(/.*--filename /, '');
  synth(put(join(root, 'plain'), 'workloads.yaml', fleetYaml('deploy', 'web')));
  mkdirSync(join(root, 'app/.git'), { recursive: true });
  synth(put(join(root, 'app', 'infra'), 'workloads.yaml', fleetYaml("../it's deploy", 'web')));
  expect([manifest('plain/deploy'), manifest("app/it's deploy")]).toEqual(['manifests/main/web.yaml', "'it'\\''s deploy/manifests/main/web.yaml'"]);
});

test("an app's own KubernetesFiles is an owner too, and its folder in the cloud assembly is kept beside a file of environments", () => {
  const root = temporaryFolder();
  const app = new App({ outdir: join(root, 'cdk.out') });
  const files = new KubernetesFiles(app, 'Files', { outputDirectory: join(root, 'deploy') });
  ServiceAccountFleet.fromFile(app, 'Fleet', put(root, 'workloads.yaml', fleetYaml('deploy', 'web', '111122223333', 'environments: { prod: {} }\n')));
  app.synth();
  expect(JSON.parse(readFileSync(join(root, 'deploy/index.json'), 'utf8')).owner).toMatch(/cdk\.json#Files$/);
  expect(existsSync(join(files.directory, 'index.json'))).toBe(true);
  expect(existsSync(join(root, 'deploy/prod/index.json'))).toBe(true);
});

describe('an outputDirectory that is none', () => {
  const root = temporaryFolder();
  const folder = (name: string) => join(root, name);
  writeFileSync(folder('file'), '');
  mkdirSync(folder('with-pipe'));
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [folder('pipe'), folder('with-pipe/index.json')]);
  }

  test.each<[string, string]>([
    [folder('file'), 'must be a directory, got something else'],
    [folder('file/below'), 'must be a directory, got something else'],
    [folder('x'.repeat(300)), 'must be a directory that can be written to, and its name is too long'],
    ...process.platform === 'win32' ? [] : [
      [folder('pipe'), 'must be a directory, got something else'],
      [folder('pipe/below'), 'must be a directory, got something else'],
      [folder('with-pipe'), 'must be a file that cdk-irsa wrote, to be replaced, got a pipe'],
      ['/dev/null', 'must be a directory, got something else'],
      ['/dev/null/x', 'must be a directory, got something else'],
    ] satisfies [string, string][],
    ...process.platform === 'linux' ? [
      ['/proc/irsa', 'must be a directory that can be written to, and no directory can be made there'],
      ['/proc/self/fd/irsa', 'must be a directory that can be written to, and no directory can be made there'],
      ['/proc/version', 'must be a directory, got something else'],
    ] satisfies [string, string][] : [],
  ])('%s is one error', (directory, message) => {
    const file = fileOf(fleetYaml(directory, 'web'));
    expect(messageOf(() => synth(file))).toContain(message);
    expect(messageOf(() => synth(file)).split('\n').filter((line) => line.includes('must be'))).toHaveLength(1);
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));
});
