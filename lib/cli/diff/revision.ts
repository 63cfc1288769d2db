import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { show } from '../../core/text';
import { UsageError } from '../usage-error';

/** Where something is to be read. */
export interface ReadablePath {
  /** On the disk; nothing if the revision does not have it. */
  readonly path?: string;
  /** As the user wrote it. */
  readonly shown: string;
}

/** More files than these are no folder that somebody compares. */
const MOST_FILES = 20_000;
const MOST_BYTES = 500_000_000;

/** Plain files, executable or not; links and submodules are left out. */
const FILE_MODES = ['100644', '100755'];

/**
 * Gives paths on the disk for what was written: a path, or `REVISION:PATH` of git, of which the files are written to a folder that is
 * removed in the end. A path that exists is one, whatever its name.
 *
 * @throws UsageError
 */
export function withReadablePaths<T>(written: readonly string[], use: (paths: readonly ReadablePath[]) => T): T {
  const folders: string[] = [];
  try {
    return use(written.map((text) => {
      const [, revision = '', path = ''] = /^([^:]+):(.*)$/s.exec(text) ?? [];
      if (text === '-' || existsSync(text) || revision === '' || isDrive(text)) {
        return { path: text, shown: text };
      }
      const folder = mkdtempSync(join(tmpdir(), 'cdk-irsa-diff-'));
      folders.push(folder);
      const found = checkOut(revision, path, folder);
      return { shown: text, ...found === undefined ? {} : { path: found } };
    }));
  } finally {
    folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
  }
}

/** `C:\…` of Windows. */
function isDrive(text: string): boolean {
  return process.platform === 'win32' && /^[A-Za-z]:[\\/]/.test(text);
}

/** Writes what a revision has at a path below a folder; nothing if it has nothing there. */
function checkOut(revision: string, path: string, folder: string): string | undefined {
  if (revision.startsWith('-')) {
    throw new UsageError(`a revision must not begin with "-", got ${show(revision)}`);
  }
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.toString('utf-8').trim();
  if (commit === undefined) {
    throw new UsageError(`${show(`${revision}:${path}`)} must be a path that exists, or REVISION:PATH: git knows no revision ${show(revision)} here${hint()}`);
  }
  const object = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}:${path}`])?.toString('utf-8').trim();
  if (object === undefined) {
    return undefined;
  }
  const name = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..').at(-1) ?? 'root';
  if (git(['cat-file', '-t', object])?.toString('utf-8').trim() === 'blob') {
    writeFileSync(join(folder, name), contentOf(object));
    return join(folder, name);
  }
  filesOf(object).forEach(({ file, id }) => {
    const target = join(folder, name, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, contentOf(id));
  });
  mkdirSync(join(folder, name), { recursive: true });
  return join(folder, name);
}

function filesOf(tree: string): { readonly file: string; readonly id: string }[] {
  const lines = (git(['ls-tree', '-r', '-z', tree])?.toString('utf-8') ?? '').split('\0').filter((line) => line !== '');
  const files = lines.flatMap((line) => {
    const [head, file = ''] = [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)];
    const [mode, , id] = head.split(' ');
    return FILE_MODES.includes(mode) && isInside(file) ? [{ file, id }] : [];
  });
  if (files.length > MOST_FILES) {
    throw new UsageError(`a folder of a revision must have at most ${MOST_FILES} files, got ${files.length}`);
  }
  return files;
}

/** A tree that git did not write itself may have any names. */
function isInside(file: string): boolean {
  return !file.split(/[\\/]/).some((part) => part === '' || part === '.' || part === '..' || /^\.git$/i.test(part));
}

function contentOf(id: string): Buffer {
  const content = git(['cat-file', 'blob', id]);
  if (content === undefined) {
    throw new Error(`git cannot read the object ${id}: the clone may lack it (git fetch)`);
  }
  return content;
}

/** What git prints; nothing if it fails. It asks nobody and fetches nothing. */
function git(words: readonly string[]): Buffer | undefined {
  try {
    return execFileSync('git', words, {
      maxBuffer: MOST_BYTES,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' },
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new UsageError('REVISION:PATH needs git, which is not found: install it, or write the files of the revision to a folder');
    }
    return undefined;
  }
}

/** A clone of CI often has one revision only. */
function hint(): string {
  return git(['rev-parse', '--is-shallow-repository'])?.toString('utf-8').trim() === 'true' ? '; this clone is shallow: fetch the revision first (git fetch)' : '';
}
