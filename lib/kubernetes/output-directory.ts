import {
  closeSync, existsSync, lstatSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmdirSync, rmSync,
  statSync, writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isGenerated } from './generated-header';
import { innerProblem, outerProblem } from './nested-directories';
import { INDEX_FILE } from './outputs/index-file';
import { WrittenIndex } from './written-index';
import { otherThanFile } from '../core/regular-file';
import { show } from '../core/text';

/** The directory in a cloud assembly. */
export const ASSEMBLY_FOLDER = 'irsa';

/**
 * Whether the CDK CLI runs the app. Only then is anything written outside the cloud assembly by a synthesis alone: a unit test
 * synthesizes as well, to read templates.
 */
export function isUnderCli(): boolean {
  return process.env.CDK_OUTDIR !== undefined;
}

/** A directory that holds the files of one synth, and maybe others' files. */
export class OutputDirectory {
  /**
   * Removes what the index of a directory lists, and the index, as if nothing were written here any more.
   *
   * @param owner whose the directory must be; without it nobody else writes there
   */
  public static clear(path: string, owner?: string): void {
    if (isDirectory(path)) {
      const index = WrittenIndex.in(path);
      if (index !== undefined && (owner === undefined || index.isOf(owner))) {
        new OutputDirectory(path, new Map()).removeStale([...index.files, INDEX_FILE.place.file]);
      }
      if (readdirSync(path).length === 0) {
        rmdirSync(path);
      }
    }
  }

  /** Removes what an earlier run wrote for environments that no longer exist; an index names its environment and its owner. */
  public static clearEnvironments(path: string, known: readonly string[], ownerOf: (folder: string) => string): void {
    if (!isDirectory(path)) {
      return;
    }
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const folder = join(path, entry.name);
      if (entry.isDirectory() && !known.includes(entry.name) && WrittenIndex.in(folder)?.environment === entry.name) {
        OutputDirectory.clear(folder, ownerOf(folder));
      }
    }
  }

  private staging?: string;
  private created?: string;
  private changed: string[] = [];

  /** The files that the last index lists. */
  private listed: readonly string[] = [];

  /** @param owner whose the directory must be; without it nobody else writes there */
  public constructor(public readonly path: string, private readonly files: ReadonlyMap<string, string>, private readonly owner?: string) {}

  /** Files in the way that are not ours, or a directory that is another's. */
  public problems(): string[] {
    const wrong = (file: string, why: string) =>
      `${show(join(this.path, file))} must be a file that cdk-irsa wrote, to be replaced, got ${why}: move it away, or choose another directory`;
    const above = nearestExisting(this.path);
    if (!statSync(above).isDirectory()) {
      return [`${show(above)} must be a directory, got something else: move it away, or choose another directory`];
    }
    const outer = this.owner === undefined ? undefined : outerProblem(this.path);
    if (outer !== undefined || above !== this.path) {
      return outer === undefined ? [] : [outer]; // nothing is there to be in the way
    }
    const folders = new Set([...this.files.keys()].flatMap(foldersOf));
    const inTheWay = [...folders].map((folder) => join(this.path, folder)).filter((folder) => existsSync(folder) && !isDirectory(folder));
    if (inTheWay.length > 0) {
      return inTheWay.map((folder) => `${show(folder)} must be a directory, got something else: move it away, or choose another directory`);
    }
    const foreign = this.owner === undefined ? undefined : WrittenIndex.in(this.path)?.problem(this.owner, this.files.get(INDEX_FILE.place.file) ?? '{}');
    if (foreign !== undefined) {
      return [foreign];
    }
    const inner = this.owner === undefined ? undefined : innerProblem(this.path, folders);
    if (inner !== undefined) {
      return [inner];
    }
    return [...this.files.keys()].flatMap((file) => {
      const stat = lstatSync(join(this.path, file), { throwIfNoEntry: false });
      if (!stat) {
        return [];
      }
      const other = otherThanFile(stat);
      if (other !== undefined) {
        return [wrong(file, other)];
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
    try {
      this.listed = WrittenIndex.in(this.path)?.files ?? [];
      this.writeStaged();
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === undefined ? error : new Error(`${show(this.path)} must be a directory that can be written to, and ${whyUnwritable(error as NodeJS.ErrnoException)}`);
    }
  }

  private writeStaged(): void {
    this.created = makeFolders(this.path);
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
    this.removeStale(this.listed);
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

  /** Removes those of the files that are no longer made, and folders that are empty then. */
  private removeStale(files: readonly string[]): void {
    const folders = new Set<string>();
    for (const file of files) {
      const path = join(this.path, file);
      // A folder that is a link leads elsewhere, and a file without our header is somebody else's by now.
      if (!this.files.has(file) && foldersOf(file).every((folder) => isDirectory(join(this.path, folder))) &&
        lstatSync(path, { throwIfNoEntry: false })?.isFile() && isGenerated(beginning(path))) {
        rmSync(path);
        foldersOf(file).forEach((folder) => folders.add(folder));
      }
    }
    for (const folder of [...folders].sort((a, b) => b.length - a.length).map((name) => join(this.path, name))) {
      if (readdirSync(folder).length === 0) {
        rmdirSync(folder);
      }
    }
  }
}

/** The folders above a file, from the directory: `manifests/main` and `manifests`. */
function foldersOf(file: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    folders.push(folder);
  }
  return folders;
}

/** What the system says, in words. */
function whyUnwritable({ code, message }: NodeJS.ErrnoException): string {
  const known: Readonly<Record<string, string>> = {
    EACCES: 'its permissions do not allow it',
    EPERM: 'its permissions do not allow it',
    EROFS: 'it is on a disk that is read-only',
    ENOSPC: 'its disk is full',
    ENAMETOOLONG: 'its name is too long',
    ENOENT: 'no directory can be made there',
    ERR_INVALID_ARG_VALUE: 'its name has a NUL character',
  };
  return known[code ?? ''] ?? `it cannot (${message})`;
}

/** Makes a directory and those above it, and answers with the first that was made. Node's own way never ends in `/proc`. */
function makeFolders(path: string): string | undefined {
  const missing: string[] = [];
  for (let folder = path; !existsSync(folder); folder = dirname(folder)) {
    missing.unshift(folder);
  }
  missing.forEach((folder) => mkdirSync(folder));
  return missing[0];
}

/** The directory itself, or what there is of the path to it. */
function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

/** A directory of ours; a link might lead anywhere. */
function isDirectory(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
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

/** All of them or none. */
export function writeTo(directories: readonly OutputDirectory[]): void {
  try {
    directories.forEach((item) => item.stage());
    directories.forEach((item) => item.commit());
  } finally {
    directories.forEach((item) => item.rollback());
  }
}
