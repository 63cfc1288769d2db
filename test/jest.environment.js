const asyncHooks = require('node:async_hooks');
const { existsSync, readFileSync } = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const { dirname, join, sep } = require('node:path');
const { compileFunction, constants, createContext, runInContext } = require('node:vm');
const { ModuleMocker } = require('jest-mock');
const { installCommonGlobals } = require('jest-util');
const { transpiled } = require('./jest.transpiled.js');

// Jest evaluates every file anew for each suite: aws-cdk-lib took a third of the time of all suites, and our own library a quarter of the
// rest. Here a worker has one context for all its suites, in which the files that jest.shared.js names (packages and lib/) are evaluated
// once. See docs/decisions/tests-share-modules.md.

const JEST_CIRCUS = dirname(require.resolve('jest-circus/package.json')) + sep;

/** Of the worker; made for its first suite. */
let shared;

module.exports = class {
  fakeTimers = null; // no test is about time
  fakeTimersModern = null;
  storages = [];

  constructor({ projectConfig }) {
    shared ??= newContext(projectConfig);
    this.context = shared.context;
    this.global = shared.global;
    this.global.process = newProcess(); // what a suite changes of it, such as the environment, is gone with the suite
    this.moduleMocker = new ModuleMocker(this.global);
  }

  async setup() {}

  async teardown() {
    // Each suite has a jest-circus of its own, which would go on with the handlers of the last one and keep its tests in memory.
    for (const key of Object.getOwnPropertySymbols(this.global)) {
      if (['EVENT_HANDLERS', 'JEST_STATE_SYMBOL'].includes(key.description)) {
        delete this.global[key];
      }
    }
    this.storages.forEach((storage) => storage.disable());
    this.context = null;
    this.global = null;
  }

  /**
   * What a file of Jest's own asks for (jest.runner.js); undefined for what each suite has of its own. That is jest-circus, which holds the
   * suite's tests. Its storage is switched off with the suite: otherwise each promise of a later suite goes through the storages of all
   * suites before it.
   */
  loadInternal(from, name) {
    if (!name || !from.startsWith(JEST_CIRCUS)) {
      return undefined;
    }
    if (name === 'node:async_hooks') {
      return { ...asyncHooks, AsyncLocalStorage: keptIn(this.storages) };
    }
    return isBuiltin(name) ? undefined : shared.load(createRequire(from).resolve(name));
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return this.context;
  }
};

/** A class whose instances can be switched off later. */
function keptIn(storages) {
  return class extends asyncHooks.AsyncLocalStorage {
    constructor() {
      super();
      storages.push(this);
    }
  };
}

function newContext({ cacheDirectory, moduleNameMapper }) {
  // In a context that mirrors another object, as Jest makes them, each look at Array, Math or Object takes 50 times as long. From 20.18 on
  // Node.js makes one that mirrors nothing.
  const context = createContext(constants?.DONT_CONTEXTIFY ?? {});
  const global = runInContext('this', context);
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(globalThis))) {
    if (!Object.hasOwn(global, name)) {
      Object.defineProperty(global, name, descriptor.get ? ofOutside(global, name, descriptor) : descriptor);
    }
  }
  Object.assign(global, { global, Buffer, ArrayBuffer, Uint8Array });
  installCommonGlobals(global, {});
  const load = sharedLoader({ context, global, cacheDirectory, moduleNameMapper });
  global[Symbol.for('cdk-irsa.load-shared')] = load;
  return { context, global, load };
}

/** Getters such as that of `crypto` work on the global object of Node.js only, and setters such as that of `process` would change it. */
function ofOutside(global, name, { enumerable }) {
  return {
    configurable: true,
    enumerable,
    get: () => globalThis[name],
    set: (value) => Object.defineProperty(global, name, { configurable: true, enumerable, writable: true, value }),
  };
}

/** As Jest makes it for each suite. */
function newProcess() {
  const made = { Symbol, Date };
  installCommonGlobals(made, {});
  return made.process;
}

/** Loads a file of a package or of lib/ as Node.js does, but in the context, whose Error and Array are those of the tests. */
function sharedLoader({ context, global, cacheDirectory, moduleNameMapper = [] }) {
  const modules = new Map();

  /** Of packages that require each other, such as cdk-nag and the aws-cdk-lib that is tested. */
  function mapped(name) {
    for (const [pattern, path] of moduleNameMapper) {
      const match = new RegExp(pattern).exec(name);
      if (match) {
        return path.replace(/\$(\d)/g, (_, index) => match[index]);
      }
    }
    return name;
  }

  function requireFor(file) {
    const native = createRequire(file);
    const resolve = (name) => sourceOf(file, name) ?? native.resolve(mapped(name));
    const requireHere = (name) => {
      if (isBuiltin(name)) {
        return /^(node:)?process$/.test(name) ? global.process : native(name);
      }
      return load(resolve(name));
    };
    return Object.assign(requireHere, { resolve, cache: {} });
  }

  function load(file) {
    const known = modules.get(file);
    if (known) {
      return known.exports;
    }
    const module = { exports: {}, id: file, filename: file, children: [], require: requireFor(file) };
    modules.set(file, module);
    try {
      evaluate(file, module);
    } catch (error) {
      modules.delete(file);
      throw error;
    }
    return module.exports;
  }

  function evaluate(file, module) {
    if (file.endsWith('.json')) {
      module.exports = global.JSON.parse(readFileSync(file, 'utf8'));
      return;
    }
    // What is transpiled goes by the name of the file that holds its source map, so that a stack trace shows lines of the source.
    const { text, filename } = file.endsWith('.ts') ? transpiled(file, cacheDirectory) : { text: readFileSync(file, 'utf8'), filename: file };
    const names = ['exports', 'require', 'module', '__filename', '__dirname'];
    compileFunction(text, names, { filename, parsingContext: context })
      .call(module.exports, module.exports, module.require, module, file, dirname(file));
  }

  return load;
}

/** The file in TypeScript that a file in TypeScript names without its ending, which Node.js does not find. */
function sourceOf(file, name) {
  if (!file.endsWith('.ts') || !/^\.\.?(\/|$)/.test(name)) {
    return undefined;
  }
  const path = join(dirname(file), name);
  return [`${path}.ts`, join(path, 'index.ts')].find((candidate) => existsSync(candidate));
}
