import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// Two suites of a worker of the real Jest, with the environment of all our tests: what they share, and what they do not.

const ROOT = resolve(__dirname, '../..');
const FOLDER = realpathSync(mkdtempSync(join(tmpdir(), 'cdk-irsa-shared-')));

const COUNTER = 'let uses = 0; exports.use = () => ++uses;';
const PACKAGE = `${COUNTER}
exports.fail = () => { throw new TypeError('of the package'); };
exports.value = () => ({ list: [1], map: new Map([[1, 2]]) });
exports.variable = () => process.env.OF_A_SUITE;
exports.other = require('mapped').name;
`;
const SUITE = `
const counted = require('counted');
const own = require('./own');
const library = require('./lib/part');

test('uses a package', () => {
  const before = [process.env.OF_A_SUITE, counted.variable()];
  process.env.OF_A_SUITE = 'left';
  require('fs').appendFileSync(${JSON.stringify(join(FOLDER, 'journal'))}, JSON.stringify({
    uses: counted.use(), usesOfOwn: own.use(), usesOfLibrary: library.use(), variable: before, seen: counted.variable(), other: require('counted').other,
    usesOfExpect: expect.uses = (expect.uses ?? 0) + 1, state: [expect.getState().testPath.split('/').pop(), expect.getState().currentTestName],
  }) + '\\n');
  expect(counted.fail).toThrow(TypeError);
  expect(counted.value()).toStrictEqual({ list: [1], map: new Map([[1, 2]]) });
  expect(counted.value().list).toBeInstanceOf(Array);
});

test('a stack trace shows the line of the source', () => {
  let stack;
  try {
    library.fail();
  } catch (error) {
    stack = error.stack;
  }
  expect(stack).toMatch(/lib\\/count\\.ts:4:9/);
});
`;

beforeAll(() => {
  const write = (name: string, text: string) => writeFileSync(join(FOLDER, name), text);
  ['counted', 'mapped', 'instead'].forEach((name) => mkdirSync(join(FOLDER, 'node_modules', name), { recursive: true }));
  write('node_modules/counted/index.js', PACKAGE);
  write('node_modules/mapped/index.js', 'exports.name = "mapped";');
  write('node_modules/instead/index.js', 'exports.name = "instead";');
  write('own.js', COUNTER);
  mkdirSync(join(FOLDER, 'lib'));
  write('lib/count.ts', 'let uses = 0;\nexport const use = (): number => ++uses;\nexport function fail(): never {\n  throw new Error("of the library");\n}\n');
  write('lib/part.ts', 'import { fail, use } from "./count";\nexport { fail, use };\n');
  write('first.test.js', SUITE);
  write('second.test.js', SUITE);
  write('package.json', JSON.stringify({
    jest: {
      testEnvironment: join(ROOT, 'test/jest.environment.js'),
      testRunner: join(ROOT, 'test/jest.runner.js'),
      transform: { '/node_modules/|\\.ts$': join(ROOT, 'test/jest.shared.js') },
      transformIgnorePatterns: ['\\.test\\.js$', 'own\\.js$', `^${ROOT}`],
      moduleNameMapper: { '^mapped$': '<rootDir>/node_modules/instead' },
    },
  }));
  execFileSync(process.execPath, [join(ROOT, 'node_modules/jest/bin/jest.js'), '--ci', '--runInBand', '--cacheDirectory', join(FOLDER, 'cache')], { cwd: FOLDER, stdio: 'pipe' });
});

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const suites = () => readFileSync(join(FOLDER, 'journal'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));

test('packages and lib/ are evaluated once for all suites, other files for each', () => {
  expect(suites().map(({ uses, usesOfLibrary, usesOfOwn }) => [uses, usesOfLibrary, usesOfOwn])).toEqual([[1, 1, 1], [2, 2, 1]]);
});

test('a variable of the environment that a suite sets is seen by packages, and is gone with the suite', () => {
  expect(suites().map(({ variable, seen }) => [variable, seen])).toEqual([[[null, null], 'left'], [[null, null], 'left']]);
});

test('packages that require each other follow moduleNameMapper', () => {
  expect(suites().map(({ other }) => other)).toEqual(['instead', 'instead']);
});

test('what Jest evaluates of its own is shared as well, and knows which suite runs', () => {
  expect(suites().map(({ usesOfExpect }) => usesOfExpect)).toEqual([1, 2]);
  expect(suites().map(({ state }) => state).sort()).toEqual([['first.test.js', 'uses a package'], ['second.test.js', 'uses a package']]);
});
