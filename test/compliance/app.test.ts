import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib/core';
import { IrsaChecks } from '../../lib/compliance/irsa-checks';
import { ServiceAccountRole } from '../../lib/role/service-account-role';
import { SAMPLES } from '../bundles/samples';
import { requireCurrentBuild } from '../current-build';
import { ACCOUNT, literalCluster, REGION, subject } from '../support';

// The pack as users meet it: in the app of a workloads file, in one of their own, through the real CLI, and on every bundle.
// The default file and the examples are judged with their other tests.

const ROOT = join(__dirname, '..', '..');
const TEMPORARY = mkdtempSync(join(tmpdir(), 'cdk-irsa-checked-'));

afterAll(() => rmSync(TEMPORARY, { recursive: true, force: true }));

interface Run {
  readonly status: number | null;
  readonly output: string;
  readonly outdir: string;
}

/** The published command. */
const COMMAND = `"${process.execPath}" "${join(ROOT, 'build/cli/main.js')}" app`;

requireCurrentBuild();

/** `cdk synth` of the real CLI, with the settings of the repository. */
function cdk(name: string, app: string, args: string[] = [], cwd = ROOT): Run {
  const outdir = join(TEMPORARY, `${name}.out`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    join(ROOT, 'node_modules/aws-cdk/bin/cdk'), 'synth', '--quiet', '--output', outdir, '--app', app, ...args,
  ], { cwd, encoding: 'utf-8', env: { ...process.env, CDK_VALIDATION: 'false', NO_COLOR: '1', AWS_EC2_METADATA_DISABLED: 'true' } });
  return { status, output: `${stdout}${stderr}`, outdir };
}

/** A copy of the default file with a change. */
function changedFile(name: string, change: (text: string) => string): string {
  const file = join(TEMPORARY, `${name}.yaml`);
  writeFileSync(file, change(readFileSync(join(ROOT, 'workloads.yaml'), 'utf-8')));
  return file;
}

function writePassAnyRole(): void {
  writeFileSync(join(TEMPORARY, 'pass.json'), JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }] }));
}

describe('the app of a workloads file', () => {
  describe('with a warning, and with what the file gives a reason for', () => {
    let file: string;
    let run: Run;

    beforeAll(() => {
      writePassAnyRole();
      file = changedFile('warning', (text) => text.replace('  platform: {}\n', `  platform:
    managedPolicies:
      - arn: arn:aws:iam::aws:policy/AmazonS3FullAccess
        reason: the account holds nothing but the platform's buckets
    policies:
      - file: pass.json
        evidence: [{ wildcard: "*", actions: ["iam:PassRole"], reason: the platform starts everything }]
    acknowledge:
      - id: IrsaChecks::IrsaChecks-PassAnyRole[*]
        reason: the platform starts everything
  reports:
    serviceAccounts: [default]
    namespaces: [reports]
`));
      run = cdk('warning', COMMAND, ['-c', `workloads=${file}`]);
    });

    test('passes, and shows the warning with the place, the fix and the id', () => {
      const { output } = run;
      expect(output).toContain('WARNING The trust is for the service account "default": statement 1 of the trust takes every pod of the namespace reports that names no service account');
      expect(output).toMatch(/^ +irsa-111122223333\/reports\/Resource /m);
      const line = readFileSync(file, 'utf-8').split('\n').indexOf('  reports:') + 1;
      expect(output).toContain(`warning.yaml:${line}:3\nWARNING The trust is for`);
      expect(output.match(/WARNING/g)).toHaveLength(1);
      expect(output).toContain("Acknowledge with 'IrsaChecks::IrsaChecks-DefaultServiceAccount[system:serviceaccount:reports:default]'");
      expect(output).toContain('17 roles in 4 stacks.');
      expect(run.status).toBe(0);
    });

    test('shows nothing else: what has a reason is no finding, here and in the audit of what was made', () => {
      expect(new Set(run.output.match(/IrsaChecks-\w+|AwsSolutions-\w+/g))).toEqual(new Set(['IrsaChecks-DefaultServiceAccount']));
      expect(run.output).not.toMatch(/ERROR|platform\/Resource/);
      const audit = spawnSync(process.execPath, [join(ROOT, 'build/cli/main.js'), 'audit', '--show-acknowledged', run.outdir], { encoding: 'utf-8' });
      expect(audit.stdout).toMatch(/acknowledged +PassAnyRole .*the platform starts everything/s);
      expect(audit.status).toBe(0);
    });
  });

  test('fails with an error, and leaves the files of the GitOps folder as they were', () => {
    writePassAnyRole();
    const file = changedFile('error', (text) => `outputDirectory: deploy\n${text}`
      .replace('  platform: {}\n', '  platform:\n    policies:\n      - file: pass.json\n        evidence: [{ wildcard: "*", actions: ["iam:PassRole"], reason: the platform starts everything }]\n'));
    const { status, output } = cdk('error', COMMAND, ['-c', `workloads=${file}`]);
    expect(output).toMatch(/ERROR .*iam:PassRole.*\(IrsaChecks\)/);
    expect(output).toContain("Acknowledge with 'IrsaChecks::IrsaChecks-PassAnyRole[");
    expect(output).not.toContain('roles in 4 stacks');
    expect(existsSync(join(TEMPORARY, 'deploy'))).toBe(false);
    expect(status).toBe(1);
  });
});

describe('an app of one\'s own', () => {
  const { issuer } = literalCluster();
  const aud = { [`${issuer}:aud`]: 'sts.amazonaws.com' };
  const of = (name: string) => ({ StringEquals: { ...aud, [`${issuer}:sub`]: `system:serviceaccount:web:${name}` } });

  test('fails with an error, and shows what is found, each with the construct and the id', () => {
    const file = join(TEMPORARY, 'own.js');
    const modules = (module: string) => JSON.stringify(join(ROOT, 'node_modules', module));
    writeFileSync(file, `
      const { App, Stack, Validations } = require(${modules('aws-cdk-lib/core')});
      const iam = require(${modules('aws-cdk-lib/aws-iam')});
      const { compliance } = require(${JSON.stringify(join(ROOT, 'build', 'index.js'))});
      const app = new App();
      const stack = new Stack(app, 'Stack');
      for (const [id, conditions] of Object.entries(${JSON.stringify({ Sound: of('web'), Warned: of('default'), Wrong: { StringEquals: aud } })})) {
        new iam.Role(stack, id, { assumedBy: new iam.WebIdentityPrincipal('arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}', conditions) });
      }
      Validations.of(app).addPlugins(new compliance.IrsaChecks(app));
    `);
    const { output, status } = cdk('own', `"${process.execPath}" ${file}`);
    expect(output).toMatch(/WARNING .*\(IrsaChecks\)\n +Stack\/Warned\/Resource/);
    expect(output).toContain("Acknowledge with 'IrsaChecks::IrsaChecks-DefaultServiceAccount[system:serviceaccount:web:default]'");
    expect(output).toMatch(/ERROR .*\(IrsaChecks\)\n +Stack\/Wrong\/Resource/);
    expect(output.match(/\(IrsaChecks\)/g)).toHaveLength(2);
    expect(output).not.toContain('Stack/Sound');
    expect(status).toBe(1);
  });
});

describe('a role with a bundle of the catalogue passes', () => {
  test.each(SAMPLES.map((sample) => [sample.name, sample] as const))('%s', (_, sample) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
    new ServiceAccountRole(stack, 'OfTheBundle', { clusters: [literalCluster()], serviceAccounts: [subject()], bundles: [sample.make(stack)] });
    (stack.node.root as App).synth();
    expect(new IrsaChecks().validateScope(stack.node.root).violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});
