// Loaded into the Node.js processes that tests start (see jest.folder.ts): keeps what V8 compiled of a file for the next process that loads
// it. The tests start some eighty, and half of what the CDK CLI or an app costs is compiling. Node.js 22 has this itself.
const { createHash } = require('node:crypto');
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, sep } = require('node:path');
const vm = require('node:vm');

const FOLDER = process.env.CDK_IRSA_COMPILED;
/** A worker of Jest must end at once when it is told to. */
const IS_KEPT = FOLDER !== undefined && !/jest-worker/.test(process.argv[1]);
/** Of the packages and of the library; what is elsewhere, such as npm, is not ours to change. */
const ROOT = dirname(__dirname) + sep;
/** Of smaller files it would cost more to look for what was kept. */
const LEAST = 1_500;

const { _compile: compile } = Module.prototype;
const made = [];

Module.prototype._compile = function (text, file, ...more) {
  if (!IS_KEPT || !file.startsWith(ROOT) || text.length < LEAST || text.startsWith('#!')) {
    return compile.call(this, text, file, ...more);
  }
  const kept = join(FOLDER, createHash('sha1').update(file).update(text).digest('hex'));
  let cachedData;
  try {
    cachedData = readFileSync(kept);
  } catch {
    // the first process that loads it
  }
  const script = new vm.Script(Module.wrap(text), { filename: file, cachedData, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
  if (cachedData === undefined || script.cachedDataRejected) {
    made.push({ kept, script });
  }
  return script.runInThisContext().call(this.exports, this.exports, requireOf(this), this, file, dirname(file));
};

// An import() in what is compiled so is an experiment to Node.js 20, of which no test wants to hear.
const { emitWarning } = process;
process.emitWarning = (warning, ...more) => String(warning).startsWith('vm.USE_MAIN_CONTEXT_DEFAULT_LOADER') ? undefined : emitWarning.call(process, warning, ...more);

/** What Node.js gives to a module. */
function requireOf(module) {
  const required = (name) => module.require(name);
  required.resolve = Object.assign((name, options) => Module._resolveFilename(name, module, false, options), {
    paths: (name) => Module._resolveLookupPaths(name, module),
  });
  return Object.assign(required, { main: process.mainModule, extensions: Module._extensions, cache: Module._cache });
}

// At its end, when the functions that were called are compiled too.
process.on('exit', () => {
  for (const { kept, script } of made) {
    const part = `${kept}.${process.pid}`;
    try {
      writeFileSync(part, script.createCachedData());
      renameSync(part, kept); // others may read it meanwhile
    } catch {
      return; // the tests have ended, and their folder is gone
    }
  }
});
