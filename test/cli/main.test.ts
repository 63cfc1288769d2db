import { spawnSync } from 'child_process';
import { mkdirSync, readdirSync } from 'fs';
import { join } from 'path';
import { requireCurrentBuild } from '../current-build';
import { fileOf, MAIN, temporaryFolder } from '../fleet/support';

const MAIN_FILE = join(__dirname, '..', '..', 'build/cli/main.js');

requireCurrentBuild();

test.each([
  ['ap', 'error: unknown command "ap": did you mean "app"?\n'], ['synth', 'error: unknown command "synth": known: init, check, bundles, explain, can-i, who-can, what-can, diff, app, audit, report, collect, completion, help\n'],
])('an unknown command is one line: %s', (command, line) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [MAIN_FILE, command], { encoding: 'utf-8' });
  expect({ status, stderr, stdout }).toEqual({ status: 2, stderr: line, stdout: '' });
});

test('the app by hand leaves no folders behind, whether it succeeds or not', () => {
  const tmp = join(temporaryFolder(), 'tmp');
  mkdirSync(tmp);
  const run = (workloads: string) => {
    const folder = temporaryFolder();
    fileOf(workloads, folder);
    const { CDK_OUTDIR, CDK_CONTEXT_JSON, ...env } = process.env;
    const { status, stderr } = spawnSync(process.execPath, [MAIN_FILE, 'app'], { cwd: folder, encoding: 'utf-8', env: { ...env, TMPDIR: tmp, NO_COLOR: '1', CDK_VALIDATION: 'false' } });
    return { status, stderr, left: [...readdirSync(tmp).filter((name) => name.startsWith('cdk.out')), ...readdirSync(folder)] };
  };
  const good = run(`${MAIN}workloads: { web: {} }\n`);
  expect(`${good.status} ${good.stderr}`).toMatch(/^0 /);
  expect(good.left).toEqual(['workloads.yaml']);
  expect(good.stderr).toContain('Nothing is kept of a run by hand: npx cdk synth writes templates and files.');
  const bad = run(`${MAIN}workloads: { web: { path: k8s } }\n`);
  expect(bad.status).toBe(1);
  expect(bad.left).toEqual(['workloads.yaml']);
});
