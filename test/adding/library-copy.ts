import { spawnSync } from 'child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { temporaryFolder } from '../fleet/support';

const ROOT = join(__dirname, '..', '..');
const TSX = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');

/** A copy of the library's source, to which a test adds something as a contributor would. */
export class LibraryCopy {
  public readonly folder = temporaryFolder();

  public constructor() {
    cpSync(join(ROOT, 'lib'), join(this.folder, 'lib'), { recursive: true });
    ['package.json', 'tsconfig.json'].forEach((file) => cpSync(join(ROOT, file), join(this.folder, file)));
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Adds a file. */
  public add(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  /** Adds an entry to the only list of a file: its import, and its name before the end of the list. */
  public list(file: string, importing: string, name: string): void {
    const path = join(this.folder, file);
    const parts = readFileSync(path, 'utf-8').split('];\n');
    expect(parts).toHaveLength(2);
    const [before, after] = parts;
    const list = before.endsWith('\n') ? `${before}  ${name},\n` : `${before}, ${name}`;
    writeFileSync(path, `${list}];\n${after}`.replace(/^import /m, `${importing}\nimport `));
  }

  /** Runs the command, as it is written. */
  public command(args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    return spawnSync(process.execPath, [TSX, join(this.folder, 'lib', 'cli', 'main.ts'), ...args], { cwd: this.folder, encoding: 'utf-8' });
  }
}
