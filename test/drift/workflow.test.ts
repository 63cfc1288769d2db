import { spawnSync } from 'child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '..', '..');
const { jobs } = parse(readFileSync(join(ROOT, '.github', 'workflows', 'bundle-drift.yml'), 'utf-8'));
const step = (job: string, name: string) => jobs[job].steps.find((one: { name: string }) => one.name === name);

/** Runs a step with commands that only note how they were called. */
function run(script: string, env: Record<string, string>, commands: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'drift-workflow-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  Object.entries(commands).forEach(([name, text]) => {
    writeFileSync(join(bin, name), `#!/bin/bash\necho "${name} $*" >> "${folder}/calls"\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  });
  const { status } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder, env: { ...env, PATH: `${bin}:${process.env.PATH}`, RUNNER_TEMP: folder, GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') },
  });
  const read = (name: string) => {
    try {
      return readFileSync(join(folder, name), 'utf-8').trim().split('\n');
    } catch {
      return [];
    }
  };
  return { status, calls: read('calls'), output: read('output') };
}

describe('the job that compares', () => {
  const compare = step('compare', 'Compare').run;
  const writing = 'echo report > bundle-drift.md';

  test.each<[string, string, number, string[]]>([
    ['nothing differs', writing, 0, ['found=0']],
    ['something differs', `${writing}; exit 1`, 0, ['found=1']],
    ['it could not run', 'exit 1', 1, []],
  ])('where %s', (_, npx, status, output) => {
    expect(run(compare, {}, { npx })).toEqual({ status, calls: ['npx projen bundles:drift -- --output bundle-drift.md'], output });
  });
});

describe('the job that keeps the issue', () => {
  const { run: script, env } = step('issue', 'Open, change or close the issue');
  const issue = (FOUND: string, number: string) => run(script, { ...env, FOUND }, { gh: `if [ "$2" = list ]; then echo "${number}"; fi` });

  test.each<[string, string, string, RegExp | undefined]>([
    ['opens one', '1', '', /^gh issue create --title Bundles differ from the programs they are for --body-file \S+bundle-drift\.md$/],
    ['changes the one there is', '1', '7', /^gh issue edit 7 --body-file \S+bundle-drift\.md$/],
    ['closes it where nothing differs any more', '0', '7', /^gh issue close 7 /],
    ['does nothing where nothing differs', '0', '', undefined],
  ])('%s', (_, found, number, call) => {
    const { status, calls } = issue(found, number);
    expect([status, calls.length]).toEqual([0, call === undefined ? 1 : 2]);
    expect(calls[0]).toMatch(/^gh issue list --state open --author app\/github-actions /);
    expect(calls[1] ?? '').toMatch(call ?? /^$/);
  });

  test('has no right but to write issues, and runs no code of the repository', () => {
    expect(jobs.issue.permissions).toEqual({ issues: 'write' });
    expect(jobs.issue.steps.map(({ uses = '' }) => (uses as string).split('@')[0])).toEqual(['actions/download-artifact', '']);
  });
});
