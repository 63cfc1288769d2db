const { default: run } = require('jest-circus/runner');

// Jest evaluates the files of its own that run a suite (expect, messages, snapshots) anew for each suite, which takes a third of the time
// that a suite costs before its first test. Here they are shared as packages are: see jest.environment.js.

module.exports = (globalConfig, config, environment, runtime, ...rest) => {
  const own = runtime.requireInternalModule.bind(runtime);
  runtime.requireInternalModule = (from, name) => environment.loadInternal(from, name) ?? own(from, name);
  return run(globalConfig, config, environment, runtime, ...rest);
};
