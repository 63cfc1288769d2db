import { spawnSync } from 'child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { FakeConsole } from './fake-console';
import { runCheck } from '../../lib/cli/check/check';
import type { GivenCheckOptions } from '../../lib/cli/check/check';
import { requireCurrentBuild } from '../current-build';
import { clusterOf, fileOf, MAIN, temporaryFolder, THREE } from '../fleet/support';

const ROOT = join(__dirname, '..', '..');
const TEXT: GivenCheckOptions = { format: 'text', failOn: 'error' };

async function check(content: string, given: Partial<GivenCheckOptions> = {}) {
  const file = fileOf(content);
  const console = new FakeConsole();
  const code = await runCheck([file], { ...TEXT, ...given }, '1.2.3', console);
  return { code, text: console.stdout.split(file).join('workloads.yaml'), file };
}

const SERVICE_ACCOUNT = 'a'.repeat(60);
const LONG_TRUST = `  web: { serviceAccounts: [${SERVICE_ACCOUNT}], namespaces: [${Array.from({ length: 26 }, (_, i) => `team-${i}`).join(', ')}] }\n`;

describe('what it finds', () => {
  test('nothing in the default file', async () => {
    const console = new FakeConsole();
    const file = join(ROOT, 'workloads.yaml');
    expect(await runCheck([file], TEXT, '1', console)).toBe(0);
    expect(console.stdout).toBe(`No findings in ${file}: 16 roles.\n`);
  });

  test('errors of the file, all at once, each with its place', async () => {
    const { code, text } = await check(`${MAIN}workloads:\n  web:\n    path: k8s\n    bundles: [{ id: s3.raed, buckets: [a-bucket] }]\n`);
    expect(code).toBe(1);
    expect(text).toMatch(/^workloads\.yaml:8:11: error: workloads\.web\.path: must be an IAM path .*: perhaps "\/k8s\/"$/m);
    expect(text).toMatch(/^workloads\.yaml:9:21: error: workloads\.web\.bundles\[0\]\.id: must be the id of a bundle, got "s3\.raed": did you mean "s3\.read"\?$/m);
    expect(text).toMatch(/\n2 errors in workloads\.yaml\.\n$/);
  });

  test('YAML that is none', async () => {
    const { code, text } = await check('workloads: [\n');
    expect(code).toBe(1);
    expect(text).toMatch(/^workloads\.yaml:\d+:\d+: error: /);
  });

  test('sizes: a trust policy that is too long, at its workload', async () => {
    const { code, text } = await check(`${MAIN}workloads:\n${LONG_TRUST}`);
    expect(code).toBe(1);
    expect(text).toMatch(/^workloads\.yaml:7:3: error: workloads\.web: the trust policy must be at most 2,048 characters, got [\d,]+ characters: /m);
  });

  test('files that two workloads would write, at the second', async () => {
    const { text } = await check(`${MAIN}workloads:\n  web: {}\n  WEB: { roleName: other, serviceAccounts: [other] }\n`);
    expect(text).toMatch(/^workloads\.yaml:8:3: error: workloads\.WEB: workloads must have different names in a cluster, whatever their case, /m);
  });

  test('findings of IrsaChecks, with the id that acknowledges them, and what the rule asks once', async () => {
    const { code, text } = await check(`${MAIN}workloads:\n  web: { serviceAccounts: [default], namespaces: [a, b] }\n`);
    expect(code).toBe(0);
    expect(text).toMatch(/^workloads\.yaml:7:3: warning: workloads\.web: statement 1 of the trust takes every pod of the namespace a that names no service account: [^\n]*\n {2}IrsaChecks-DefaultServiceAccount\[system:serviceaccount:a:default\]$/m);
    expect(text.match(/^IrsaChecks-DefaultServiceAccount: /gm)).toHaveLength(1);
    expect(text).toMatch(/\n2 warnings in workloads\.yaml: 1 role\.\n$/);
  });

  test('settings of the file, such as a boundary that it asks for', async () => {
    const { code, text } = await check(`${MAIN}requirePermissionsBoundary: true\nworkloads: { web: {} }\n`);
    expect(code).toBe(1);
    expect(text).toContain(': error: workloads.web: the role has no permissions boundary, which is required here');
  });

  test('acknowledgements, and those that acknowledge nothing', async () => {
    const acknowledged = (id: string) => check(`${MAIN}workloads:\n  web:\n    serviceAccounts: [default]\n    acknowledge: [{ id: '${id}', reason: it is the only pod there }]\n`);
    expect((await acknowledged('IrsaChecks-DefaultServiceAccount[system:serviceaccount:default:default]')).text).toBe('No findings in workloads.yaml: 1 role.\n');
    expect((await acknowledged('IrsaChecks-NearQuota[trust-policy]')).text).toMatch(/^workloads\.yaml:9:19: warning: workloads\.web: An acknowledgement acknowledges nothing: /m);
  });

  test('warnings about what is perhaps not meant', async () => {
    const { code, text } = await check(`${THREE}defaults: { clusters: [main] }\nworkloads:\n  web: { bundles: [{ id: s3.read, buckets: [a-bucket], prefix: a }] }\n`);
    expect(code).toBe(0);
    expect(text).toMatch(/^workloads\.yaml:6:3: warning: cluster "blue" .* is used by no workload[^\n]*\n {2}cdk-irsa:unusedCluster$/m);
    expect(text).toMatch(/^workloads\.yaml:16:3: warning: workloads\.web: the prefix "a" of s3\.read [^\n]*\n {2}cdk-irsa:prefixWithoutSlash$/m);
  });

  test('wildcards of a policy file without evidence', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'p.json'), JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] }));
    const file = fileOf(`${MAIN}workloads:\n  web: { policies: [{ file: p.json }] }\n`, folder);
    const console = new FakeConsole();
    expect(await runCheck([file], TEXT, '1', console)).toBe(1);
    expect(console.stdout).toContain(':7:29: error: workloads.web.policies[0].file: each wildcard of policies[0] must have evidence');
  });

  test('the same in several environments once', async () => {
    const environment = (n: number) => `{ clusters: { main: ${clusterOf('111122223333', n)} } }`;
    const { text } = await check(`environments: { dev: ${environment(1)}, prod: ${environment(2)} }\ndefaults: { roleName: '{environment}-{workload}' }\nworkloads:\n  web: { serviceAccounts: [default] }\n`);
    expect(text.match(/: warning: /g)?.length).toBe(1);
  });
});

describe('what it leaves alone', () => {
  test('the output directory is neither written nor read, and the process is as it was', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'deploy'));
    writeFileSync(join(folder, 'deploy', 'index.json'), '{"owner":"somebody else"}');
    const file = fileOf(`${MAIN}outputDirectory: deploy\nworkloads: { web: { serviceAccounts: [default] } }\n`, folder);
    const before = { ...process.env };
    process.env.CDK_OUTDIR = join(folder, 'cdk.out');
    try {
      expect(await runCheck([file], TEXT, '1', new FakeConsole())).toBe(0);
      expect(process.env).toEqual({ ...before, CDK_OUTDIR: join(folder, 'cdk.out') });
    } finally {
      delete process.env.CDK_OUTDIR;
    }
    expect(readdirSync(folder).sort()).toEqual(['deploy', 'workloads.yaml']);
    expect(readdirSync(join(folder, 'deploy'))).toEqual(['index.json']);
  });
});

describe('options', () => {
  const WARNED = `${MAIN}workloads:\n  web: { serviceAccounts: [default] }\n`;

  test.each([['error', 0], ['warning', 1], ['none', 0]] as const)('--fail-on %s', async (failOn, code) => {
    expect((await check(WARNED, { failOn })).code).toBe(code);
  });

  test('--fail-on none lets errors pass', async () => {
    expect((await check('x: 1\n', { failOn: 'none' })).code).toBe(0);
  });

  test('--quiet prints findings alone', async () => {
    expect((await check(WARNED, { quiet: true })).text.split('\n')).toHaveLength(3);
    expect((await check(`${MAIN}workloads: { web: {} }\n`, { quiet: true })).text).toBe('');
  });

  test('--format json', async () => {
    const { text } = await check(WARNED, { format: 'json' });
    expect(JSON.parse(text)).toEqual({
      version: 1,
      tool: { name: 'cdk-irsa', version: '1.2.3' },
      summary: { errors: 0, warnings: 1, files: 1, roles: 1 },
      findings: [{
        file: 'workloads.yaml',
        line: 7,
        owner: null,
        column: 3,
        level: 'warning',
        subject: 'workloads.web',
        id: 'IrsaChecks-DefaultServiceAccount[system:serviceaccount:default:default]',
        rule: 'IrsaChecks-DefaultServiceAccount',
        message: expect.stringContaining('takes every pod of the namespace default'),
      }],
      rules: { 'IrsaChecks-DefaultServiceAccount': expect.objectContaining({ level: 'warning', title: 'The trust is for the service account "default"' }) },
    });
  });

  test('--format github: commands of a workflow, in which nothing of the file can begin another', async () => {
    const { text } = await check(`${MAIN}workloads:\n  web: { path: "a\\n::stop-commands::x%0A" }\n`, { format: 'github' });
    expect(text.split('\n')).toHaveLength(2);
    expect(text).toMatch(/^::error file=workloads\.yaml,line=7,col=16,title=cdk-irsa check::workloads\.web\.path: must be an IAM path .*%250A/);
  });

  test('--format sarif: each result has its rule, and its place', async () => {
    const { text } = await check(`${WARNED}  api: { bundles: [{ id: s3.read, buckets: [a-bucket], prefix: a }] }\n`, { format: 'sarif' });
    const { runs: [{ tool: { driver: { rules, semanticVersion } }, results }] } = JSON.parse(text);
    expect(semanticVersion).toBe('1.2.3');
    expect(results.map(({ ruleId, ruleIndex, level, locations: [{ physicalLocation: { region } }] }: any) => [ruleId, rules[ruleIndex].id, level, region.startLine])).toEqual([
      ['IrsaChecks-DefaultServiceAccount', 'IrsaChecks-DefaultServiceAccount', 'warning', 7], ['cdk-irsa:prefixWithoutSlash', 'cdk-irsa:prefixWithoutSlash', 'warning', 8],
    ]);
    const wrong = JSON.parse((await check('x: 1\n', { format: 'sarif' })).text).runs[0];
    expect(wrong.results[0]).toMatchObject({ ruleId: 'WorkloadsFile', level: 'error', locations: [{ physicalLocation: { region: { startLine: 1 } } }] });
  });

  test('--output writes the report whole', async () => {
    const output = join(temporaryFolder(), 'report.json');
    expect((await check(WARNED, { format: 'json', output })).text).toBe('');
    expect(JSON.parse(readFileSync(output, 'utf-8')).summary.warnings).toBe(1);
    await expect(check(WARNED, { output: '/nowhere/at/all' })).rejects.toThrow('--output "/nowhere/at/all" is in a folder that does not exist');
  });

  test('several files', async () => {
    const files = [fileOf(WARNED), fileOf(`${MAIN}workloads: { web: {}, api: {} }\n`)];
    const console = new FakeConsole();
    expect(await runCheck(files, TEXT, '1', console)).toBe(0);
    expect(console.stdout).toContain(`1 warning in ${files[0]} and ${files[1]}: 3 roles.`);
  });

  test('a file that is not there, and --watch with another format, are wrong usage', async () => {
    const run = (files: string[], given: Partial<GivenCheckOptions> = {}) => runCheck(files, { ...TEXT, ...given }, '1', new FakeConsole());
    await expect(run(['/nowhere.yaml'])).rejects.toThrow('"/nowhere.yaml" does not exist: name a workloads.yaml (npx cdk-irsa init makes a first one)');
    await expect(run([temporaryFolder()])).rejects.toThrow('is a folder, where a file is expected');
    await expect(run([fileOf(WARNED)], { watch: true, format: 'json' })).rejects.toThrow('--watch must be used with --format text');
  });

  test('--watch checks again when the file changes', async () => {
    const file = fileOf('x: 1\n');
    const console = new FakeConsole();
    let reports = 0;
    const done = new Promise<void>((resolve, reject) => {
      const out = console.out;
      Object.assign(console, {
        out: (text: string) => {
          out(text);
          reports += text.includes(file) ? 1 : 0;
          if (reports === 1) {
            writeFileSync(file, `${MAIN}workloads: { web: {} }\n`);
          } else if (reports === 2) {
            reject(new Error('seen')); // ends the loop, which has no end of its own
            throw new Error('seen');
          }
        },
      });
      runCheck([file], { ...TEXT, watch: true }, '1', console).then(() => resolve(), () => resolve());
    });
    await expect(done).rejects.toThrow('seen');
    expect(console.stdout).toContain(`No findings in ${file}: 1 role.`);
  });
});

test('the real command, and the hook for pre-commit that names it', () => {
  requireCurrentBuild();
  const main = join(ROOT, 'build/cli/main.js');
  const folder = temporaryFolder();
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'check', ...args], { cwd: folder, encoding: 'utf-8', env: { ...process.env, NO_COLOR: '1' } });
    return { status, stdout, stderr };
  };
  expect(run()).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(/^error: "workloads\.yaml" does not exist: /) });
  fileOf(`${MAIN}workloads: { web: { path: k8s } }\n`, folder);
  expect(run()).toEqual({ status: 1, stdout: expect.stringMatching(/^workloads\.yaml:6:27: error: workloads\.web\.path: /), stderr: '' });
  fileOf(`${MAIN}workloads: { web: {} }\n`, folder);
  expect(run('workloads.yaml')).toEqual({ status: 0, stdout: 'No findings in workloads.yaml: 1 role.\n', stderr: '' });
  const hooks = readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf-8');
  expect(hooks).toContain('entry: npx --no-install cdk-irsa check\n');
});
