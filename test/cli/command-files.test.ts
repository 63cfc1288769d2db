import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
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

const COMMON = ['build/cli/main.common.js', 'build/cli/main.js', 'package.json'];
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

  test('the version is read when the command runs: a release writes it after the tests', () => {
    expect(readFileSync(join(CLI, 'main.common.js'), 'utf-8')).toContain('require("../../package.json")');
  });
});
