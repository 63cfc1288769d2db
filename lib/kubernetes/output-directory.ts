import {
  closeSync, existsSync, lstatSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmdirSync, rmSync,
  statSync, writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isGenerated } from './generated-header';
import { OUTPUTS } from './outputs';
import { INDEX_FILE } from './outputs/index-file';
import { show } from '../core/text';

/** The directory in a cloud assembly. */
export const ASSEMBLY_FOLDER = 'irsa';

/** A directory that holds the files of one synth, and maybe others' files. */
export class OutputDirectory {
  /** Removes what an earlier run wrote here as if it were a directory of its own. */
  public static clear(path: string): void {
    if (existsSync(path) && isDirectory(path)) {
      new OutputDirectory(path, new Map()).removeStale();
      if (readdirSync(path).length === 0) {
        rmdirSync(path);
      }
    }
  }

  /** Removes what an earlier run wrote for environments that no longer exist; an index names its environment. */
  public static clearEnvironments(path: string, known: readonly string[]): void {
    if (!existsSync(path) || !isDirectory(path)) {
      return;
    }
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const folder = join(path, entry.name);
      if (entry.isDirectory() && !known.includes(entry.name) && environmentOf(join(folder, INDEX_FILE.place.file)) === entry.name) {
        OutputDirectory.clear(folder);
      }
    }
  }

  private staging?: string;
  private created?: string;
  private changed: string[] = [];

  public constructor(public readonly path: string, private readonly files: ReadonlyMap<string, string>) {}

  /** Files in the way that are not ours. */
  public problems(): string[] {
    const wrong = (file: string, why: string) =>
      `${show(join(this.path, file))} must be a file that cdk-irsa wrote, to be replaced, got ${why}: move it away, or choose another directory`;
    const above = nearestExisting(this.path);
    if (!statSync(above).isDirectory()) {
      return [`${show(above)} must be a directory, got something else: move it away, or choose another directory`];
    }
    if (above !== this.path) {
      return []; // nothing is there to be in the way
    }
    const folders = new Set<string>();
    for (const file of this.files.keys()) {
      for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
        folders.add(folder);
      }
    }
    const inTheWay = [...folders].map((folder) => join(this.path, folder)).filter((folder) => existsSync(folder) && !isDirectory(folder));
    if (inTheWay.length > 0) {
      return inTheWay.map((folder) => `${show(folder)} must be a directory, got something else: move it away, or choose another directory`);
    }
    return [...this.files.keys()].flatMap((file) => {
      const stat = lstatSync(join(this.path, file), { throwIfNoEntry: false });
      if (!stat) {
        return [];
      }
      if (!stat.isFile()) {
        return [wrong(file, stat.isDirectory() ? 'a directory' : 'a link or device')];
      }
      return isGenerated(beginning(join(this.path, file))) ? [] : [wrong(file, 'a file without our header')];
    });
  }

  /** Writes what changed to a folder of its own: an error up to here leaves everything as it was. */
  public stage(): void {
    const problems = this.problems();
    if (problems.length > 0) {
      throw new Error(problems.join('\n'));
    }
    this.created = mkdirSync(this.path, { recursive: true });
    this.staging = mkdtempSync(join(this.path, '.cdk-irsa-'));
    const isNew = this.created !== undefined;
    this.changed = [...this.files.keys()].filter((file) => isNew || !sameText(join(this.path, file), this.files.get(file)!));
    this.changed.forEach((file, index) => {
      writeFileSync(join(this.staging!, String(index)), this.files.get(file)!, { mode: file.endsWith('.sh') ? 0o755 : 0o644 });
    });
  }

  /** Moves what was staged into place, and removes what an earlier run wrote and this one did not. */
  public commit(): void {
    new Set(this.changed.map((file) => dirname(join(this.path, file)))).forEach((folder) => mkdirSync(folder, { recursive: true }));
    this.changed.forEach((file, index) => renameSync(join(this.staging!, String(index)), join(this.path, file)));
    if (this.created === undefined) {
      this.removeStale();
    }
    this.rollback();
  }

  /** Removes what was staged. */
  public rollback(): void {
    if (this.staging !== undefined) {
      rmSync(this.staging, { recursive: true, force: true });
      this.staging = undefined;
    }
    if (this.created !== undefined && readdirSync(this.path).length === 0) {
      removeEmpty(this.path, this.created);
    }
  }

  /** Removes what an earlier run wrote at the places of the outputs, and this one does not; nothing else is looked at. */
  private removeStale(): void {
    for (const { place } of OUTPUTS) {
      if ('file' in place) {
        this.removeStaleFile(place.file);
      } else {
        this.removeStaleFolder(place.folder, place.extension);
      }
    }
  }

  private removeStaleFolder(folder: string, extension: string): void {
    const path = join(this.path, folder);
    if (!existsSync(path) || !isDirectory(path)) {
      return;
    }
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        this.removeStaleFolder(file, extension);
      } else if (entry.name.endsWith(extension)) {
        this.removeStaleFile(file);
      }
    }
    if (readdirSync(path).length === 0) {
      rmdirSync(path);
    }
  }

  private removeStaleFile(file: string): void {
    const path = join(this.path, file);
    if (!this.files.has(file) && lstatSync(path, { throwIfNoEntry: false })?.isFile() && isGenerated(beginning(path))) {
      rmSync(path);
    }
  }
}

function environmentOf(index: string): unknown {
  try {
    return (JSON.parse(readFileSync(index, 'utf-8')) as { readonly environment?: unknown }).environment;
  } catch {
    return undefined; // none, or not ours
  }
}

/** The directory itself, or what there is of the path to it. */
function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

/** A directory of ours; a link might lead anywhere. */
function isDirectory(path: string): boolean {
  return lstatSync(path).isDirectory();
}

/** The directory, and those above it that were made for it. */
function removeEmpty(path: string, first: string): void {
  for (let folder = path; folder.length >= first.length && readdirSync(folder).length === 0; folder = dirname(folder)) {
    rmdirSync(folder);
  }
}

function beginning(file: string): string {
  const buffer = Buffer.alloc(400);
  const descriptor = openSync(file, 'r');
  try {
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

function sameText(file: string, text: string): boolean {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  return stat !== undefined && stat.size === Buffer.byteLength(text) && readFileSync(file, 'utf8') === text;
}
