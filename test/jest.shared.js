const { createHash } = require('node:crypto');
const { sep, join } = require('node:path');
const { default: tsJest } = require('ts-jest');

// The transform of files that jest.environment.js loads once for a worker: packages, and what is in lib/. What a suite gets for such a file
// is what was loaded. Every other file in TypeScript is left to ts-jest, and all are when coverage is asked for.
module.exports = {
  createTransformer(options) {
    const own = tsJest.createTransformer(options);
    return {
      process: (text, file, transform) => (isShared(file, transform) ? { code: shared(file) } : own.process(text, file, transform)),
      getCacheKey: (text, file, transform) => (isShared(file, transform)
        ? createHash('sha256').update(shared(file)).digest('hex')
        : own.getCacheKey(text, file, transform)),
    };
  },
};

function isShared(file, { config, instrument }) {
  return !file.endsWith('.ts') || (!instrument && file.startsWith(join(config.rootDir, 'lib') + sep));
}

function shared(file) {
  return `module.exports = globalThis[Symbol.for('cdk-irsa.load-shared')](${JSON.stringify(file)});`;
}
