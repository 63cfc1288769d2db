// The transform of packages that jest.environment.js loads once for a worker: what a suite gets for a file is what was loaded.
module.exports = {
  process: (_text, file) => ({ code: `module.exports = globalThis[Symbol.for('cdk-irsa.load-package')](${JSON.stringify(file)});` }),
};
