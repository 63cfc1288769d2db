import { realpathSync } from 'fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'path';
import { FILE_GLOB, filesMatching } from './file-glob';
import { own } from '../../../core/plain-object';
import { show, suggestion } from '../../../core/text';
import { explain } from '../../../core/text-format';
import type { DataPath } from '../data-path';
import type { IncludedFile } from '../source';

/** The files that a workloads file includes, or what is wrong with how it names them. */
export interface IncludedPaths {
  readonly files: readonly IncludedFile[];
  readonly problems: readonly { readonly path: DataPath; readonly message: string }[];
}

/** The files that the data of a workloads file includes, in the order of its items and, for each, of their names. */
export function includedPaths(mainFile: string, data: unknown): IncludedPaths {
  const given: unknown = own(data, 'include');
  const collected = new Collected(mainFile);
  (Array.isArray(given) ? given : []).forEach((item: unknown, index) => {
    const glob: unknown = typeof item === 'string' ? item : own(item, 'files');
    // What is no glob is reported where the file is read.
    if (typeof glob === 'string' && explain(FILE_GLOB, glob) === undefined) {
      collected.add(glob, index, typeof item === 'string' ? ['include', index] : ['include', index, 'files']);
    }
  });
  return collected;
}

class Collected implements IncludedPaths {
  public readonly files: IncludedFile[] = [];
  public readonly problems: { path: DataPath; message: string }[] = [];
  private readonly folder: string;
  private readonly mainPath: string;
  /** By what they lead to: a link may name a file a second time. */
  private readonly names = new Map<string, string>();

  public constructor(mainFile: string) {
    this.folder = dirname(mainFile);
    this.mainPath = realPath(mainFile) ?? resolve(mainFile);
  }

  public add(glob: string, index: number, path: DataPath): void {
    let names: string[];
    try {
      names = filesMatching(this.folder, glob);
    } catch (error) {
      this.problems.push({ path, message: `${(error as Error).message}, got ${show(glob)}: name the folder of the files` });
      return;
    }
    if (names.length === 0) {
      this.problems.push({ path, message: `must match at least one file, got ${show(glob)}${this.nearMiss(glob)}` });
    }
    for (const name of names) {
      const problem = this.take(name, index);
      if (problem !== undefined) {
        this.problems.push({ path, message: problem });
      }
    }
  }

  private take(name: string, index: number): string | undefined {
    const real = realPath(join(this.folder, name));
    if (real === undefined) {
      return `must match files that can be read, and ${show(name)} is a link that leads nowhere`;
    }
    if (real === this.mainPath) {
      return `must not match this file itself (${show(name)}): put the files of the teams into a folder of their own`;
    }
    const root = realPath(this.folder) ?? resolve(this.folder);
    if (!real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)) {
      return `must match files below this file's folder, and ${show(name)} is a link that leads out of it, to ${show(real)}`;
    }
    const twin = this.names.get(real);
    if (twin !== undefined) {
      return `must match each file once, and ${show(name)} is included already${twin === name ? '' : `, as ${show(twin)}`}`;
    }
    this.names.set(real, name);
    this.files.push({ file: join(this.folder, name), team: basename(name, extname(name)), index });
    return undefined;
  }

  /** Files whose names differ in the extension or a letter. */
  private nearMiss(glob: string): string {
    if (filesMatching(this.folder, `${glob}/*`).length > 0) {
      return `: it is a folder, so write ${show(`${glob}/*.yaml`)}`;
    }
    const parts = glob.split('/');
    const last = parts.pop()!;
    const other = last.replace(/\.(?:yaml|yml)$/, (extension) => extension === '.yaml' ? '.yml' : '.yaml');
    const there = filesMatching(this.folder, [...parts, other].join('/'));
    if (other !== last && there.length > 0) {
      return `: did you mean ${show([...parts, other].join('/'))}?`;
    }
    const beside = filesMatching(this.folder, [...parts, '*'].join('/')).map((name) => relative('.', name).split(sep).join('/'));
    return beside.length === 0 ? ': there is no file in that folder' : `: ${suggestion(glob, beside)}`;
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
