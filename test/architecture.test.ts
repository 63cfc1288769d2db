import { readdirSync, readFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import * as ts from 'typescript';

const LIB = join(__dirname, '..', 'lib');
const ROOT = join(__dirname, '..');

/** A file imports only from its own folder or from a lower floor. */
const FLOORS: Record<string, number> = {
  'core': 0,
  'iam': 1,
  'bundles': 2,
  'cluster': 2,
  'cloudformation': 3,
  'trust': 3,
  'inventory': 4,
  'role': 4,
  'compliance': 5,
  'kubernetes': 5,
  'access': 6,
  'fleet': 7,
  'report': 7,
  'adopt': 8,
  'cli': 9,
  '': 10,
};

/** Files of one name, and why they are not confused. */
const TWINS: Record<string, string> = {
  'arn.ts': 'in core the formats of literal ARNs that people write, in iam the parts of ARNs and patterns that policies hold',
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(LIB, { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.ts')).map((file) => file.split('\\').join('/'));

function importsOf(file: string, base = LIB): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(base, file), 'utf-8'), ts.ScriptTarget.ES2022, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      const typeOnly = ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly ?? false : node.isTypeOnly;
      found.push({ from: file, to: node.moduleSpecifier.text, typeOnly });
    } else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require' && ts.isStringLiteral(node.arguments[0])) {
      found.push({ from: file, to: node.arguments[0].text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The TypeScript files of a folder of the repository, those of its dependencies left out. */
function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? ['node_modules', 'cdk.out'].includes(entry.name) ? [] : sourcesIn(path) : path.endsWith('.ts') ? [path] : [];
  });
}

const imports = files.flatMap((file) => importsOf(file));
const inside = imports.filter(({ to }) => to.startsWith('.')).map(({ from, to, typeOnly }) =>
  ({ from, to: relative(LIB, resolve(LIB, dirname(from), to)).split('\\').join('/') + '.ts', typeOnly }));
const outside = imports.filter(({ to }) => !to.startsWith('.'));
const folderOf = (file: string) => (file.includes('/') ? file.split('/')[0] : '');

test('there is something to judge', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(inside.length).toBeGreaterThan(100);
  expect(files.filter((file) => !(folderOf(file) in FLOORS))).toEqual([]);
});

test('a file imports only from its own folder or from a lower floor', () => {
  const upward = inside.filter(({ to }) => !to.startsWith('..')).filter(({ from, to }) => {
    const [own, other] = [folderOf(from), folderOf(to)];
    return own !== other && from !== 'index.ts' && FLOORS[own] <= FLOORS[other];
  });
  expect(upward).toEqual([]);
});

test('compliance and access never import the role: they judge any role', () => {
  expect(inside.filter(({ from, to }) => ['inventory', 'compliance', 'access', 'report', 'adopt'].includes(folderOf(from)) && folderOf(to) === 'role')).toEqual([]);
});

test('bundles never import each other', () => {
  const bundles = files.filter((file) => /^bundles\//.test(file) && file !== 'bundles/catalogue.ts'
    && (file === 'bundles/custom.ts' || / = defineBundle</.test(readFileSync(join(LIB, file), 'utf-8'))));
  expect(bundles).toEqual(expect.arrayContaining(['services/cloudwatch', 'custom', 'services/s3', 'controllers/keda'].map((name) => `bundles/${name}.ts`)));
  expect(inside.filter(({ from, to }) => bundles.includes(from) && bundles.includes(to))).toEqual([]);
});

test('there is no circle of imports, those of types included', () => {
  const sources = [...files.map((file) => `lib/${file}`), ...['bin', 'bench', 'scripts', 'e2e', 'projenrc'].flatMap(sourcesIn)];
  const importsFrom = (file: string) => file.startsWith('lib/') ? imports.filter(({ from }) => `lib/${from}` === file) : importsOf(file, ROOT);
  const edges = new Map(sources.map((file) => [file, importsFrom(file).filter(({ to }) => to.startsWith('.'))
    .map(({ to }) => relative(ROOT, resolve(ROOT, dirname(file), to)).split('\\').join('/') + '.ts')]));
  const done = new Set<string>();
  const circle = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) {
      return [...path.slice(path.indexOf(file)), file];
    }
    if (done.has(file)) {
      return undefined;
    }
    for (const next of edges.get(file) ?? []) {
      const found = circle(next, [...path, file]);
      if (found) {
        return found;
      }
    }
    done.add(file);
    return undefined;
  };
  expect(sources.length).toBeGreaterThan(files.length);
  expect(sources.map((file) => circle(file, [])).find((found) => found !== undefined)).toBeUndefined();
});

test('no two files have one name, but for those that are the same of two things', () => {
  const names = files.map((file) => file.slice(file.lastIndexOf('/') + 1));
  const twins = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].filter((name) => !(name in TWINS));
  expect(twins.map((name) => files.filter((file) => file.endsWith(`/${name}`)))).toEqual([]);
});

test('IAM\'s language, CloudFormation and the audit command know no constructs', () => {
  const isOfCdk = (to: string) => /^(aws-cdk-lib|constructs|cdk-nag)(\/|$)/.test(to) || /(^|\/)core\/(cdk|cdk-internals|construct-store)$/.test(to);
  const withoutCdk = (file: string) => /^(iam|cloudformation|cli\/audit)\//.test(file) || (/^inventory\//.test(file) && file !== 'inventory/construct-tree.ts');
  expect(imports.filter(({ from, to }) => withoutCdk(from) && isOfCdk(to))).toEqual([]);
});

test('index.ts only exports, and a file is imported by its own name', () => {
  const source = ts.createSourceFile('index.ts', readFileSync(join(LIB, 'index.ts'), 'utf-8'), ts.ScriptTarget.ES2022, true);
  expect(source.statements.every((statement) => ts.isExportDeclaration(statement))).toBe(true);
  expect(inside.filter(({ to }) => /(^|\/)index\.ts$/.test(to)).map(({ from }) => from)).toEqual([]);
  expect(inside.filter(({ to }) => !to.startsWith('..') && !files.includes(to))).toEqual([]);
});

test('what a role takes of CDK at run time comes by core/cdk: Node.js looks up a package for each folder that imports it', () => {
  const folders = ['core', 'iam', 'cluster', 'bundles', 'trust', 'role'];
  const own = outside.filter(({ from, to, typeOnly }) => !typeOnly && folders.includes(folderOf(from)) && /^aws-cdk-lib\/(core|aws-iam)$/.test(to));
  expect([...new Set(own.map(({ from }) => from))]).toEqual(['core/cdk.ts']);
});

test('cdk-nag is loaded by compliance alone', () => {
  expect(outside.filter(({ from, to, typeOnly }) => !typeOnly && to.startsWith('cdk-nag') && folderOf(from) !== 'compliance')).toEqual([]);
});

test('what ships depends on nothing but its peers and what it bundles; nothing of it is under the AGPL', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf-8'));
  const allowed = [...Object.keys(manifest.peerDependencies), ...Object.keys(manifest.dependencies), 'fs', 'path', 'crypto', 'readline', 'util', 'os', 'tty', 'zlib'];
  // Only the comparison starts another program, git, and only where a revision is asked for.
  const runsGit = ({ from, to }: Import) => from === 'cli/diff/revision.ts' && to === 'child_process';
  const packageOf = (name: string) => name.replace(/^node:/, '').split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
  const bin = readdirSync(join(ROOT, 'bin')).filter((file) => file.endsWith('.ts')).flatMap((file) => importsOf(file, join(ROOT, 'bin')));
  expect([...outside, ...bin].filter((one) => !one.to.startsWith('.') && !runsGit(one)).map(({ to }) => packageOf(to)).filter((name) => !allowed.includes(name))).toEqual([]);
  expect(manifest.bundledDependencies.sort()).toEqual(Object.keys(manifest.dependencies).sort());
  for (const name of Object.keys(manifest.dependencies)) {
    const { license } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf-8'));
    expect(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause']).toContain(license);
  }
});

test('no partition is written by hand, outside examples in text', () => {
  // An ARN in code, not in a comment, a docstring or an example of a message.
  const offenders = files.flatMap((file) => readFileSync(join(LIB, file), 'utf-8').split('\n')
    .map((line, index) => ({ place: `${file}:${index + 1}`, line }))
    .filter(({ line }) => /[`'"]arn:aws(-[a-z-]+)?:/.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) && !/example|such as/i.test(line))
    .map(({ place }) => place));
  expect(offenders).toEqual([]);
});

test('the suites that are to run first exist', () => {
  const { LONGEST } = require('./jest.sequencer.js') as { LONGEST: string[] }; // eslint-disable-line @typescript-eslint/no-require-imports
  const suites = readdirSync(__dirname, { recursive: true, encoding: 'utf-8' }).map((file) => file.split('\\').join('/'));
  expect(LONGEST.filter((name) => !suites.includes(`${name}.test.ts`))).toEqual([]);
});
