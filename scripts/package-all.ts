// Makes the packages of all languages whose toolchains are at hand, and says what was left out and why. Where the toolchain
// or what the package depends on is missing, the code is generated, and parsed if something can. Run as "npm run package:all".
import { join } from 'path';
import { parseCSharp } from './parse-csharp';
import { STAGE } from './stage-package';
import { DIST, JAVA_STAGE, MACHINE, MAVEN_CACHE, notAvailable, ROOT } from './tools';
import type { File, Tools } from './tools';

export interface Outcome {
  readonly language: string;
  readonly result: 'made' | 'code only' | 'FAILED';
  readonly files: readonly File[];
  readonly remark: string;
}

interface Language {
  readonly name: string;
  /** Commands that succeed where the toolchain is at hand, and what is missing if not. */
  readonly needs: ReadonlyArray<readonly [command: readonly string[], missing: string]>;
  /** What is published; the rest of the folder belongs to it. */
  readonly artifact: RegExp;
  /** Makes the package, if `jsii-pacmak --target` is not all. */
  readonly make?: (tools: Tools) => { ok: boolean; output: string; remark?: string };
  /** Judges generated code without what it depends on. */
  readonly parse?: (tools: Tools, folder: string) => { ok: boolean; remark: string };
}

const PACMAK = join(ROOT, 'node_modules', 'jsii-pacmak', 'bin', 'jsii-pacmak');

/** `dist/package` is packed as it is: nothing may be left out, nor a file with rules for that be written. */
function pacmak(tools: Tools, target: string, { from = STAGE, to = DIST, options = [] as string[] } = {}) {
  return tools.run(process.execPath, [PACMAK, from, '--force', '--no-npmignore', '--outdir', to, '--target', target, ...options]);
}

/** With what Maven's repository has, and if it has no current cdk-nag, with one made from the npm package. */
function makeJava(tools: Tools) {
  const make = (from = STAGE) => pacmak(tools, 'java', { from, to: JAVA_STAGE, options: ['--maven-local-repository', MAVEN_CACHE] });
  let made = make();
  let remark: string | undefined;
  if (!made.ok && notAvailable(made.output)?.includes('cdknag')) {
    const nag = make(join(ROOT, 'node_modules', 'cdk-nag'));
    remark = 'compiled against cdk-nag made from its npm package, since Maven\'s repository lacks that version';
    made = nag.ok ? make() : nag;
  }
  if (made.ok) {
    tools.copy(join(JAVA_STAGE, 'java', 'io', 'github', 'cdk-irsa'), join(DIST, 'java', 'io', 'github', 'cdk-irsa'));
  }
  return { ...made, remark };
}

/** It lists the files that it would format, which are no concern; a file that is no Go makes it fail. */
function parseGo(tools: Tools, folder: string) {
  const { ok, output } = tools.run('gofmt', ['-l', folder]);
  if (/ENOENT/.test(output)) {
    return { ok: true, remark: 'the code is neither compiled nor parsed' };
  }
  return { ok, remark: ok ? 'gofmt parses all of it' : `gofmt: ${output.split('\n')[0]}` };
}

export const LANGUAGES: readonly Language[] = [
  { name: 'js', needs: [], artifact: /\.tgz$/ },
  {
    name: 'python',
    needs: [[['python3', '--version'], 'python3'], [['python3', '-m', 'venv', '--help'], 'python3\'s venv'], [['python3', '-m', 'pip', '--version'], 'pip']],
    artifact: /\.(whl|tar\.gz)$/,
  },
  { name: 'java', needs: [[['javac', '-version'], 'javac'], [['mvn', '--version'], 'mvn']], artifact: /\.(jar|pom)$/, make: makeJava },
  { name: 'dotnet', needs: [[['dotnet', '--version'], 'dotnet']], artifact: /\.nupkg$/, parse: parseCSharp },
  { name: 'go', needs: [[['go', 'version'], 'go']], artifact: /go\.mod$/, parse: parseGo },
];

function generate({ name, parse }: Language, tools: Tools, why: string): Outcome {
  const folder = join(DIST, 'code');
  const { ok, output } = pacmak(tools, name, { to: folder, options: ['--code-only'] });
  const files = tools.files(join(folder, name));
  if (!ok) {
    return { language: name, result: 'FAILED', files, remark: `code generation: ${lastLine(output)}` };
  }
  const parsed = parse?.(tools, join(folder, name));
  const all = [{ file: `dist/code/${name}/ (${files.length} files)`, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }];
  const remark = `not built: ${why}; ${parsed?.remark ?? 'the code is neither compiled nor parsed'}`;
  return { language: name, result: parsed?.ok === false ? 'FAILED' : 'code only', files: all, remark };
}

function lastLine(output: string): string {
  return output.split('\n').filter((line) => /error/i.test(line)).shift()?.trim() ?? output.trim().split('\n').pop() ?? '';
}

export function packageLanguage(language: Language, tools: Tools): Outcome {
  const { name, needs, artifact, make } = language;
  tools.remove(join(DIST, name));
  tools.remove(join(DIST, 'code', name));
  const missing = needs.find(([[command, ...args]]) => !tools.run(command, args).ok);
  if (missing) {
    return generate(language, tools, `${missing[1]} is not there`);
  }
  const made: { ok: boolean; output: string; remark?: string } = make ? make(tools) : pacmak(tools, name);
  if (!made.ok) {
    const why = notAvailable(made.output);
    tools.remove(join(DIST, name));
    return why ? generate(language, tools, `a dependency is not to be had (${why})`) : { language: name, result: 'FAILED', files: [], remark: lastLine(made.output) };
  }
  const files = tools.files(join(DIST, name)).filter(({ file }) => artifact.test(file));
  return files.length > 0
    ? { language: name, result: 'made', files, remark: made.remark ?? '' }
    : { language: name, result: 'FAILED', files, remark: `nothing was made that ends with ${artifact.source}` };
}

const size = (bytes: number) => (bytes < 1024 ? `${bytes} B` : bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 ** 2).toFixed(2)} MB`);

export function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ language, result, files }) => (files.length > 0 ? files : [{ file: '-', bytes: 0 }]).map(({ file, bytes }, index) =>
    [index === 0 ? language : '', index === 0 ? result : '', bytes > 0 ? size(bytes) : '-', file]));
  const lines = [['language', 'result', 'size', 'file'], ...rows];
  const width = [0, 1, 2].map((column) => Math.max(...lines.map((cells) => cells[column].length)));
  const remarks = outcomes.filter(({ remark }) => remark !== '').map(({ language, remark }) => `${language}: ${remark}`);
  return [
    ...lines.map(([language, result, bytes, file]) => `${language.padEnd(width[0])}  ${result.padEnd(width[1])}  ${bytes.padStart(width[2])}  ${file}`),
    ...remarks.length > 0 ? ['', ...remarks] : [],
  ].join('\n');
}

/** Whether everything was made that could be. */
export function packageAll(tools: Tools, print: (text: string) => void): boolean {
  const outcomes = LANGUAGES.map((language) => {
    print(`packaging ${language.name} …`);
    return packageLanguage(language, tools);
  });
  print(`\n${table(outcomes)}`);
  return outcomes.every(({ result }) => result !== 'FAILED');
}

if (require.main === module) {
  process.exitCode = packageAll(MACHINE, console.log) ? 0 : 1;
}
