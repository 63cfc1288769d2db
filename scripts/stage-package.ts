// Copies to dist/package what the npm package holds, which is also what the packages of the other languages embed. `npm pack`
// cannot leave anything out of a bundled package; here each has its manifest, its licence and the files that can be loaded,
// unchanged, so that scanners know it by its version and its hashes. Run as "npm run package:stage", after a compile.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'fs';
import { createRequire, isBuiltin } from 'module';
import { basename, dirname, join, relative, resolve, sep } from 'path';
import { preProcessFile } from 'typescript';
import { withPackageLinks } from './package-links';
import { DIST, ROOT } from './tools';

export const STAGE = join(DIST, 'package');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bundledDependencies?: readonly string[];
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** What npm, jsii and the registries read; tasks, tests and development dependencies are ours alone. */
const MANIFEST_KEYS = [
  'name', 'version', 'description', 'keywords', 'license', 'author', 'repository', 'stability', 'main', 'types', 'bin', 'engines',
  'dependencies', 'bundledDependencies', 'peerDependencies', 'publishConfig', 'jsii',
];

const DOCUMENTS = ['README.md', 'LICENSE', 'CHANGELOG.md', '.jsii'];
const FOLDERS = ['docs', 'examples', 'schema'];
const KINDS = /\.(java|json|md|py|svg|ts|txt|xml|yaml)$/;
/** `tsconfig.json` maps the package to `lib/`; the rest is what runs of the examples leave behind. */
const NOT_OF_EXAMPLES = /^(tsconfig\.json|cdk\.out|deploy|node_modules|target|__pycache__|\..*)$/;
/** All that the command needs of `build/cli`. */
const COMMAND = /^main(\.common|\.rest)?\.js$/;
const LICENCE = /^(licen[cs]e|copying|notice)/i;

const loads = (text: string) => preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
/** In declarations, which have forms that TypeScript's quick look misses (`export * as … from`). */
const declares = (text: string) => [...text.matchAll(/(?:from|import\()\s*['"]([^'"]+)['"]/g)].map(([, name]) => name);

/** The files that can be reached from some, these included. */
function reachable(entries: readonly string[], names: (text: string) => string[], find: (name: string, from: string) => string | undefined): Set<string> {
  const found = new Set<string>();
  const left = [...entries];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (!found.has(file)) {
      found.add(file);
      const from = file;
      left.push(...(file.endsWith('.json') ? [] : names(readFileSync(file, 'utf-8'))).flatMap((name) => find(name, from) ?? []));
    }
  }
  return found;
}

const readManifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf-8')) as Manifest;

/** The folder of a package as Node.js looks it up: from a folder upwards. */
function folderOf(name: string, from: string): string | undefined {
  const found = join(from, 'node_modules', name);
  return existsSync(join(found, 'package.json')) ? found : dirname(from) === from ? undefined : folderOf(name, dirname(from));
}

/** The folders of the bundled packages and of those that they need in turn. npm would fetch one that is missing. */
function bundledPackages(names: readonly string[], from: string, found = new Set<string>()): Set<string> {
  for (const name of names) {
    const folder = folderOf(name, from);
    if (folder !== undefined && !found.has(folder)) {
      found.add(folder);
      const { dependencies = {}, optionalDependencies = {} } = readManifest(folder);
      bundledPackages(Object.keys({ ...dependencies, ...optionalDependencies }), folder, found);
    }
  }
  return found;
}

const filesBelow = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

/** What can be loaded of the compiled library, with the declarations of its public API. */
function libraryFiles(root: string): string[] {
  const build = join(root, 'build');
  const declaration = (specifier: string, from: string) => (!specifier.startsWith('.') ? undefined
    : [`${resolve(dirname(from), specifier)}.d.ts`, join(dirname(from), specifier, 'index.d.ts')].find(existsSync));
  const module = (specifier: string, from: string) => (!specifier.startsWith('.') ? undefined
    : [`${resolve(dirname(from), specifier)}.js`, resolve(dirname(from), specifier)].find((file) => file.endsWith('.js') && existsSync(file)));
  // What only the command has is in its own files.
  const modules = [join(build, 'index.js'), ...filesBelow(join(build, 'cli')).filter((file) => dirname(file) === join(build, 'cli') && COMMAND.test(basename(file)))];
  return [...reachable(modules, loads, module), ...reachable([join(build, 'index.d.ts')], declares, declaration)];
}

/** Of each bundled package: its manifest, its licence, and what can be loaded. `node_modules` may be a link, which Node.js resolves. */
function bundledFiles(root: string, library: readonly string[]): string[] {
  const packages = [...bundledPackages(readManifest(root).bundledDependencies ?? [], root)];
  const packageOf = (file: string) => packages.find((folder) => realpathSync(file).startsWith(`${realpathSync(folder)}${sep}`));
  const inside = (file: string) => packageOf(file) !== undefined;
  const belowRoot = (file: string) => {
    const folder = packageOf(file);
    return folder === undefined ? file : join(folder, relative(realpathSync(folder), realpathSync(file)));
  };
  const find = (specifier: string, from: string) => {
    if (isBuiltin(specifier) || /^(aws-cdk-lib|cdk-nag|constructs)(\/|$)/.test(specifier)) {
      return undefined;
    }
    const file = createRequire(from).resolve(specifier);
    return file.startsWith(join(root, 'build')) || inside(file) ? file : undefined;
  };
  const mains = packages.map((folder) => createRequire(join(folder, 'package.json')).resolve(folder));
  const loaded = [...reachable([...library.filter((file) => file.endsWith('.js')), ...mains], loads, find)].filter(inside);
  const legal = packages.flatMap((folder) => readdirSync(folder).filter((name) => name === 'package.json' || LICENCE.test(name)).map((name) => join(folder, name)));
  return [...new Set([...loaded, ...legal].map(belowRoot))];
}

function textFiles(root: string): string[] {
  const wanted = (file: string) => KINDS.test(file) && !relative(root, file).split(sep).some((part) => NOT_OF_EXAMPLES.test(part));
  return [...DOCUMENTS.map((name) => join(root, name)), ...FOLDERS.flatMap((folder) => filesBelow(join(root, folder))).filter(wanted)];
}

export function stagePackage(root: string, stage: string): void {
  const library = libraryFiles(root);
  rmSync(stage, { recursive: true, force: true });
  for (const file of [...textFiles(root), ...library, ...bundledFiles(root, library)]) {
    const copy = join(stage, relative(root, file));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(file, copy);
  }
  const { version } = readManifest(root);
  const linked = (file: string, text: string) => withPackageLinks(file, text, { folder: stage, version });
  for (const file of filesBelow(stage).filter((name) => name.endsWith('.md') && !name.includes('node_modules'))) {
    writeFileSync(file, linked(relative(stage, file).split(sep).join('/'), readFileSync(file, 'utf-8')));
  }
  // The README of the other languages' packages.
  const assembly = JSON.parse(readFileSync(join(stage, '.jsii'), 'utf-8')) as { readme?: { markdown: string } };
  if (assembly.readme !== undefined) {
    assembly.readme.markdown = linked('README.md', assembly.readme.markdown);
  }
  // Spaces are for people, and these files are for programs.
  writeFileSync(join(stage, '.jsii'), JSON.stringify(assembly));
  for (const file of filesBelow(join(stage, 'schema'))) {
    writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, 'utf-8'))));
  }
  const manifest = Object.entries(readManifest(root)).filter(([key]) => MANIFEST_KEYS.includes(key));
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(Object.fromEntries(manifest), undefined, 2)}\n`);
}

if (require.main === module) {
  stagePackage(ROOT, STAGE);
  console.log(`${relative(ROOT, STAGE)}: ${filesBelow(STAGE).length} files, packed by ${basename(__filename)}`);
}
