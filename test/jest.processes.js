const { jest } = require('../package.json');

// The tests of whole processes, which `npm test` leaves out: the package as it is packed, in folders of its own, and the gate.
const { testMatch, ...options } = jest;
const [nodeModules, processes] = options.testPathIgnorePatterns;

module.exports = { ...options, rootDir: '..', testPathIgnorePatterns: [nodeModules], testRegex: processes };
