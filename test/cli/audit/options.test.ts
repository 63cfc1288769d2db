import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { audit, command, folderWith, ISSUER, openRole, role, statement } from './support';

const WARNED = role({ Statement: [statement({ StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:web:api', [`${ISSUER}:aud`]: 'sts.amazonaws.com' } })] });

describe('exit codes', () => {
  const folder = folderWith({
    'clean.json': { Resources: { A: role() } }, 'warned.json': { Resources: { A: WARNED } }, 'wrong.json': { Resources: { A: openRole() } }, 'broken.json': '{',
  });
  const status = (...args: string[]) => audit([...args, '--quiet'], { cwd: folder }).status;
  const statusOfProcess = (...args: string[]) => command(['audit', ...args, '--quiet'], { cwd: folder }).status;

  test.each([
    [0, ['clean.json']], [0, ['warned.json']], [1, ['wrong.json']],
    [1, ['warned.json', '--fail-on', 'warning']], [0, ['clean.json', '--fail-on', 'warning']], [0, ['wrong.json', '--fail-on', 'none']],
    [2, ['clean.json', 'broken.json']], [2, ['wrong.json', 'broken.json', '--fail-on', 'none']],
  ])('%d of %j', (expected, args) => expect(status(...args)).toBe(expected));

  test('are those of the process', () => {
    expect(['clean.json', 'wrong.json', 'broken.json'].map((file) => statusOfProcess(file))).toEqual([0, 1, 2]);
  });
});

describe('wrong usage ends with exit code 2 and one line', () => {
  const hint = '(cdk-irsa audit --help lists the options)';

  test.each([
    [[], "error: missing required argument 'path'"],
    [['a.json', '--frmat', 'json'], "error: unknown option '--frmat'\n(Did you mean --format?)"],
    [['a.json', '--format', 'xml'], "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, sarif."],
    [['a.json', '--fail-on', 'info'], "error: option '--fail-on <level>' argument 'info' is invalid. Allowed choices are error, warning, none."],
    [['a.json', '--quota-trust', '9999'], "error: option '--quota-trust <n>' argument '9999' is invalid. It must be a whole number from 2,048 to 4,096."],
    [['a.json', '--quota-managed', '1e1'], "error: option '--quota-managed <n>' argument '1e1' is invalid. It must be a whole number from 10 to 25."],
    [['a.json', '--audience', 'sts *'], 'error: option \'--audience <audience>\' argument \'sts *\' is invalid. It must be an audience (printable characters without spaces and without \'*\', \'?\' and \'$\', at most 255), got "sts *".'],
    [['a.json', '--rule', 'MisingSub=off'], 'error: --rule must name a rule, got "MisingSub": did you mean "MissingSub"?'],
    [['a.json', '--rule', 'MissingSub'], 'error: --rule must be <id>=off, <id>=warning or <id>=error, got "MissingSub"'],
    [['a.json', '--rule', 'MissingSub=warn'], 'error: --rule MissingSub must be off, warning or error, got "warn": known: off, warning, error'],
  ])('%j', (args, message) => {
    expect(command(['audit', ...args])).toMatchObject({ status: 2, stdout: '', stderr: `${message}\n${hint}\n` });
  });

  test('of the command as a whole', () => {
    expect(command(['adit', 'a.json'])).toMatchObject({ status: 2, stdout: '' });
    expect(command(['adit', 'a.json']).stderr).toBe('error: unknown command "adit": did you mean "audit"?\n');
    expect(command(['audit', '--help'])).toMatchObject({ status: 0, stderr: '' });
    expect(command(['--version'])).toMatchObject({ status: 0, stdout: '0.0.0\n' });
  });
});

describe('what the rules are told', () => {
  test('audiences, the boundary and the quotas', () => {
    // GIVEN
    const trust = { Statement: [statement({ StringEquals: { [`${ISSUER}:sub`]: 'system:serviceaccount:web:api', [`${ISSUER}:aud`]: 'vault' } })] };
    const managed = { ManagedPolicyArns: Array.from({ length: 10 }, (_, i) => `arn:aws:iam::111122223333:policy/p${i}`) };
    const folder = folderWith({ 'a.json': { Resources: { A: role(trust, managed) } } });
    const ids = (...args: string[]) => JSON.parse(audit(['a.json', '--format', 'json', ...args], { cwd: folder }).stdout).findings.map(({ id }: any) => id);

    // THEN
    expect(ids()).toEqual(['IrsaChecks-UnexpectedAud[vault]', 'IrsaChecks-NearQuota[managed-policies]']);
    expect(ids('--audience', 'vault', '--quota-managed', '20')).toEqual([]);
    expect(ids('--audience', 'sts.amazonaws.com', '--audience', 'vault', '--require-boundary', '--quota-managed', '20')).toEqual(['IrsaChecks-MissingBoundary']);
  });

  test('levels, and rules that are left out, which the summary says', () => {
    // GIVEN
    const folder = folderWith({ 'a.json': { Resources: { A: openRole(), B: WARNED } } });

    // THEN
    const raised = audit(['a.json', '--rule', 'NeedlessStringLike=error', '--rule', 'IrsaChecks-MissingSub=warning'], { cwd: folder });
    expect(raised.stdout).toContain('\n  error    NeedlessStringLike  ');
    expect(raised.stdout).toContain('\n  warning  MissingSub  ');
    const off = audit(['a.json', '--rule', 'NeedlessStringLike=off', '--rule', 'MissingSub=off'], { cwd: folder });
    expect(off).toMatchObject({
      status: 0,
      stdout: 'No findings: 2 roles judged, 2 of them for service accounts or pods; 1 file.\nLeft out by --rule: 3 findings of MissingSub and NeedlessStringLike.\n',
    });
  });
});

describe('--output', () => {
  test('writes the report whole, in place of an earlier one, with its permissions', () => {
    const folder = folderWith({ 'a.json': { Resources: { A: openRole() } }, 'report.json': 'old' });
    chmodSync(join(folder, 'report.json'), 0o600);
    symlinkSync('report.json', join(folder, 'link.json'));
    expect(audit(['a.json', '--format', 'json', '--output', 'link.json'], { cwd: folder })).toMatchObject({ status: 1, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf-8')).summary.errors).toBe(1);
    expect(statSync(join(folder, 'report.json')).mode.toString(8)).toBe('100600');
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'link.json', 'report.json']);
  });

  test('or not at all', () => {
    const folder = folderWith({ 'a.json': { Resources: { A: openRole() } } });
    mkdirSync(join(folder, 'taken'));
    expect(audit(['a.json', '--output', 'taken'], { cwd: folder })).toMatchObject({ status: 2, stdout: '', stderr: 'taken: is a folder, where a file is expected\n' });
    expect(audit(['a.json', '--output', 'none/report.txt'], { cwd: folder })).toMatchObject({ status: 2, stderr: 'none/report.txt: is in a folder that does not exist\n' });
    expect(command(['audit', 'a.json', '--output', 'x.txt', '--format', 'xml'], { cwd: folder }).status).toBe(2);
    expect(existsSync(join(folder, 'x.txt'))).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'taken']);
  });

  test('leaves devices what they are', () => {
    const folder = folderWith({ 'a.json': { Resources: { A: role() } } });
    expect(audit(['a.json', '--output', '/dev/null'], { cwd: folder })).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('is no input of the next run', () => {
    const folder = folderWith({ 'a.json': { Resources: { A: role() } } });
    ['json', 'sarif'].forEach((format) => audit(['.', '--format', format, '--output', `report.${format}.json`], { cwd: folder }));
    writeFileSync(join(folder, 'notes.txt'), '');
    expect(audit(['.'], { cwd: folder }).stdout)
      .toBe('No findings: 1 role judged, 1 of them for service accounts or pods; 1 file.\nSkipped as nothing to judge: 3 files.\n');
  });
});


describe('each command loads its own part', () => {
  const loaded = (args: string[]) => {
    const folder = folderWith({
      'a.json': { Resources: { A: openRole() } },
      'a.yaml': 'Resources: {}',
      'hook.js': 'process.on("exit", () => process.stderr.write(Object.keys(require.cache).join("\\n")));',
    });
    const { stderr } = command(args, { cwd: folder, env: { NODE_OPTIONS: `--require ${join(folder, 'hook.js')}` } });
    return stderr.split('\n').flatMap((file) => /\/node_modules\/(.+)$/.exec(file)?.[1] ?? []).filter((file) => !/^(tsx|esbuild)\//.test(file));
  };
  const packages = (files: string[]) => [...new Set(files.map((file) => file.split('/')[0]))].sort();

  test('judging needs neither cdk-nag nor constructs, and of aws-cdk-lib what tells tokens from text', () => {
    const files = loaded(['audit', 'a.json', '--format', 'sarif']);
    expect(packages(files)).toEqual(['aws-cdk-lib']); // the command's own packages are in its files
    expect(files.filter((file) => file.startsWith('aws-cdk-lib/')).length).toBeLessThan(10);
    expect(packages(loaded(['audit', 'a.yaml']))).toEqual(['aws-cdk-lib']);
  });

  test('help needs no package', () => expect(packages(loaded(['audit', '--help']))).toEqual([]));
});
