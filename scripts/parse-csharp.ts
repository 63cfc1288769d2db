// Parses generated C# where there is no .NET SDK to compile it, with tree-sitter's grammar from Python's package index.
import { existsSync } from 'fs';
import { join } from 'path';
import { CACHE } from './tools';
import type { Tools } from './tools';

const PACKAGES = ['tree-sitter==0.26.1', 'tree-sitter-c-sharp==0.23.5'];

const PROGRAM = `
import pathlib, sys, tree_sitter, tree_sitter_c_sharp
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_c_sharp.language()))
files = sorted(pathlib.Path(sys.argv[1]).rglob("*.cs"))
wrong = [file for file in files if parser.parse(file.read_bytes()).root_node.has_error]
print(f"{len(wrong)} of {len(files)} files are no C#: {wrong[0]}" if wrong else f"tree-sitter parses all {len(files)} files")
sys.exit(0 if files and not wrong else 1)
`;

/** Judges the code of a folder; says so if nothing can parse it here. */
export function parseCSharp(tools: Tools, folder: string): { ok: boolean; remark: string } {
  const unparsed = { ok: true, remark: 'the code is neither compiled nor parsed' };
  const environment = join(CACHE, 'csharp-parser');
  if (!tools.run('python3', ['-m', 'venv', environment]).ok) {
    return unparsed;
  }
  const windows = join(environment, 'Scripts', 'python.exe');
  const python = existsSync(windows) ? windows : join(environment, 'bin', 'python');
  if (!tools.run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES]).ok) {
    return unparsed;
  }
  const { ok, output } = tools.run(python, ['-c', PROGRAM, folder]);
  return { ok, remark: output.trim().split('\n').pop() ?? '' };
}
