// Puts all that the command needs, but its peers, into two files beside build/cli/main.js, which loads them: Node.js takes longer to
// find, read and compile four hundred files than `cdk-irsa check` takes to judge one. The first file has what a plain check uses, found
// by running one, and V8 compiles its modules at once; the second one has the rest, and is read when something of it is used. A module
// is evaluated once, when something of it is first used. A part of "npx projen compile"; why: docs/decisions/command-in-two-files.md
import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { createRequire, isBuiltin } from 'module';
import { dirname, join, relative, resolve, sep } from 'path';
import { transform } from 'esbuild';

const ROOT = resolve(process.argv[2] ?? join(__dirname, '..'));
const BUILD = join(ROOT, 'build');
const MAIN = join(BUILD, 'cli', 'main.js');
const COMMON = 'main.common.js';
const REST = 'main.rest.js';

/** The peers. */
const ELSEWHERE = /^(?:aws-cdk-lib|cdk-nag|constructs)(?:\/|$)/;
const REQUIRE = /\brequire\((["'])([^"']+)\1\)/g;
/** What a file imports, as TypeScript compiles it. */
const IMPORT = /^const (\w+_\d+) = (require\("[^"]+"\));$/gm;
/** A module of data alone has a line as long, and stays what it is: the package would have it twice. */
const LINE_OF_DATA = /^.{10000}/m;
/** What would mean something else in another file. */
const TIED_TO_ITS_FILE = /\b(?:__load|__dirname|__filename|require\.main|require\.resolve|module\.(?:paths|parent|children))\b|\bimport\(|\brequire\((?!["'])/;

/** The modules that can be reached, by their paths; the number of each is its place. */
type Modules = ReadonlyMap<string, string>;

async function main(): Promise<void> {
  if (!readFileSync(MAIN, 'utf-8').includes('require("commander")')) {
    throw new Error(`${MAIN} must be as TypeScript compiles it: compile it anew`);
  }
  const modules = modulesFrom(MAIN);
  const files = [...modules.keys()];
  const texts = await Promise.all(files.map(async (file) => textOf(file, files, modules.get(file)!)));
  const head = noticeOf(files);
  const write = (name: string, isWanted: (index: number) => boolean, isCompiledAtOnce: boolean) => {
    const wanted = texts.flatMap((text, index) => isWanted(index) ? [entryOf(index, nameOf(files[index]), text, isCompiledAtOnce)] : []);
    const all = `${head}\nmodule.exports = {\n${wanted.join(',\n')}\n};\n`;
    writeFileSync(join(dirname(MAIN), name), all);
    return createHash('sha256').update(all).digest('hex').slice(0, 12);
  };
  const entry = files.indexOf(MAIN);
  writeFileSync(MAIN, loaderOf(entry, 'none'));
  write(COMMON, () => false, false);
  write(REST, () => true, false);
  const used = modulesOfCheck();
  writeFileSync(MAIN, loaderOf(entry, write(COMMON, (index) => used.has(index), true)));
  write(REST, (index) => !used.has(index), false);
}

/** All modules that can be reached, but peers and those of Node.js, with their texts. */
function modulesFrom(entry: string): Modules {
  const modules = new Map<string, string>();
  const left = [entry];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (!modules.has(file)) {
      const text = readFileSync(file, 'utf-8').replace(/^#!.*/, '');
      modules.set(file, text);
      const find = createRequire(file).resolve;
      left.push(...[...text.matchAll(REQUIRE)].flatMap(([, , name]) => isInside(name) ? [find(name)] : []));
    }
  }
  return new Map([...modules].filter(([file, text]) => file !== join(ROOT, 'package.json') && !LINE_OF_DATA.test(text)).sort(([a], [b]) => a < b ? -1 : 1));
}

function isInside(name: string): boolean {
  return !isBuiltin(name) && !ELSEWHERE.test(name);
}

/** The text of a module, ready to stand in a file with others. */
async function textOf(file: string, files: readonly string[], original: string): Promise<string> {
  const { code } = await transform(loadedOnUse(original), { target: 'node20.16', minify: true, legalComments: 'none' });
  const tied = TIED_TO_ITS_FILE.exec(code);
  if (tied !== null) {
    throw new Error(`${file} must mean the same in another file, but has "${code.slice(tied.index, tied.index + 60)}"`);
  }
  const find = createRequire(file).resolve;
  return code.trim().replace(REQUIRE, (whole, _quote: string, name: string) => {
    if (!isInside(name)) {
      return whole;
    }
    const index = files.indexOf(find(name));
    // Of package.json a release writes the version later.
    return index >= 0 ? `__load(${index})` : `require(${JSON.stringify(slashes(relative(dirname(MAIN), find(name))))})`;
  });
}

/** Loads each module where something of it is first used, rather than at once. */
function loadedOnUse(text: string): string {
  const imports = new Map([...text.matchAll(IMPORT)].map(([, name, load]) => [name, load]));
  return imports.size === 0 ? text : text.replace(IMPORT, 'let $1;')
    .replace(new RegExp(`(?<!^let )\\b(?:${[...imports.keys()].join('|')})\\b`, 'gm'), (name) => `(${name} ??= ${imports.get(name)})`);
}

/** In parentheses V8 compiles a function when it reads it, rather than a second time when it is called. */
function entryOf(index: number, name: string, text: string, isCompiledAtOnce: boolean): string {
  const code = `function (module, exports, __load) {${text}\n}`;
  return `/* ${name} */ ${index}: ${isCompiledAtOnce ? `(${code})` : code}`;
}

/** The numbers of the modules that a check of the default file uses. */
function modulesOfCheck(): Set<number> {
  const code = `
    process.on('exit', () => process.stderr.write(JSON.stringify(require(${JSON.stringify(MAIN)}).used())));
    process.execArgv = []; // else the command takes its arguments for those of --eval
    process.argv = [process.execPath, ${JSON.stringify(MAIN)}, 'check', ${JSON.stringify(join(ROOT, 'workloads.yaml'))}];
    require(${JSON.stringify(MAIN)});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--eval', code], { cwd: ROOT, encoding: 'utf-8', env: { PATH: process.env.PATH } });
  if (status !== 0 || !stderr.startsWith('[')) {
    throw new Error(`cdk-irsa check of workloads.yaml must succeed, got exit code ${status}: ${stdout}${stderr}`);
  }
  return new Set((JSON.parse(stderr) as string[]).map(Number));
}

function nameOf(file: string): string {
  return slashes(file.startsWith(BUILD + sep) ? relative(BUILD, file) : relative(join(ROOT, 'node_modules'), file)).replace(/\.js$/, '');
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}

/** The packages whose code the files have. */
function noticeOf(files: readonly string[]): string {
  const folders = new Set(files.filter((file) => !file.startsWith(BUILD)).map((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(slashes(file))![0]));
  const packages = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf-8')) as Record<string, string>;
    const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    if (licence === undefined) {
      throw new Error(`${folder} must have a file with its licence`);
    }
    return ` *   ${name} ${version}, ${license}: node_modules/${name}/${licence}`;
  });
  return ['/*', ' * Generated by scripts/bundle-command.ts. Has code of these packages, whose licences are in this package:', ...packages, ' */'].join('\n');
}

/** What loads a module by its number, as `require` does by its path. */
function loaderOf(entry: number, id: string): string {
  return `#!/usr/bin/env node
// Generated by scripts/bundle-command.ts: loads each module of the command when something of it is first used.
"use strict";
const { readFileSync, renameSync, rmSync, writeFileSync } = require("fs");
const { Script } = require("vm");
const FILE = __dirname + "/${COMMON}";
// What V8 compiled, beside what it was compiled from: who can write here can change the command itself.
const KEPT = [FILE, "${id}", process.version, process.arch, "compiled"].join(".");
const own = { exports: {} };
let rest, cachedData;
try {
  cachedData = readFileSync(KEPT);
} catch {
  // not kept yet, or not to be read
}
const script = new Script("(function (module, require) {" + readFileSync(FILE, "latin1") + "})", { filename: FILE, cachedData });
script.runInThisContext()(own, require);
const modules = {};
function load(number) {
  const loaded = modules[number];
  if (loaded !== undefined) {
    return loaded.exports;
  }
  const module = { exports: {} };
  modules[number] = module;
  try {
    (own.exports[number] ?? (rest ??= require("./${REST}"))[number]).call(module.exports, module, module.exports, load);
  } catch (error) {
    delete modules[number];
    throw error;
  }
  return module.exports;
}
exports.used = () => Object.keys(modules);
// After a plain check, which has called what the file is for. A fresh installation of CI has no second run.
if (require.main === module && process.argv[2] === "check" && !process.env.CI && (cachedData === undefined || script.cachedDataRejected)) {
  process.on("exit", (code) => {
    if (code === 0 && rest === undefined) {
      const part = KEPT + "." + process.pid;
      try {
        writeFileSync(part, script.createCachedData());
        renameSync(part, KEPT); // others may read it meanwhile
      } catch {
        rmSync(part, { force: true }); // a folder that is only to be read
      }
    }
  });
}
load(${entry});
`;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
