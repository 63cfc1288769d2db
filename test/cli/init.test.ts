import { spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { FakeConsole } from './fake-console';
import { runInit } from '../../lib/cli/init/init';
import type { GivenInitOptions } from '../../lib/cli/init/init';
import { UsageError } from '../../lib/cli/usage-error';
import { addChecks } from '../../lib/compliance/add-checks';
import { planFleet } from '../../lib/fleet/plan/plan-fleet';
import { ServiceAccountFleet } from '../../lib/fleet/service-account-fleet';
import { nextVersion } from '../../scripts/next-version';
import { requireCurrentBuild } from '../current-build';
import { fileOf, temporaryFolder } from '../fleet/support';

const ISSUER = 'https://oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const GIVEN: GivenInitOptions = { cluster: 'prod', issuer: ISSUER, account: '111122223333' };

async function init(given: GivenInitOptions, { folder = join(temporaryFolder(), 'new'), answers, version = '1.2.3' }:
{ folder?: string; answers?: string[]; version?: string } = {}) {
  const console = new FakeConsole(answers);
  const result = await runInit(folder, given, version, console).then((code) => ({ code, error: undefined }), (error: Error) => ({ code: undefined, error }));
  const read = (name: string) => readFileSync(join(folder, name), 'utf-8');
  return { ...result, ...console, folder, read, stdout: console.stdout, stderr: console.stderr, files: existsSync(folder) ? readdirSync(folder).sort() : [] };
}

const described = (cluster: unknown) => JSON.stringify({ cluster });
const CLUSTER = { name: 'blue', arn: 'arn:aws:eks:eu-central-1:444455556666:cluster/blue', identity: { oidc: { issuer: ISSUER } } };

describe('what it writes', () => {
  test('a folder with a package, an app, a first workload and what git leaves out', async () => {
    const { code, files, read } = await init(GIVEN);
    expect(code).toBe(0);
    expect(files).toEqual(['.gitignore', 'cdk.json', 'package.json', 'workloads.yaml']);
    expect(JSON.parse(read('package.json'))).toEqual({ private: true, dependencies: { 'aws-cdk': '^2.1148.1', 'cdk-irsa': '^1.2.3' } });
    expect(JSON.parse(read('cdk.json'))).toEqual({ app: 'npx cdk-irsa app' });
    expect(read('.gitignore')).toBe('node_modules/\ncdk.out/\n');
    expect(read('workloads.yaml')).toMatch(/^# yaml-language-server: \$schema=\.\/node_modules\/cdk-irsa\/schema\/workloads\.schema\.json\n/);
  });

  test('synthesises at once, with all checks and without a warning of ours', async () => {
    const { folder } = await init(GIVEN);
    const app = new App({ outdir: join(folder, 'cdk.out') });
    const fleet = ServiceAccountFleet.fromFile(app, 'Fleet', join(folder, 'workloads.yaml'));
    addChecks(app);
    const assembly = app.synth();
    expect(fleet.roles.map(({ roleName, bundleIds }) => [roleName, ...bundleIds])).toEqual([['my-app', 's3.read']]);
    expect(assembly.stacks.flatMap(({ messages }) => messages.map(({ entry }) => entry.data))).toEqual([]);
    const report = join(folder, 'cdk.out', 'validation-report.json');
    const violations = existsSync(report) ? JSON.parse(readFileSync(report, 'utf-8')).pluginReports.flatMap((one: any) => one.violations) : [];
    expect(violations).toEqual([]);
    expect(existsSync(join(folder, 'cdk.out/irsa/manifests/prod/default.yaml'))).toBe(true);
    expect(existsSync(join(folder, 'cdk.out/irsa/check-pods/prod/my-app.yaml'))).toBe(true);
  });

  test('the provider is created, unless it exists', async () => {
    const plan = async (given: GivenInitOptions) => planFleet(join((await init(given)).folder, 'workloads.yaml'))[0].clusters[0];
    expect(await plan(GIVEN)).toMatchObject({ name: 'prod', clusterName: 'prod', account: '111122223333', region: 'eu-central-1', issuerUrl: ISSUER, createProvider: true });
    expect(await plan({ ...GIVEN, createProvider: false })).toMatchObject({ createProvider: false });
  });

  test('a copy that is not released writes the version of the first release, as the documentation does', async () => {
    expect(JSON.parse((await init(GIVEN, { version: '0.0.0' })).read('package.json')).dependencies['cdk-irsa']).toBe(`^${nextVersion(undefined, [])}`);
  });

  test.each(['true', 'null', '123', '1e3', 'no', 'constructor', 'a-', 'x'.repeat(100), '0x1F', 'CON'])('a cluster named %s is text in YAML', async (cluster) => {
    const { folder } = await init({ ...GIVEN, cluster });
    expect(planFleet(join(folder, 'workloads.yaml'))[0].clusters[0].clusterName).toBe(cluster);
  });

  test('a name is refused, or stands in the file as it is', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'aZ0-_"\'\n:#{}[]&*!|>%@`,\\ ') })), async (cluster) => {
      const { error, folder, files } = await init({ ...GIVEN, cluster });
      if (error) {
        expect(error.message).toMatch(/^--cluster must be the name of a cluster in EKS/);
        expect(files).toEqual([]);
      } else {
        expect(planFleet(join(folder, 'workloads.yaml'))[0].clusters[0].clusterName).toBe(cluster);
      }
    }), { numRuns: 40 });
  });

  test('ends with the next commands, for the folder', async () => {
    const { stdout, folder } = await init(GIVEN);
    expect(stdout.split('\n\n').slice(1).join('\n\n')).toBe(`Next:
  cd ${folder}
  npm install
  npx cdk synth --quiet                # templates and manifests in cdk.out; needs no AWS credentials

  # with credentials of the account: if this lists the issuer of the cluster, write createProvider: false in workloads.yaml
  aws iam list-open-id-connect-providers

  # with credentials of the account, the first time in this account and region:
  npx cdk bootstrap aws://111122223333/eu-central-1
  npx cdk deploy

  # with kubectl on the cluster: the service account, and a pod that checks that it gets its role
  kubectl apply --filename cdk.out/irsa/manifests/prod/default.yaml
  kubectl replace --force --filename cdk.out/irsa/check-pods/prod/my-app.yaml
  kubectl wait --for=jsonpath='{.status.phase}'=Succeeded --timeout=300s --filename cdk.out/irsa/check-pods/prod/my-app.yaml
  kubectl logs --namespace default irsa-check-my-app
`);
  });
});

describe('what is there already', () => {
  test.each([['cdk.json'], ['workloads.yaml']])('%s is in the way, and nothing is written', async (name) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), 'mine');
    const { error, files, read } = await init(GIVEN, { folder });
    expect(error?.message).toBe(`${join(folder, name)} exists already, and init overwrites nothing: name another folder (npx cdk-irsa init my-roles), or move it away; nothing was written`);
    expect(files).toEqual([name]);
    expect(read(name)).toBe('mine');
  });

  test('it is said before anything is asked, for all files together', async () => {
    const folder = temporaryFolder();
    ['cdk.json', 'workloads.yaml'].forEach((name) => writeFileSync(join(folder, name), ''));
    const { error, questions } = await init({}, { folder, answers: [] });
    expect(error?.message).toContain('cdk.json and ');
    expect(error?.message).toContain(' exist already');
    expect(questions).toEqual([]);
  });

  test('a link that leads nowhere is in the way as well', async () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'workloads.yaml'));
    expect((await init(GIVEN, { folder })).error?.message).toContain('workloads.yaml exists already');
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  test('package.json and .gitignore stay, and what the package lacks is installed next', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'package.json'), '{ "devDependencies": { "cdk-irsa": "1" } }');
    writeFileSync(join(folder, '.gitignore'), 'mine');
    const { code, stdout, read } = await init(GIVEN, { folder });
    expect(code).toBe(0);
    expect(stdout).toContain(`Wrote ${join(folder, 'cdk.json')} and ${join(folder, 'workloads.yaml')}.\n`);
    expect(stdout).toContain(`${join(folder, 'package.json')} was there already, and is as it was.\n`);
    expect(stdout).toContain("  npm install 'aws-cdk@^2.1148.1'\n");
    expect([read('package.json'), read('.gitignore')]).toEqual(['{ "devDependencies": { "cdk-irsa": "1" } }', 'mine']);
  });

  test('packages that are installed are not installed again', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'package.json'), '{ "dependencies": { "cdk-irsa": "1", "aws-cdk": "2" } }');
    mkdirSync(join(folder, 'node_modules', 'cdk-irsa'), { recursive: true });
    expect((await init(GIVEN, { folder })).stdout).toContain('\n  npm install\n');
    ['cdk.json', 'workloads.yaml'].forEach((name) => rmSync(join(folder, name)));
    mkdirSync(join(folder, 'node_modules', 'aws-cdk'));
    expect((await init(GIVEN, { folder })).stdout).not.toContain('npm install');
  });

  test('a package.json that cannot be read is an error', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'package.json'), '{');
    const { error, files } = await init(GIVEN, { folder });
    expect(error?.message).toBe(`"${join(folder, 'package.json')}" exists already and is not JSON that can be read: repair it or move it away; nothing was written`);
    expect(files).toEqual(['package.json']);
  });

  test('a folder that cannot be made, or is a file, leaves nothing half-written', async () => {
    const parent = temporaryFolder();
    writeFileSync(join(parent, 'file'), '');
    expect((await init(GIVEN, { folder: join(parent, 'file', 'below') })).error?.message).toContain('nothing was written');
    const closed = join(parent, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    if (process.getuid?.() !== 0) {
      expect((await init(GIVEN, { folder: closed })).error?.message).toContain('its permissions do not allow it');
    }
    chmodSync(closed, 0o700);
    expect(readdirSync(closed)).toEqual([]);
  });
});

describe('what it asks', () => {
  test('all that is not given, until it is right', async () => {
    const { code, questions, stderr, folder } = await init({}, { answers: [' blue ', 'nonsense', ISSUER, '1', '444455556666', 'perhaps', 'no'] });
    expect(code).toBe(0);
    expect(questions).toEqual([
      'Name of the cluster in EKS: ', 'Its issuer URL: ', 'Its issuer URL: ', 'Its AWS account (12 digits): ', 'Its AWS account (12 digits): ',
      'Create its IAM OIDC provider? (yes or no) [yes]: ', 'Create its IAM OIDC provider? (yes or no) [yes]: ',
    ]);
    expect(stderr).toContain('aws eks describe-cluster --name blue --query cluster.identity.oidc.issuer --output text');
    expect(stderr).toContain('It must be an AWS account id (12 digits), got "1"\n');
    expect(planFleet(join(folder, 'workloads.yaml'))[0].clusters[0]).toMatchObject({ name: 'blue', account: '444455556666', createProvider: false });
  });

  test('only what is missing', async () => {
    const { questions } = await init({ ...GIVEN, account: undefined, createProvider: true }, { answers: ['111122223333'] });
    expect(questions).toEqual(['Its AWS account (12 digits): ']);
  });

  test('an option that is wrong is an error at once', async () => {
    const { error, questions } = await init({ ...GIVEN, region: 'eu-west-1' }, { answers: [] });
    expect(error).toBeInstanceOf(UsageError);
    expect(error?.message).toBe('--region must be the region of the issuer, "eu-central-1", got "eu-west-1"');
    expect(questions).toEqual([]);
  });

  test('options that are wrong are errors together', async () => {
    const { error } = await init({ cluster: 'prod', issuer: ISSUER, account: '1111-2222-3333', region: 'eu-central1' });
    expect(error?.message).toBe('--region must be an AWS region, got "eu-central1": perhaps "eu-central-1"\n' +
      'error: --account must be an AWS account id (12 digits), got "1111-2222-3333": write it without hyphens, "111122223333"');
  });

  test('whether to create the provider is asked of AWS where it was neither given nor asked', async () => {
    const command = 'aws iam list-open-id-connect-providers';
    expect((await init(GIVEN)).stdout).toContain(`write createProvider: false in workloads.yaml\n  ${command}\n`);
    expect((await init({ ...GIVEN, createProvider: true })).stdout).not.toContain(command);
    expect((await init(GIVEN, { answers: ['yes'] })).stdout).not.toContain(command);
  });

  test('without a terminal: one error that names what is missing', async () => {
    const { error } = await init({ cluster: 'prod' });
    expect(error).toBeInstanceOf(UsageError);
    expect(error?.message).toBe('--issuer and --account must be given where there is no terminal to ask on, or --from with the output of aws eks describe-cluster: ' +
      'aws eks describe-cluster --name prod --output json | npx cdk-irsa init --from -');
  });

  test('the end of the input is an error, and nothing is written', async () => {
    const { error, files } = await init({}, { answers: ['blue'] });
    expect(error?.message).toContain('nothing is left to answer');
    expect(files).toEqual([]);
  });
});

describe('--from', () => {
  test('takes all facts from the output of aws eks describe-cluster; options count more', async () => {
    const from = fileOf(described(CLUSTER));
    const cluster = async (given: GivenInitOptions) => planFleet(join((await init(given)).folder, 'workloads.yaml'))[0].clusters[0];
    expect(await cluster({ from })).toMatchObject({ name: 'blue', account: '444455556666', region: 'eu-central-1', issuerUrl: ISSUER });
    expect(await cluster({ from, account: '111122223333' })).toMatchObject({ name: 'blue', account: '111122223333' });
  });

  test.each([
    ['no JSON', 'CLUSTER\tprod', 'must be the output of aws eks describe-cluster in JSON, got text that is not a JSON object in '],
    ['a list', '[]', 'must be the output of aws eks describe-cluster in JSON, got text that is not a JSON object in '],
    ['other JSON', '{"clusters":["a"]}', 'must be the output of aws eks describe-cluster, got JSON without "cluster" in '],
    ['no issuer', described({ ...CLUSTER, identity: {} }), 'must name the cluster\'s issuer (cluster.identity.oidc.issuer), got a cluster without one in '],
  ])('%s is an error', async (_, text, message) => {
    const from = fileOf(text);
    const { error } = await init({ from });
    expect(error?.message).toBe(`--from ${message}"${from}": aws eks describe-cluster --name <name> --output json prints it`);
  });

  test('hostile values are refused', async () => {
    const { error, files } = await init({ from: fileOf(described({ ...CLUSTER, name: 'a"\nworkloads: {}' })) });
    expect(error?.message).toMatch(/^--cluster must be the name of a cluster in EKS/);
    expect(files).toEqual([]);
  });

  test('a file that is not there is an error', async () => {
    expect((await init({ from: '/nowhere/cluster.json' })).error?.message).toBe('--from: "/nowhere/cluster.json" does not exist');
  });
});

test('the real command reads standard input, and its folder is an app', () => {
  requireCurrentBuild();
  const folder = join(temporaryFolder(), 'roles');
  const main = join(__dirname, '..', '..', 'build/cli/main.js');
  const run = spawnSync(process.execPath, [main, 'init', folder, '--from', '-'], { input: described(CLUSTER), encoding: 'utf-8' });
  expect(`${run.status} ${run.stderr}`).toBe('0 ');
  expect(run.stdout).toMatch(/^Wrote /);
  const app = spawnSync(process.execPath, [main, 'app'], { cwd: folder, encoding: 'utf-8', env: { ...process.env, CDK_VALIDATION: 'false', NO_COLOR: '1' } });
  expect(`${app.status} ${app.stderr}`).toMatch(/^0 /);
  expect(app.stderr).toContain('1 role in 1 stack.');
  const again = spawnSync(process.execPath, [main, 'init', folder], { input: '', encoding: 'utf-8' });
  expect([again.status, again.stderr]).toEqual([1, expect.stringMatching(/^error: .*workloads\.yaml exist already, and init overwrites nothing: [^\n]*\n$/)]);
});
