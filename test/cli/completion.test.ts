import { execFileSync, spawnSync } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Command } from 'commander';
import { DEFINITIONS } from '../../lib/bundles/definitions';
import { addAuditCommand } from '../../lib/cli/audit/command';
import { addBundlesCommand } from '../../lib/cli/catalogue/bundles-command';
import { addCheckCommand } from '../../lib/cli/check/check-command';
import { candidatesFor } from '../../lib/cli/completion/candidates';
import { addCompletionCommand } from '../../lib/cli/completion/completion-command';
import { SCRIPTS, SHELLS } from '../../lib/cli/completion/shells';
import { addExplainCommand } from '../../lib/cli/explain/explain-command';
import { RULE_IDS } from '../../lib/compliance/rules';
import { requireCurrentBuild } from '../current-build';
import { fileOf, temporaryFolder } from '../fleet/support';

const program = new Command('cdk-irsa');
[addCheckCommand, addBundlesCommand, addExplainCommand, addAuditCommand, addCompletionCommand].forEach((add) => add(program, '1'));
const complete = (...words: string[]) => candidatesFor(program, words).map(({ value }) => value);

test('commands, without those that scripts alone use', () => {
  expect(complete('')).toEqual(['check', 'bundles', 'explain', 'audit', 'completion', 'help']);
  expect(complete('ch')).toEqual(['check']);
  expect(complete('unknown', '')).toEqual([]);
});

test('options of a command, and their values', () => {
  expect(complete('check', '--f')).toEqual(['--format', '--fail-on']);
  expect(complete('check', '--format', '')).toEqual(['text', 'json', 'sarif', 'github']);
  expect(complete('audit', '--rule', 'MissingS')).toEqual(['MissingSub=off', 'MissingSub=warning', 'MissingSub=error']);
  expect(complete('check', '--output', '')).toEqual([]); // the shell completes files
  expect(complete('audit', 'x', '--q')).toEqual(['--quota-trust', '--quota-managed', '--quiet']);
});

test('ids of bundles, and shells', () => {
  expect(complete('bundles', '')).toEqual(DEFINITIONS.map(({ id }) => id));
  expect(complete('bundles', '--format', 'json', 's3.w')).toEqual(['s3.write']);
  expect(complete('completion', '')).toEqual([...SHELLS]);
  expect(complete('bundles', 's3.read', '')).toEqual([]);
});

(process.platform === 'win32' ? test.skip : test)('a pipe or a device in the place of the file is not waited for', () => {
  const pipe = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(complete('explain', '--file', pipe, 'MissingS')).toEqual(['MissingSub']);
  expect(complete('explain', '--file', '/dev/zero', 'MissingS')).toEqual(['MissingSub']);
});

test('workloads of the file, and rules; what can be no workload is left out', () => {
  const file = fileOf('workloads:\n  web: {}\n  "$(touch x)": {}\n  "a b": {}\n  api:\n');
  expect(complete('explain', '--file', file, '')).toEqual(['web', 'api', ...RULE_IDS]);
  expect(complete('explain', '--file', fileOf('{ ['), '')).toEqual([...RULE_IDS]);
  expect(complete('explain', '--file', '/nowhere', 'Missing')).toEqual(RULE_IDS.filter((id) => id.startsWith('Missing')));
});

test('the scripts evaluate nothing', () => {
  expect(Object.keys(SCRIPTS)).toEqual([...SHELLS]);
  Object.values(SCRIPTS).forEach((script) => expect(script).not.toMatch(/\beval\b|`/));
});

describe('in bash', () => {
  /** What bash offers, when it asks a command that answers with the lines. */
  function offered(line: string, command: string): string[] {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'cdk-irsa'), command, { mode: 0o755 });
    const script = `${SCRIPTS.bash}\nCOMP_WORDS=(${line})\nCOMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))\n_cdk_irsa\nprintf '%s\\n' "\${COMPREPLY[@]}"\n`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf-8', cwd: folder, env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` } });
    expect(stderr).toBe('');
    return stdout.split('\n').filter((word) => word !== '');
  }

  test('the real command answers', () => {
    requireCurrentBuild();
    const main = join(__dirname, '../../build/cli/main.js');
    const command = `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`;
    expect(offered('cdk-irsa ch', command)).toEqual(['check']);
    expect(offered('cdk-irsa bundles s3.', command)).toEqual(['s3.read', 's3.write', 's3.readWrite', 's3.presignUpload', 's3.restore']);
    expect(offered("cdk-irsa check --format ''", command)).toEqual(['text', 'json', 'sarif', 'github']);
  });

  test('what it answers is quoted, and not run', () => {
    const answer = "#!/bin/sh\nprintf '%s\\tx\\n' 'a b' '$(touch hacked)' \"it's\"\n";
    expect(offered('cdk-irsa x', answer)).toEqual(['a\\ b', '\\$\\(touch\\ hacked\\)', "it\\'s"]);
  });
});

test('the real command prints a script, and refuses an unknown shell', () => {
  requireCurrentBuild();
  const run = (...args: string[]) => spawnSync(process.execPath, [join(__dirname, '../../build/cli/main.js'), 'completion', ...args], { encoding: 'utf-8' });
  expect(run('zsh').stdout).toBe(SCRIPTS.zsh);
  expect(run('csh')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining("'csh' is invalid") });
});
