import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Failure } from './stub-tools';
import { StubTools } from './stub-tools';

// The real npm, projen and jest: what a crash is for the commands that everybody types.

const ROOT = resolve(__dirname, '../..');
const FOLDER = realpathSync(mkdtempSync(join(tmpdir(), 'cdk-irsa-crash-')));

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

interface End {
  /** null where a signal ended it. */
  readonly exitCode: number | null;
  readonly output: string;
}

function run(command: string, options: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<End> {
  return new Promise((done) => {
    const child = execFile(command, options, { cwd, env: { ...process.env, ...env } }, (_error, stdout, stderr) =>
      done({ exitCode: child.exitCode, output: stdout + stderr }));
  });
}

test.each<{ script: string; tool: string; failure: Failure | 'missing' }>([
  { script: 'test', tool: 'jsii', failure: 'abort' },
  { script: 'test', tool: 'jsii', failure: 'kill' },
  { script: 'test', tool: 'jsii', failure: 'missing' },
  { script: 'synth', tool: 'cdk', failure: 'kill' },
  { script: 'build', tool: 'tsx', failure: 'kill' },
])('npm run $script fails with $tool: $failure', async ({ script, tool, failure }) => {
  const folder = mkdtempSync(join(FOLDER, 'project-'));
  const bin = join(folder, 'node_modules/.bin');
  mkdirSync(join(folder, '.projen'), { recursive: true });
  for (const file of ['package.json', '.projen/tasks.json']) {
    copyFileSync(join(ROOT, file), join(folder, file));
  }
  const tools = new StubTools(folder, ['npx', ...failure === 'missing' ? [] : [tool]], [], bin);
  symlinkSync(join(ROOT, 'node_modules/projen/bin/projen'), join(bin, 'projen'));

  const { exitCode, output } = await run('npm', ['run', script], folder, tools.environment(failure === 'missing' ? {} : { broken: tool, failure }));

  expect(exitCode).toBe(1);
  expect(output).toMatch(new RegExp(`(failed when executing "|Command failed: )${tool} `));
  expect(tools.calls().length).toBe(failure === 'missing' ? 0 : 1);
});

test('jest fails when one of its workers is killed, as Linux does without memory', async () => {
  const folder = join(FOLDER, 'jest');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "crash" }');
  for (const name of ['first', 'second']) {
    writeFileSync(join(folder, `${name}.test.js`), 'test("passes", () => {});');
  }
  writeFileSync(join(folder, 'third.test.js'), 'test("is killed", () => process.send && process.kill(process.pid, "SIGKILL"));');

  const { exitCode, output } = await run(join(ROOT, 'node_modules/.bin/jest'), ['--ci', '--maxWorkers', '2', '--rootDir', folder], folder);

  expect(output).toMatch(/Test Suites: 1 failed, 2 passed, 3 total/);
  expect(output).toContain('signal=SIGKILL');
  expect(exitCode).toBe(1);
});
