import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');

/**
 * A copy of the library in a folder of its own, to which a test adds something: a bundle, a key, an output. Whether
 * that takes one file and one line is shown by doing it.
 */
export class LibraryCopy {
  public readonly folder = mkdtempSync(join(tmpdir(), 'cdk-irsa-copy-'));

  /** @param changing the folder of `lib` to which something is added; the others are linked, as to transpile them anew takes long */
  public constructor(changing: string) {
    mkdirSync(join(this.folder, 'lib'));
    for (const name of readdirSync(join(ROOT, 'lib'))) {
      if (name === changing) {
        cpSync(join(ROOT, 'lib', name), join(this.folder, 'lib', name), { recursive: true });
      } else {
        symlinkSync(join(ROOT, 'lib', name), join(this.folder, 'lib', name));
      }
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Writes a file, by its path below `lib`. */
  public write(file: string, text: string): this {
    const path = this.path(file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return this;
  }

  /** Adds a line after the one that begins so, which must be there once. */
  public addLine(file: string, after: string, line: string): this {
    const lines = readFileSync(this.path(file), 'utf-8').split('\n');
    const found = lines.flatMap((text, index) => text.trim().startsWith(after) ? [index] : []);
    if (found.length !== 1) {
      throw new Error(`${file} must have one line that begins with ${after}, got ${found.length}`);
    }
    return this.write(file, [...lines.slice(0, found[0] + 1), line, ...lines.slice(found[0] + 1)].join('\n'));
  }

  /** A module of the copy, such as `kubernetes/kubernetes-files`. */
  public load(module: string): any {
    return jest.requireActual(this.path(`${module}.ts`));
  }

  /**
   * The type errors of a file that is written below `lib`. Packages have no types here, to be quick: what comes from them is
   * `any`.
   */
  public typeErrors(file: string, text: string): string[] {
    const path = this.write(file, text).path(file);
    const options: ts.CompilerOptions = { strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
    const host = ts.createCompilerHost(options);
    host.resolveModuleNameLiterals = (names, from) => names.map(({ text: name }) => ({
      resolvedModule: name.startsWith('.') ? { resolvedFileName: `${join(dirname(from), name)}.ts`, extension: ts.Extension.Ts } : undefined,
    }));
    const program = ts.createProgram([path], options, host);
    return ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private path(file: string): string {
    return join(this.folder, 'lib', file);
  }
}
