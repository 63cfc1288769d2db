import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { TasksManifest } from 'projen/lib/task-model';

// Bugs and breaches of style, planted in a small project of the same shape: the commands of the task `lint` find each.

const ROOT = resolve(__dirname, '../..');
const FOLDER = realpathSync(mkdtempSync(join(tmpdir(), 'cdk-irsa-lint-')));
const TREES = ['lib', 'test', 'bench', 'bin', 'examples', 'scripts', 'e2e', 'projenrc'];
const FLOATING = 'Promise.resolve(1);\n';

/** Each planted bug alone in a file of lib/, and the rule that finds it. */
const PLANTED: Record<string, { readonly rule: string; readonly text: string }> = {
  'unused-variable': { rule: 'eslint(no-unused-vars)', text: 'const left = 1;\n' },
  'unused-import': { rule: 'eslint(no-unused-vars)', text: "import { join } from 'node:path';\n" },
  'shadow': { rule: 'eslint(no-shadow)', text: 'export const a = 1;\nexport function f(): number {\n  const a = 2;\n  return a;\n}\n' },
  'bitwise': { rule: 'eslint(no-bitwise)', text: 'export const a = 1 | 2;\n' },
  'curly': { rule: 'eslint(curly)', text: 'export function f(a: boolean): void {\n  if (a)\n    f(\n      !a,\n    );\n}\n' },
  'too-long': { rule: 'eslint(max-lines)', text: 'export {};\n'.repeat(251) },
  'require': { rule: 'typescript(no-require-imports)', text: "export const path = require('node:path');\n" },
  'duplicate-import': { rule: 'import(no-duplicates)', text: "import { join } from 'node:path';\nimport { sep } from 'node:path';\nexport const a = join(sep);\n" },
  'floating-promise': { rule: 'typescript(no-floating-promises)', text: FLOATING },
  'misused-promise': { rule: 'typescript(no-misused-promises)', text: '[1].forEach(async () => {});\n' },
  'needless-await': { rule: 'typescript(await-thenable)', text: 'export async function f(): Promise<number> {\n  return await 1;\n}\n' },
  'return-await': {
    rule: 'typescript(return-await)',
    text: 'export async function f(p: Promise<number>): Promise<number> {\n  try {\n    return p;\n  } catch {\n    return 1;\n  }\n}\n',
  },
  'dot-notation': { rule: 'typescript(dot-notation)', text: "export const f = (a: { b: number }) => a['b'];\n" },
  'quotes': { rule: '@stylistic(quotes)', text: 'export const a = "b";\n' },
  'indentation': { rule: '@stylistic(indent)', text: 'export function f(): number {\n   return 1;\n}\n' },
  'semicolon': { rule: '@stylistic(semi)', text: 'export const a = 1\n' },
  'comma': { rule: '@stylistic(comma-dangle)', text: 'export const a = [\n  1\n];\n' },
  'too-wide': { rule: '@stylistic(max-len)', text: `export const ${'a'.repeat(150)} = 1;\n` },
  'import-order': { rule: 'eslint-import(order)', text: "import { parse } from 'yaml';\nimport { join } from 'node:path';\nexport const a = [parse, join];\n" },
  'extraneous-import': { rule: 'eslint-import(no-extraneous-dependencies)', text: "import { assert } from 'fast-check';\nexport const a = assert;\n" },
  'member-order': { rule: 'eslint-typescript(member-ordering)', text: 'export class A {\n  public f(): void {}\n\n  public constructor() {}\n}\n' },
};

let output: string;

beforeAll(() => {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(FOLDER, path)), { recursive: true });
    writeFileSync(join(FOLDER, path), text);
  };
  for (const file of ['package.json', '.oxlintrc.json', '.oxlintrc.style.json']) {
    copyFileSync(join(ROOT, file), join(FOLDER, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(FOLDER, 'node_modules'));
  write('tsconfig.json', '{ "compilerOptions": { "strict": true, "target": "es2022", "module": "node16", "types": ["node"] }, "include": ["**/*.ts", ".projenrc.ts"] }');
  for (const [name, { text }] of Object.entries(PLANTED)) {
    write(`lib/${name}.ts`, text);
  }
  for (const file of [...TREES.map((tree) => `${tree}/tree.ts`), '.projenrc.ts']) {
    write(file, FLOATING);
  }
  // What is a mistake in lib/ only.
  write('test/allowed.test.ts', `import { assert } from 'fast-check';\n\n${'void assert;\n'.repeat(251)}`);
  write('e2e/undeclared.ts', "import { parse } from 'semver';\n\nexport const a = parse;\n"); // there, since others need it
  write('test/style.ts', 'export const a = "b";\n');
  write('e2e/package.json', '{ "name": "e2e" }');

  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8').replace(/^\/\/.*\n/, '')) as TasksManifest;
  const runs = tasks!.lint.steps!.map(({ exec }) => spawnSync(`${exec!.replace('$@', '--format unix')}`, {
    shell: true, cwd: FOLDER, encoding: 'utf8', env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}` },
  }));
  output = runs.map(({ stdout, stderr }) => stdout + stderr).join('\n');
  expect(runs.map(({ status }) => status)).toEqual([1, 1]);
});

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test.each(Object.entries(PLANTED))('finds: %s', (name, { rule }) => {
  expect(output.split('\n').filter((line) => line.startsWith(`lib/${name}.ts:`)).join('\n')).toContain(`[Error/${rule}]`);
});

test.each([...TREES.map((tree) => `${tree}/tree.ts`), '.projenrc.ts'])('looks, with types, through %s', (file) => {
  expect(output).toMatch(new RegExp(`^${file.replace('.', '\\.')}:1:1: .* \\[Error/typescript\\(no-floating-promises\\)\\]$`, 'm'));
});

test('finds an import of a package that is there by chance, in every tree', () => {
  expect(output).toMatch(/^e2e\/undeclared\.ts:1:1: .*\[Error\/eslint-import\(no-extraneous-dependencies\)\]$/m);
});

test('looks at the style of tests', () => {
  expect(output).toMatch(/^test\/style\.ts:1:18: .*\[Error\/@stylistic\(quotes\)\]$/m);
});

test('lets tests be long, and use what is for development', () => {
  expect(output).not.toContain('test/allowed.test.ts');
});
