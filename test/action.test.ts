import { spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { temporaryFolder } from './fleet/support';

// The action of the repository: what others write is no part of a script, and the comment is written once.

const ROOT = join(__dirname, '..');
const ACTION = parse(readFileSync(join(ROOT, 'action.yml'), 'utf-8'));
const [STEP] = ACTION.runs.steps;
const REPORT = '<!-- cdk-irsa diff -->\n### Permission changes\n\n1 gain.\n';
const NOTHING = '<!-- cdk-irsa diff -->\n### Permission changes\n\nNo permission changes.\n';

interface Fakes {
  readonly report?: string;
  readonly code?: number;
  /** The id of a comment that is there. */
  readonly comment?: string;
  readonly mayComment?: boolean;
}

/** Runs the script with programs that write down how they were called. */
function run(env: Readonly<Record<string, string>>, { report = REPORT, code = 0, comment = '', mayComment = true }: Fakes = {}) {
  const folder = temporaryFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(folder, 'report'), report);
  const program = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' "${name}" "$@" >> "${folder}/calls"\necho . >> "${folder}/calls"\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  program('npx', `cat "${folder}/report"; exit ${code}`);
  program('gh', mayComment ? `case "$*" in *--paginate*) echo "${comment}";; esac` : 'exit 1');
  const { status, stdout } = spawnSync('bash', [join(ROOT, 'scripts/action.sh')], {
    cwd: folder,
    encoding: 'utf-8',
    env: {
      PATH: `${bin}:${process.env.PATH}`,
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      GITHUB_REPOSITORY: 'acme/roles',
      GH_TOKEN: 'x',
      IRSA_PATHS: '',
      IRSA_BEFORE: '',
      IRSA_AFTER: '',
      IRSA_FAIL_ON: '',
      IRSA_COMMENT: 'true',
      IRSA_PULL_REQUEST: '',
      ...env,
    },
  });
  const read = (name: string) => existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf-8') : '';
  return { status, stdout, summary: read('summary'), calls: read('calls').split('\n.\n').filter((call) => call !== '').map((call) => call.split('\n')) };
}

test('what others write comes in by the environment, and no other action is used', () => {
  expect(ACTION.runs.steps).toHaveLength(1);
  expect(STEP.uses).toBeUndefined();
  expect(STEP.run).not.toContain('${{');
  const used = Object.values(STEP.env as Record<string, string>).concat(STEP['working-directory'] as string).join(' ');
  expect(Object.keys(ACTION.inputs as object).filter((name) => !used.includes(`inputs.${name} }}`))).toEqual([]);
});

test('check and audit, with paths that are words whatever is in them', () => {
  expect(run({ IRSA_COMMAND: 'check' }).calls).toEqual([['npx', '--no-install', 'cdk-irsa', 'check', '--format', 'github', '--fail-on', 'error', '--']]);
  expect(run({ IRSA_COMMAND: 'audit', IRSA_PATHS: 'cdk.out\n$(touch pwned) `id` *\n--rule=x\n', IRSA_FAIL_ON: 'warning' }).calls)
    .toEqual([['npx', '--no-install', 'cdk-irsa', 'audit', '--fail-on', 'warning', '--', 'cdk.out', '$(touch pwned) `id` *', '--rule=x']]);
  expect(run({ IRSA_COMMAND: 'audit' }, { code: 1 }).status).toBe(1);
  expect(run({ IRSA_COMMAND: 'rm' })).toMatchObject({ status: 2, calls: [], stdout: '::error title=cdk-irsa::command must be check, audit or diff\n' });
});

test('diff writes the summary and one comment', () => {
  const asked = { IRSA_COMMAND: 'diff', IRSA_BEFORE: 'origin/main:./t.json', IRSA_AFTER: '-x', IRSA_PULL_REQUEST: '7' };
  const fresh = run(asked);
  expect(fresh).toMatchObject({ status: 0, summary: REPORT });
  expect(fresh.calls[0]).toEqual(['npx', '--no-install', 'cdk-irsa', 'diff', '--format', 'markdown', '--fail-on', 'none', '--', 'origin/main:./t.json', '-x']);
  expect(fresh.calls.at(-1)).toEqual(['gh', 'api', '--silent', '--method', 'POST', 'repos/acme/roles/issues/7/comments', '--field', expect.stringMatching(/^body=@/)]);
  expect(run(asked, { comment: '42' }).calls.at(-1)).toEqual(['gh', 'api', '--silent', '--method', 'PATCH', 'repos/acme/roles/issues/comments/42', '--field', expect.stringMatching(/^body=@/)]);
  // Nobody is told that nothing changes, unless something was said before.
  expect(run(asked, { report: NOTHING }).calls.filter(([name, , , , method]) => name === 'gh' && method !== undefined && ['POST', 'PATCH'].includes(method))).toEqual([]);
  expect(run(asked, { report: NOTHING, comment: '42' }).calls.at(-1)).toContain('PATCH');
});

test('the code of diff is that of the step; a token that only reads makes it no other', () => {
  const asked = { IRSA_COMMAND: 'diff', IRSA_BEFORE: 'a', IRSA_AFTER: 'b', IRSA_FAIL_ON: 'gain', IRSA_PULL_REQUEST: '7' };
  expect(run(asked, { code: 1 })).toMatchObject({ status: 1, summary: REPORT });
  expect(run(asked, { code: 2 })).toMatchObject({ status: 2, summary: '', calls: [['npx', '--no-install', 'cdk-irsa', 'diff', '--format', 'markdown', '--fail-on', 'gain', '--', 'a', 'b']] });
  expect(run(asked, { mayComment: false })).toMatchObject({ status: 0, stdout: expect.stringContaining('::warning title=cdk-irsa::') });
  expect(run({ ...asked, IRSA_PULL_REQUEST: '7; id' }).calls).toHaveLength(1);
  expect(run({ ...asked, IRSA_COMMENT: 'false' }).calls).toHaveLength(1);
});
