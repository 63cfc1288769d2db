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

interface Project {
  readonly folder: string;
  readonly tools: StubTools;
}

/** A project with the real projen, tsx and scripts, where all other tools do nothing. */
function newProject(): Project {
  const folder = mkdtempSync(join(FOLDER, 'project-'));
  const bin = join(folder, 'node_modules/.bin');
  for (const path of ['.projen', 'scripts', 'node_modules/projen/bin', 'node_modules/typescript7/bin']) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  for (const file of ['package.json', '.projen/tasks.json', 'scripts/at-once.ts']) {
    copyFileSync(join(ROOT, file), join(folder, file));
  }
  for (const script of ['lazy-exports', 'strip-internal', 'bundle-command', 'join-role-files']) {
    writeFileSync(join(folder, 'scripts', `${script}.ts`), '');
  }
  writeFileSync(join(folder, 'node_modules/typescript7/bin/tsc'), '');
  const tools = new StubTools(folder, ['npx', 'jsii', 'oxlint', 'jest', 'cdk'], [], bin);
  for (const [name, program] of [['projen', 'projen/bin/projen'], ['tsx', 'tsx/dist/cli.mjs']]) {
    symlinkSync(join(ROOT, 'node_modules', program), join(bin, name));
  }
  symlinkSync(join(ROOT, 'node_modules/projen/bin/projen'), join(folder, 'node_modules/projen/bin/projen'));
  return { folder, tools };
}

test('npm test passes when each of its tools does: jsii, TypeScript, oxlint for bugs and for style, jest', async () => {
  const { folder, tools } = newProject();

  const { exitCode, output } = await run('npm', ['test'], folder, tools.environment());

  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  expect(tools.calls().map((call) => call.split(' ')[0]).sort()).toEqual(['jest', 'jsii', 'oxlint', 'oxlint']);
});

test.each<{ script: string; tool: string; failure: Failure | 'missing' }>([
  { script: 'test', tool: 'jsii', failure: 'abort' },
  { script: 'test', tool: 'oxlint', failure: 'missing' },
  { script: 'synth', tool: 'cdk', failure: 'kill' },
])('npm run $script fails with $tool: $failure', async ({ script, tool, failure }) => {
  const { folder, tools } = newProject();
  if (failure === 'missing') {
    tools.remove(tool);
  }

  const { exitCode, output } = await run('npm', ['run', script], folder, tools.environment(failure === 'missing' ? {} : { broken: tool, failure }));

  expect(exitCode).toBe(1);
  expect(output).toMatch(new RegExp(`(failed when executing "|Command failed: )${tool} `));
  expect(tools.calls().filter((call) => call.startsWith('jest '))).toEqual([]);
});

describe('tasks that run at once', () => {
  test.each([
    { name: 'fails', code: 'process.exit(3)', failure: 'it ended with exit code 1' }, // projen's own
    { name: 'is killed', code: 'process.kill(process.ppid, "SIGKILL")', failure: 'it ended with SIGKILL' },
  ])('fail when one of them $name; the others are not cut off', async ({ code, failure }) => {
    const { folder } = newProject();
    const step = (text: string) => ({ steps: [{ execArgs: [process.execPath, '-e', text] }] });
    writeFileSync(join(folder, '.projen/tasks.json'), JSON.stringify({
      tasks: { bad: { name: 'bad', ...step(code) }, good: { name: 'good', ...step('setTimeout(() => console.log("all of it"), 1500)') } },
    }));

    const { exitCode, output } = await run(join(folder, 'node_modules/.bin/tsx'), ['scripts/at-once.ts', 'bad', 'good'], folder);

    expect(output).toContain(`the task "bad" failed: ${failure}`);
    expect(output).toContain('all of it');
    expect(exitCode).toBe(1);
  });

  test('are named: none is an error', async () => {
    const { folder } = newProject();
    const { exitCode, output } = await run(join(folder, 'node_modules/.bin/tsx'), ['scripts/at-once.ts'], folder);
    expect(output).toContain('must be given the tasks to run, got none');
    expect(exitCode).toBe(1);
  });
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
