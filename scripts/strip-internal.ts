// Removes what is marked @internal from the compiled declarations in build/: users neither see nor call it. jsii leaves it out of
// its own manifest, but accepts no `stripInternal` in tsconfig.json.
import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const BUILD = join(process.argv[2] ?? join(__dirname, '..'), 'build');

function main(): void {
  const files = readdirSync(BUILD, { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.d.ts')).map((file) => join(BUILD, file));
  for (const file of files) {
    const text = readFileSync(file, 'utf-8');
    if (text.includes('@internal')) {
      writeFileSync(file, withoutInternal(file, text));
    }
  }
}

function withoutInternal(file: string, text: string): string {
  const ranges: { readonly start: number; readonly end: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.getJSDocTags(node).some(({ tagName, parent }) => tagName.text === 'internal' && parent.parent === node)) {
      ranges.push({ start: node.getFullStart(), end: node.getEnd() });
    } else {
      ts.forEachChild(node, visit);
    }
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  const stripped = ranges.reverse().reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  if (stripped.includes('@internal')) {
    throw new Error(`${file} must have no @internal left: mark whole declarations and members only`);
  }
  return stripped;
}

main();
