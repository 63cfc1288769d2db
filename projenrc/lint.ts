// Style and bugs: oxlint, with the rules that it has itself, those that need types (oxlint-tsgolint), and three plugins of ESLint.
import type { awscdk } from 'projen';
import { JsonFile } from 'projen';

/** Pinned to versions whose packages for every platform are in the registry: with others `npm ci` may refuse the lock file. */
export const LINTERS = [
  'oxlint@1.89.0',
  'oxlint-tsgolint@7.0.2004',
  '@stylistic/eslint-plugin@2.13.0',
  '@typescript-eslint/eslint-plugin@8.73.0',
  'eslint@9.39.5', // what the plugins are written for; it does not run itself
  'eslint-plugin-import@2.32.0',
];

const BUGS_FILE = '.oxlintrc.json';
const STYLE_FILE = '.oxlintrc.style.json';
const TREES = ['lib', 'test', 'bench', 'bin', 'examples', 'scripts', 'e2e', 'projenrc', '.projenrc.ts'];

/** Rules of the category `correctness`, which is on, that are wrong here more often than right. */
const NOT_USED = {
  'no-control-regex': 'off', // terminal output and YAML are searched for control characters on purpose
  'typescript/no-base-to-string': 'off',
  'typescript/no-misused-spread': 'off', // [...'text'], where the characters are meant
  'typescript/no-useless-default-assignment': 'off', // commander calls with undefined what its types say is a value
  'typescript/require-array-sort-compare': 'off',
  'typescript/restrict-template-expressions': 'off',
  'typescript/unbound-method': 'off',
};

const BUGS = {
  'no-bitwise': 'error',
  'no-shadow': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  'curly': ['error', 'multi-line', 'consistent'],
  'max-lines': ['error', { max: 250 }], // past that there is a second noun in a file
  'import/no-duplicates': 'error',
  'typescript/no-require-imports': 'error',
  // With types.
  'typescript/await-thenable': 'error',
  'typescript/dot-notation': 'error',
  'typescript/no-floating-promises': 'error',
  'typescript/no-misused-promises': 'error',
  'typescript/return-await': 'error',
};

/** Under a name of their own, where oxlint has a plugin of the same name. */
const PLUGINS = [
  '@stylistic/eslint-plugin',
  { name: 'eslint-import', specifier: 'eslint-plugin-import' },
  { name: 'eslint-typescript', specifier: '@typescript-eslint/eslint-plugin' },
];

/** What is imported is a dependency. In lib/ none for development only, which users do not have; e2e/ has more in a file of its own. */
const extraneous = (options: { devDependencies: boolean; packageDir?: string[] }) => ({
  'eslint-import/no-extraneous-dependencies': ['error', { optionalDependencies: false, peerDependencies: true, ...options }],
});

const STYLE = {
  '@stylistic/array-bracket-newline': ['error', 'consistent'],
  '@stylistic/array-bracket-spacing': ['error', 'never'],
  '@stylistic/brace-style': ['error', '1tbs', { allowSingleLine: true }],
  '@stylistic/comma-dangle': ['error', 'always-multiline'],
  '@stylistic/comma-spacing': ['error', { before: false, after: true }],
  '@stylistic/indent': ['error', 2],
  '@stylistic/key-spacing': 'error',
  '@stylistic/keyword-spacing': 'error',
  '@stylistic/max-len': ['error', {
    code: 140, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreComments: true, ignoreRegExpLiterals: true,
  }],
  '@stylistic/member-delimiter-style': 'error',
  '@stylistic/no-multi-spaces': ['error', { ignoreEOLComments: false }],
  '@stylistic/no-multiple-empty-lines': 'error',
  '@stylistic/no-trailing-spaces': 'error',
  '@stylistic/object-curly-newline': ['error', { multiline: true, consistent: true }],
  '@stylistic/object-curly-spacing': ['error', 'always'],
  '@stylistic/object-property-newline': ['error', { allowAllPropertiesOnSameLine: true }],
  '@stylistic/quote-props': ['error', 'consistent-as-needed'],
  '@stylistic/quotes': ['error', 'single', { avoidEscape: true }],
  '@stylistic/semi': ['error', 'always'],
  '@stylistic/space-before-blocks': 'error',
  'eslint-import/order': ['error', { groups: ['builtin', 'external'], alphabetize: { order: 'asc', caseInsensitive: true } }],
  'eslint-typescript/member-ordering': ['error', {
    default: [
      'public-static-field', 'public-static-method', 'protected-static-field', 'protected-static-method', 'private-static-field',
      'private-static-method', 'field', 'constructor', 'method',
    ],
  }],
};

/** Adds the task `lint` to `npm test`. Two runs of oxlint, one for bugs and one for style, since one for both needs half as much memory again. */
export function addLint(project: awscdk.AwsCdkConstructLibrary): void {
  const ignorePatterns = ['**/*.d.ts', '**/*.js', '**/*.cjs', '**/*.mjs'];
  new JsonFile(project, BUGS_FILE, {
    allowComments: true, // oxlint takes no key that it does not know, such as projen's "//"
    obj: {
      plugins: ['eslint', 'typescript', 'import', 'oxc', 'promise'],
      categories: { correctness: 'error' },
      ignorePatterns,
      rules: { ...BUGS, ...NOT_USED },
      overrides: [{ files: ['test/**', 'scripts/**'], rules: { 'max-lines': 'off' } }],
    },
  });
  new JsonFile(project, STYLE_FILE, {
    allowComments: true,
    obj: {
      plugins: [],
      jsPlugins: PLUGINS,
      categories: { correctness: 'off' },
      ignorePatterns,
      rules: { ...STYLE, ...extraneous({ devDependencies: true }) },
      overrides: [
        { files: ['lib/**'], rules: extraneous({ devDependencies: false }) },
        { files: ['e2e/**'], rules: extraneous({ devDependencies: true, packageDir: ['.', 'e2e'] }) },
        { files: ['test/**', 'scripts/**'], rules: { '@stylistic/max-len': 'off' } },
      ],
    },
  });
  const lint = project.addTask('lint', {
    description: 'Finds bugs and breaches of style; with --fix it mends what it can',
    receiveArgs: true,
  });
  const trees = TREES.join(' ');
  lint.exec(`oxlint --type-aware --deny-warnings --config ${BUGS_FILE} $@ ${trees}`, { receiveArgs: true });
  lint.exec(`oxlint --deny-warnings --config ${STYLE_FILE} $@ ${trees}`, { receiveArgs: true });
}
