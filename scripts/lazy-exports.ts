// Makes build/index.js load each file of the library when something of it is first used: whoever makes a role pays neither for
// the bundles of sixty controllers nor, in the submodule `compliance`, for cdk-nag. TypeScript compiles exports of neither kind,
// and jsii reads none but TypeScript's own.
import { readFileSync, writeFileSync } from 'fs';
import { join, posix } from 'path';

const BUILD = join(process.argv[2] ?? join(__dirname, '..'), 'build');
const FILE = join(BUILD, 'index.js');
const REQUIRE = /require\("(\.\/[\w/-]+)"\)/g;
/** A line of a file that only exports others, such as the catalogue of bundles. */
const EXPORT_ALL = /^__exportStar\(require\("\.\/([\w/-]+)"\), exports\);$/gm;
const SUBMODULE = /^exports\.(\w+) = __importStar\(require\("(\.\/[\w/-]+)"\)\);$/gm;

function main(): void {
  const text = readFileSync(FILE, 'utf-8');
  const submodules = new Map([...text.matchAll(SUBMODULE)].map(([, name, path]) => [path, name]));
  const owners = new Map<string, string>();
  const all = load(FILE);
  for (const path of [...text.matchAll(REQUIRE)].flatMap(([, required]) => filesOf(required))) {
    const submodule = submodules.get(path);
    const own = submodule === undefined ? load(join(BUILD, path)) : { [submodule]: all[submodule] };
    Object.keys(own).filter((name) => !owners.has(name) && all[name] === own[name]).forEach((name) => owners.set(name, path));
  }
  const expected = Object.keys(all).sort();
  const found = [...owners.keys()].sort();
  if (submodules.size === 0 || JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`${FILE} must be as TypeScript compiles index.ts, and its exports be found: ${expected.join(', ')}; found: ${found.join(', ')}`);
  }
  writeFileSync(FILE, lazyIndex(owners, submodules));
}

/** The files behind a path: those that it exports, if it does nothing else, so that each can be loaded by itself. */
function filesOf(path: string): string[] {
  const text = readFileSync(join(BUILD, `${path}.js`), 'utf-8');
  const exported = [...text.matchAll(EXPORT_ALL)].map(([, file]) => `./${posix.join(posix.dirname(path), file)}`);
  return exported.length > 0 && [...text.matchAll(/require\(/g)].length === exported.length ? exported.flatMap(filesOf) : [path];
}

function load(file: string): Record<string, unknown> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(file) as Record<string, unknown>;
}

function lazyIndex(owners: ReadonlyMap<string, string>, submodules: ReadonlyMap<string, string>): string {
  const names = [...owners.keys()];
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    // For the loader of ES modules, which reads the names of a CommonJS module from its text.
    `0 && (module.exports = { ${names.join(', ')} });`,
    'const { lazyModule } = require("./core/lazy-module");',
    'function lazy(name, load) {',
    '  Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => {',
    '    const value = load();',
    '    Object.defineProperty(exports, name, { enumerable: true, configurable: true, value });',
    '    return value;',
    '  } });',
    '}',
    // Paths are literal, so that bundlers see them.
    ...[...owners].map(([name, path]) => submodules.has(path)
      ? `exports.${name} = lazyModule(() => require("${path}"));`
      : `lazy("${name}", () => require("${path}").${name});`),
    '',
  ].join('\n');
}

main();
