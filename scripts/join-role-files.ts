// Puts the files that every role loads into one, build/role-files.js: Node.js takes longer to find, read and compile sixty small files
// than to run them. Each of them stays where it was, and gives what the file of all holds, so that every module exists once, whoever
// asks for it. A part of "npx projen compile"; why: docs/decisions/role-in-one-file.md
import { readFileSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { dirname, join, relative, resolve, sep } from 'path';

const BUILD = join(resolve(process.argv[2] ?? join(__dirname, '..')), 'build');
const JOINED = 'role-files.js';
const REQUIRE = /\brequire\((["'])(\.[^"']+)\1\)/g;
/** What would mean something else in another file. */
const TIED_TO_ITS_FILE = /\b(?:__dirname|__filename|require\.(?:main|resolve|cache)|module\.(?!exports))\b|\bimport\(|\brequire\((?!["'])/;

function main(): void {
  const files = filesOfRole();
  if (files.length < 2) {
    throw new Error(`${BUILD} must be as TypeScript and scripts/lazy-exports.ts make it: compile it anew`);
  }
  const texts = files.map((file) => textOf(file, new Set(files)));
  files.forEach((file) => writeFileSync(file, `module.exports = require("${from(file, join(BUILD, JOINED))}")("${nameOf(file)}");\n`));
  writeFileSync(join(BUILD, JOINED), [
    '"use strict";',
    '// The files that every role loads; each is evaluated once, when it is first asked for.',
    'const modules = new Map();',
    'const later = {};',
    'function load(name) {',
    '  let module = modules.get(name);',
    '  if (module === undefined) {',
    '    module = { exports: {} };',
    '    modules.set(name, module);',
    '    files[name](module, module.exports);',
    '  }',
    '  return module.exports;',
    '}',
    'module.exports = load;',
    'const files = {',
    ...files.map((file, index) => `"${nameOf(file)}": ${texts[index]},`),
    '};',
    '',
  ].join('\n'));
}

/** What is loaded for a role with one bundle, but for what the library itself loads at once. */
function filesOfRole(): string[] {
  const loaded = (): string[] => Object.keys(require.cache).filter((file) => file.startsWith(BUILD + sep));
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const library = require(BUILD) as Record<string, unknown>;
  const before = new Set(loaded());
  for (const name of ['ClusterIssuer', 'S3Bundle', 'ServiceAccountRole', 'ServiceAccountSubject']) {
    if (library[name] === undefined) {
      throw new Error(`${BUILD} must export ${name}`);
    }
  }
  return loaded().filter((file) => !before.has(file)).sort();
}

/** A module as a function. In parentheses V8 compiles it when it reads the file, rather than a second time when it is called. */
function textOf(file: string, joined: ReadonlySet<string>): string {
  const text = readFileSync(file, 'utf-8');
  const tied = TIED_TO_ITS_FILE.exec(text);
  if (tied !== null) {
    throw new Error(`${file} must mean the same in another file, but has "${text.slice(tied.index, tied.index + 60)}"`);
  }
  const find = createRequire(file).resolve;
  const code = text.replace(REQUIRE, (_whole, _quote: string, name: string) => {
    const path = find(name);
    // Asked for by each role: to find a file that is loaded takes Node.js some microseconds, and a loader such as tsx some more.
    return joined.has(path) ? `load("${nameOf(path)}")` : `(later["${nameOf(path)}"] ??= require("${from(join(BUILD, JOINED), path)}"))`;
  });
  return `(function (module, exports) {\n${code.trimEnd()}\n})`;
}

function nameOf(file: string): string {
  return slashes(relative(BUILD, file)).replace(/\.js$/, '');
}

function from(file: string, to: string): string {
  const path = slashes(relative(dirname(file), to)).replace(/\.js$/, '');
  return path.startsWith('.') ? path : `./${path}`;
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}

main();
