// Shows that the packages of "npm run package:all" work: a Python app that installs the wheel into an environment of its own,
// and a Java app that Maven builds against the jar, synthesise what TypeScript does. Run as "npm run package:check".
// Exit code 0: the same; 1: a difference, or a package that does not work; 77: no Python to show it with.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { DIST, JAVA_STAGE, MACHINE, MAVEN_CACHE, notAvailable, ROOT } from './tools';
import type { Run } from './tools';

const EXAMPLES = join(ROOT, 'examples');
const CANNOT_RUN = 77;

class CannotRun extends Error {}

function must({ ok, output }: Run, what: string, mayLack = false): string {
  if (!ok) {
    const why = mayLack ? notAvailable(output) : undefined;
    throw why ? new CannotRun(`${what}: ${why}`) : new Error(`${what} failed:\n${output.trim().split('\n').slice(-25).join('\n')}`);
  }
  return output;
}

/** What the synth of an app made, without what differs by nature: places in the source code, and the tree with its versions. */
export function comparable(assembly: string): Map<string, string> {
  const paths = readdirSync(assembly, { recursive: true, encoding: 'utf-8' }).map((file) => relative(assembly, join(assembly, file)).split('\\').join('/'));
  const wanted = paths.filter((file) => /\.template\.json$|(^|\/)irsa\/.*\.\w+$/.test(file)).sort();
  return new Map(wanted.map((file) => [file, readFileSync(join(assembly, file), 'utf-8')]));
}

/** One line for each file that is not the same, byte by byte. */
export function differences(expected: Map<string, string>, actual: Map<string, string>): string[] {
  return [...new Set([...expected.keys(), ...actual.keys()])].sort().flatMap((file) => {
    const [wanted, got] = [expected.get(file), actual.get(file)];
    if (wanted === undefined || got === undefined) {
      return [`${file}: only made by ${wanted === undefined ? 'the package' : 'TypeScript'}`];
    }
    const line = wanted.split('\n').findIndex((text, index) => text !== got.split('\n')[index]) + 1;
    return wanted === got ? [] : [`${file}:${line || 'end'}: ${JSON.stringify(got.split('\n')[line - 1] ?? '')} instead of ${JSON.stringify(wanted.split('\n')[line - 1] ?? '')}`];
  });
}

/** The one file of a folder that a package is installed from. */
function artifact(folder: string, ending: string): string {
  const found = MACHINE.files(folder).map(({ file }) => join(ROOT, file)).filter((file) => file.endsWith(ending));
  if (found.length !== 1) {
    throw new Error(`${relative(ROOT, folder)} must have one file *${ending}, got ${found.length}: run "npm run package:all" first`);
  }
  return found[0];
}

function synthesise(name: string, temporary: string, command: string, args: string[], cwd = ROOT, mayLack = false): string {
  const assembly = join(temporary, name);
  must(MACHINE.run(command, args, { cwd, env: { CDK_OUTDIR: assembly } }), `the ${name} app`, mayLack);
  return assembly;
}

function checkPython(temporary: string, twin: string): string {
  const probe = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  if (!MACHINE.run('python3', ['-c', probe]).ok) {
    throw new CannotRun('Python 3.10 or later with venv and pip is not there (python3)');
  }
  const wheel = artifact(join(DIST, 'python'), '.whl');
  const environment = join(temporary, 'environment');
  must(MACHINE.run('python3', ['-m', 'venv', environment]), 'python3 -m venv');
  const python = [join(environment, 'bin', 'python'), join(environment, 'Scripts', 'python.exe')].find(existsSync)!;
  const pip = (...args: string[]) => MACHINE.run(python, ['-m', 'pip', '--disable-pip-version-check', ...args]);
  must(pip('install', '--quiet', '--require-hashes', '--requirement', join(EXAMPLES, 'python', 'requirements.txt')), 'pip install', true);
  // Without an index: what the wheel asks for must be satisfied by what is pinned.
  must(pip('install', '--quiet', '--no-index', wheel), 'pip install of the wheel');
  must(pip('check'), 'pip check');
  const [expected, actual] = [twin, synthesise('Python', temporary, python, ['app.py'], join(EXAMPLES, 'python'))].map(comparable);
  const found = differences(expected, actual);
  if (found.length > 0 || expected.size < 10) {
    throw new Error(`Python and TypeScript differ:\n${found.join('\n')}`);
  }
  return `${expected.size} files are the same byte by byte: ${[...expected.keys()].filter((file) => file.endsWith('.template.json')).join(', ')}, and those below irsa/`;
}

/** The twin's role, by the construct id of both. */
function certManager(assembly: string): unknown {
  const { Resources } = JSON.parse(readFileSync(join(assembly, 'Roles.template.json'), 'utf-8'));
  return Object.entries(Resources).find(([id]) => id.startsWith('CertManager'));
}

function checkJava(temporary: string, twin: string): string {
  if (!MACHINE.run('mvn', ['--version']).ok || !MACHINE.run('javac', ['-version']).ok || MACHINE.files(join(DIST, 'java')).length === 0) {
    throw new CannotRun('there is no Maven and JDK, or no jar in dist/java');
  }
  const repositories = [join(DIST, 'java'), join(JAVA_STAGE, 'java')].filter(existsSync)
    .map((folder, index) => `<repository><id>made-here-${index}</id><url>file://${folder}</url></repository>`);
  const settings = join(temporary, 'settings.xml');
  writeFileSync(settings, `<settings><profiles><profile><id>made-here</id><repositories>${repositories.join('')}</repositories></profile></profiles>`
    + '<activeProfiles><activeProfile>made-here</activeProfile></activeProfiles></settings>');
  const project = join(temporary, 'java');
  MACHINE.copy(join(EXAMPLES, 'java'), project); // Maven writes beside the sources
  const assembly = synthesise('Java', temporary, 'mvn',
    ['--batch-mode', '--quiet', '--settings', settings, `-Dmaven.repo.local=${MAVEN_CACHE}`, '-Dcdk-irsa.version=[0.0.0,1.0.0)', 'compile', 'exec:java'], project, true);
  const [expected, actual] = [twin, assembly].map((made) => JSON.stringify(certManager(made)));
  if (expected === undefined || expected !== actual) {
    throw new Error(`Java and TypeScript differ:\n${actual}\ninstead of\n${expected}`);
  }
  return 'the role CertManager is the same byte by byte';
}

/** The exit code: that of Python, unless Java fails. */
function main(): number {
  const temporary = mkdtempSync(join(tmpdir(), 'cdk-irsa-packages-'));
  try {
    const twin = synthesise('TypeScript', temporary, process.execPath, [join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), join('scripts', 'python-twin.ts')]);
    const [python, java] = ([['Python', checkPython], ['Java', checkJava]] as const).map(([language, check]) => {
      try {
        console.log(`${language}: ${check(temporary, twin)}`);
        return 0;
      } catch (error) {
        console.error(`${language}: ${error instanceof CannotRun ? 'cannot be shown here: ' : ''}${(error as Error).message}`);
        return error instanceof CannotRun ? CANNOT_RUN : 1;
      }
    });
    return java === 1 ? 1 : python;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

if (require.main === module) {
  process.exitCode = main();
}
