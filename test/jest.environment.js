const { readFileSync } = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const { dirname } = require('node:path');
const { compileFunction, createContext, runInContext } = require('node:vm');
const { ModuleMocker } = require('jest-mock');
const { installCommonGlobals } = require('jest-util');

// Jest evaluates every file anew for each suite, packages too: aws-cdk-lib took a third of the time of all suites. Here a worker has one
// context for all its suites, and the packages of jest.packages.js are evaluated in it once. Our own files are still evaluated for each
// suite. See docs/decisions/tests-share-packages.md.

/** Of the worker; made for its first suite. */
let shared;

module.exports = class {
  fakeTimers = null; // no test is about time
  fakeTimersModern = null;

  constructor({ projectConfig }) {
    shared ??= newContext(projectConfig.moduleNameMapper);
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
    this.context = null;
    this.global = null;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return this.context;
  }
};

function newContext(moduleNameMapper) {
  const context = createContext({});
  const global = runInContext('this', context);
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(globalThis))) {
    if (!Object.hasOwn(global, name)) {
      Object.defineProperty(global, name, descriptor.get ? ofOutside(global, name, descriptor) : descriptor);
    }
  }
  Object.assign(global, { global, Buffer, ArrayBuffer, Uint8Array });
  installCommonGlobals(global, {});
  global[Symbol.for('cdk-irsa.load-package')] = packageLoader(context, global, moduleNameMapper);
  return { context, global };
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

/** Loads a file of a package as Node.js does, but in the context, whose Error and Array are those of the tests. */
function packageLoader(context, global, moduleNameMapper = []) {
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
    const requireHere = (name) => {
      if (isBuiltin(name)) {
        return /^(node:)?process$/.test(name) ? global.process : native(name);
      }
      return load(native.resolve(mapped(name)));
    };
    return Object.assign(requireHere, { resolve: native.resolve, cache: {} });
  }

  function load(file) {
    const known = modules.get(file);
    if (known) {
      return known.exports;
    }
    const module = { exports: {}, id: file, filename: file, children: [], require: requireFor(file) };
    modules.set(file, module);
    try {
      const text = readFileSync(file, 'utf8');
      if (file.endsWith('.json')) {
        module.exports = global.JSON.parse(text);
      } else {
        const names = ['exports', 'require', 'module', '__filename', '__dirname'];
        const evaluate = compileFunction(text, names, { filename: file, parsingContext: context });
        evaluate.call(module.exports, module.exports, module.require, module, file, dirname(file));
      }
    } catch (error) {
      modules.delete(file);
      throw error;
    }
    return module.exports;
  }

  return load;
}
