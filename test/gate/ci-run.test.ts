import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Behaviour } from './stub-tools';
import { FAILURES, StubTools } from './stub-tools';

// The real .ci/run, in a folder of its own and with tools that do nothing: whatever it calls, it fails when that call fails.

const FOLDER = realpathSync(mkdtempSync(join(tmpdir(), 'cdk-irsa-gate-')));
const SCRIPT = join(FOLDER, 'project', '.ci', 'run');
const STUBS = ['npm', 'npx', 'git', 'mktemp'];
/** They do their work as well. */
const REAL = ['cat', 'dirname', 'head', 'rm'];
const TOOLS = new StubTools(FOLDER, STUBS, REAL);
/** What bash calls for a command that is missing: then it is in the journal as well. */
const NOT_FOUND = '() { printf "%s is missing\\n" "$1" >>"$STUB_JOURNAL"; return 127; }';
const PROOF = /^npx tsx e2e\/run\.ts /;

mkdirSync(join(FOLDER, 'project', '.ci'), { recursive: true });
copyFileSync(resolve(__dirname, '../../.ci/run'), SCRIPT);
TOOLS.link('bash');

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

interface Run {
  /** null where a signal ended it, which fails as well. */
  readonly status: number | null;
  readonly output: string;
  readonly calls: readonly string[];
}

function run(behaviour: Behaviour = {}): Run {
  const { status, stdout, stderr } = spawnSync(SCRIPT, {
    encoding: 'utf8',
    env: { ...TOOLS.environment(behaviour), 'PATH': TOOLS.bin, 'BASH_FUNC_command_not_found_handle%%': NOT_FOUND },
  });
  return { status, output: stdout + stderr, calls: TOOLS.calls() };
}

const PASSING = run();
const proof = PASSING.calls.find((call) => PROOF.test(call))!;
const NOT_RUN: Behaviour = { speaker: proof, speech: 'Python is missing', status: 77 };

describe('.ci/run', () => {
  test('passes when everything succeeds', () => {
    expect(PASSING).toMatchObject({ status: 0, output: expect.stringMatching(/== done\n$/) });
    expect(PASSING.calls).toEqual(expect.arrayContaining([
      'npm ci', 'npm run synth', 'npm test', expect.stringMatching(PROOF), 'npx projen test:processes', 'npx projen test:minimum --maxWorkers=1', 'npx projen types:e2e', 'npx projen --post false',
      'npx projen bench --short', 'npx projen actions', 'npx projen schema', 'npx projen bundles', 'npx projen rules', 'npx projen docgen', 'git status --porcelain',
    ]));
  });

  test('calls nothing that this test does not know, and nothing twice', () => {
    expect(PASSING.calls.filter((call) => call.endsWith(' is missing'))).toEqual([]);
    expect(PASSING.calls).toEqual([...new Set(PASSING.calls)]);
  });

  test.each(PASSING.calls.map((call) => [call.replace(FOLDER, '').trim(), call]))('fails when this fails, aborts or is killed: %s', (_name, broken) => {
    for (const failure of FAILURES) {
      expect({ failure, status: run({ broken, failure }).status }).not.toEqual({ failure, status: 0 });
    }
  });

  test.each([...STUBS, ...REAL.filter((name) => PASSING.calls.some((call) => call.startsWith(`${name} `)))])('fails without %s', (name) => {
    TOOLS.remove(name);
    try {
      expect(run().status).not.toBe(0);
    } finally {
      TOOLS.add(name);
    }
  });

  test('goes on where the proof by deployment cannot run, and says so', () => {
    const { status, output, calls } = run(NOT_RUN);
    expect(status).toBe(0);
    expect(output).toContain('Python is missing\nNOT RUN: the lines above say what is missing\n');
    expect([...calls].sort()).toEqual(PASSING.calls.filter((call) => call !== 'npx projen types:e2e').sort());
  });

  test('shows what the proof by deployment reported, and its exit code', () => {
    const { status, output } = run({ speaker: proof, speech: 'a role is missing', status: 1 });
    expect(status).toBe(1);
    expect(output).toContain('a role is missing\nthe proof by deployment failed with exit code 1\n');
  });

  test('fails when a generated file is stale, and names it', () => {
    const { status, output } = run({ speaker: 'git status --porcelain', speech: ' M API.md' });
    expect(status).toBe(1);
    expect(output).toContain('generated files are stale; run "npx projen build" and commit:\n M API.md\n');
  });
});
