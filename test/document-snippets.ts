import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const HERE = '    /// here';

/** A piece of TypeScript in a document. */
export interface Snippet {
  /** The name of its file, without `.ts`. */
  readonly name: string;
  readonly text: string;
}

/** The examples of the docstrings, as the assembly of jsii has them for the documents of every language. */
export function docstringSnippets(): Snippet[] {
  const found: Snippet[] = [];
  const visit = (value: unknown, name: string): void => {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    const { docs } = value as { docs?: { example?: string } };
    if (docs?.example !== undefined) {
      found.push({ name: `docstring-${name.replace(/\W+/g, '-')}`, text: docs.example });
    }
    Object.entries(value).filter(([key]) => key !== 'docs').forEach(([key, child]) =>
      visit(child, `${name}.${(child as { name?: string } | null)?.name ?? key}`));
  };
  visit(JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')).types, 'cdk-irsa');
  return found;
}

/**
 * Type-checks snippets as jsii-rosetta does: each stands in the fixture, its imports above. jsii-rosetta, which translates
 * them too, takes ten times as long.
 *
 * @returns the errors, by the names of the snippets
 */
export async function errorsOfSnippets(folder: string, snippets: readonly Snippet[]): Promise<Record<string, string[]>> {
  const fixture = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');
  mkdirSync(folder, { recursive: true });
  snippets.forEach(({ name, text }) => writeFileSync(join(folder, `${name}.ts`), inFixture(fixture, text)));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    compilerOptions: {
      strict: true,
      noImplicitReturns: true,
      noFallthroughCasesInSwitch: true,
      skipLibCheck: true,
      noEmit: true,
      module: 'node16',
      target: 'es2022',
      lib: ['es2022'],
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules', '@types')],
      paths: { 'cdk-irsa': [join(ROOT, 'build', 'index.d.ts')], '*': [join(ROOT, 'node_modules', '*')] },
    },
    files: snippets.map(({ name }) => `${name}.ts`),
  }));
  const { code, output } = await typescript(folder);
  const errors: Record<string, string[]> = {};
  for (const [, name, message] of output.matchAll(/^(?:.*\/)?([^/\n]+)\.ts\(\d+,\d+\): error (.*)$/gm)) {
    (errors[name] ??= []).push(message);
  }
  const lines = output.match(/error TS/g)?.length ?? 0;
  if (lines !== Object.values(errors).flat().length || (code === 0) !== (lines === 0)) {
    throw new Error(`the compiler says something else than errors of files, with exit code ${code}: ${output}`);
  }
  return errors;
}

/** Only a module may declare what is global, and only at its top may imports stand. */
function inFixture(fixture: string, text: string): string {
  const statements = /^import\s[^;]*;$/gm;
  return [...text.match(statements) ?? [], fixture.replace(HERE, () => text.replace(statements, ''))].join('\n');
}

function typescript(folder: string): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [join(ROOT, 'node_modules', 'typescript7', 'bin', 'tsc'), '--project', folder], (error, stdout, stderr) => {
      done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, output: `${stdout}${stderr}` });
    });
  });
}
