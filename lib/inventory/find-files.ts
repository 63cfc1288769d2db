import { realpathSync, statSync } from 'fs';
import type { Stats } from 'fs';
import { join, resolve } from 'path';
import { Assembly, folderOfManifest, isAssembly } from './cloud-assembly';
import { entriesOf } from './folder-entries';
import type { InputFile } from './input-file';
import { InputProblem, problemOf } from './problem';
import type { Problem } from './problem';
import { whyUnreadable } from './read-text';

/** What there is to read below the paths that were given. */
export interface Found {
  readonly files: readonly InputFile[];
  readonly problems: readonly Problem[];
  /** Files and links of folders that are nothing to read, by their names. */
  readonly skipped: number;
  /** The folders that were given, as they were named. */
  readonly folders: readonly string[];
}

/** Finds the files to judge: what is named, and what is in folders. */
export function findFiles(paths: readonly string[]): Found {
  const search = new Search();
  paths.forEach((path) => search.path(path));
  return search;
}

class Search implements Found {
  public readonly files: InputFile[] = [];
  public readonly problems: Problem[] = [];
  public readonly folders: string[] = [];
  public skipped = 0;
  /** A file that is named twice, or found in two ways, is judged once. */
  private readonly seen = new Set<string>();

  public path(path: string): void {
    this.guarded(path, () => {
      if (path === '-') {
        this.add({ path, file: '(standard input)', isFound: false });
        return;
      }
      const stat = statOf(path);
      const folder = stat.isDirectory() ? path : folderOfManifest(path);
      if (folder !== undefined) {
        this.folders.push(folder);
        this.folder(resolve(folder), folder);
      } else {
        this.add({ path, file: path, isFound: false });
      }
    });
  }

  /** Without recursion: folders may be nested as deep as the system allows. */
  private folder(root: string, shown: string): void {
    for (const open = [{ folder: root, shown }]; open.length > 0;) {
      const next = open.pop()!;
      this.guarded(next.shown, () => {
        if (isAssembly(next.folder)) {
          const assembly = new Assembly(next.folder, next.shown);
          assembly.files.forEach((file) => this.add(file));
          this.problems.push(...assembly.problems);
          return;
        }
        const { folders, files, others } = entriesOf(next.folder);
        this.skipped += others;
        files.forEach((name) => this.add({ path: join(next.folder, name), file: join(next.shown, name), isFound: true }));
        // The first of them is taken next.
        open.push(...folders.map((name) => ({ folder: join(next.folder, name), shown: join(next.shown, name) })).reverse());
      });
    }
  }

  private add(file: InputFile): void {
    const path = file.path === '-' ? '-' : realPath(file.path);
    if (!this.seen.has(path)) {
      this.seen.add(path);
      this.files.push(file);
    }
  }

  private guarded(shown: string, find: () => void): void {
    try {
      find();
    } catch (error) {
      this.problems.push(problemOf(shown, error));
    }
  }
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new InputProblem(whyUnreadable(error));
  }
}

/** Pipes have none. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
