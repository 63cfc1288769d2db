import { spawnSync } from 'child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { requireCurrentBuild } from '../current-build';
import { fileOf, MAIN, temporaryFolder } from '../fleet/support';

const ROOT = resolve(__dirname, '../..');
const CLI = join(ROOT, 'build/cli');

requireCurrentBuild();

/** The files that a command loads, of ours and of the packages that we bring along. */
function loadedBy(args: readonly string[], cwd = ROOT): string[] {
  const hook = join(temporaryFolder(), 'hook.cjs');
  const list = `${hook}.json`;
  fileOf(`process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))));`, hook.slice(0, -'/hook.cjs'.length), 'hook.cjs');
  const { NODE_OPTIONS: _, ...env } = process.env;
  spawnSync(process.execPath, ['--require', hook, join(CLI, 'main.js'), ...args], { cwd, env });
  const files = JSON.parse(readFileSync(list, 'utf-8')) as string[];
  return files.map((file) => file.slice(ROOT.length + 1)).filter((file) => /^(?:build|package\.json|node_modules\/(?:commander|fastest-levenshtein|yaml))\b/.test(file)).sort();
}

/** The first file of the two is read as text. */
const COMMON = ['build/cli/main.js', 'package.json'];
/** Large data, which stays in a file of its own. */
const TABLE = 'build/iam/action-table.js';

describe('the files of the command', () => {
  test.each([[['--help']], [['check', '--help']]])('%j reads one of the two', (args) => {
    expect(loadedBy(args)).toEqual(COMMON);
  });

  test('a plain check reads one of the two, and the actions of AWS', () => {
    expect(loadedBy(['check'])).toEqual([...COMMON, TABLE].sort());
  });

  test.each([[['bundles', 's3']], [['explain', 'billing']], [['can-i', '--help']], [['check', '--format', 'sarif']]])('%j loads no file of ours one by one', (args) => {
    expect(loadedBy(args).filter((file) => ![...COMMON, TABLE, 'build/cli/main.rest.js'].includes(file))).toEqual([]);
  });

  test('an error in a file is found with the rest', () => {
    const folder = temporaryFolder();
    fileOf(`${MAIN}workloads: { web: { bundles: [{ id: s3.raed, buckets: [a-bucket] }] } }\n`, folder);
    const { status, stdout } = spawnSync(process.execPath, [join(CLI, 'main.js'), 'check'], { cwd: folder, encoding: 'utf-8' });
    expect(status).toBe(1);
    expect(stdout).toContain('did you mean "s3.read"?');
  });

  test('each names the packages whose code it has, and where their licences are', () => {
    ['main.common.js', 'main.rest.js'].forEach((name) => {
      const [notice] = readFileSync(join(CLI, name), 'utf-8').split('*/');
      const licences = [...notice.matchAll(/ \*   (\S+) \S+, (\S+): (\S+)/g)].map(([, packageName, licence, file]) => ({ packageName, licence, file }));
      expect(licences.map(({ packageName, licence }) => `${packageName} ${licence}`)).toEqual(['commander MIT', 'fastest-levenshtein MIT', 'yaml ISC']);
      licences.forEach(({ file }) => expect(existsSync(join(ROOT, file))).toBe(true));
    });
  });

  test('what V8 compiled is kept beside the file after a plain check, and read by the next', () => {
    // GIVEN
    const folder = join(temporaryFolder(), 'installed');
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    ['main.js', 'main.common.js', 'main.rest.js'].forEach((name) => cpSync(join(CLI, name), join(folder, 'build/cli', name)));
    cpSync(join(ROOT, 'build/iam/action-table.js'), join(folder, 'build/iam/action-table.js'));
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    ['aws-cdk-lib', 'constructs'].forEach((name) => symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name)));
    const file = fileOf(`${MAIN}workloads: { web: {} }\n`);
    const kept = () => readdirSync(join(folder, 'build/cli')).filter((name) => name.includes('compiled'));
    const { NODE_OPTIONS: _, CI: __, ...env } = process.env;
    const check = (extra: NodeJS.ProcessEnv, ...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'build/cli/main.js'), ...args], { encoding: 'utf-8', env: { ...env, ...extra } });
      return `${status} ${stderr}${stdout}`;
    };
    const clean = `0 No findings in ${file}: 1 role.\n`;
    // WHEN
    expect(check({ CI: 'true' }, 'check', file)).toBe(clean);
    expect(check({}, '--version')).toMatch(/^0 /);
    expect(check({}, 'check', `${file}.missing`)).toMatch(/^2 /);
    expect(kept()).toEqual([]);
    expect(check({}, 'check', file)).toBe(clean);
    // THEN
    const [name] = kept();
    expect(name).toMatch(new RegExp(`^main\\.common\\.js\\.[0-9a-f]{12}\\.${process.version}\\.${process.arch}\\.compiled$`));
    expect(kept()).toHaveLength(1);
    const path = join(folder, 'build/cli', name);
    const good = readFileSync(path);
    expect(check({}, 'check', file)).toBe(clean);
    expect(readFileSync(path).equals(good)).toBe(true);
    // What is no such thing is made anew.
    writeFileSync(path, 'nonsense');
    expect(check({}, 'check', file)).toBe(clean);
    expect(readFileSync(path).length).toBeGreaterThan(100_000);
    // A folder in its place is no reason to fail.
    rmSync(path);
    mkdirSync(path);
    expect(check({}, 'check', file)).toBe(clean);
    expect(kept()).toEqual([name]);
  });

  test('the version is read when the command runs: a release writes it after the tests', () => {
    expect(readFileSync(join(CLI, 'main.common.js'), 'utf-8')).toContain('require("../../package.json")');
  });
});
