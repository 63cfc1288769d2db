import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { StarterFile } from './starter-files';
import { show } from '../../core/text';
import { whyUnreadable } from '../../inventory/read-text';

/** Whether there is anything with this name, a link that leads nowhere included. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // below what is no folder, or may not be looked into: to write it fails as well, and says why
  }
}

/**
 * Writes files that must not be there yet: all of them, or none.
 *
 * @throws if one is there, or cannot be written
 */
export function writeNewFiles(folder: string, files: readonly StarterFile[]): void {
  const written: string[] = [];
  let madeFolder: string | undefined;
  try {
    madeFolder = mkdirSync(folder, { recursive: true });
    for (const { name, text } of files) {
      const path = join(folder, name);
      writeFileSync(path, '', { flag: 'wx' }); // never over what is there, even if it came a moment ago
      written.push(path);
      writeFileSync(path, text);
    }
  } catch (error) {
    written.forEach((path) => rmSync(path, { force: true }));
    if (madeFolder !== undefined) {
      rmSync(madeFolder, { recursive: true, force: true });
    }
    throw new Error(`nothing was written to ${show(folder)}: ${whyUnwritable(error)}`);
  }
}

function whyUnwritable(error: unknown): string {
  const { code, path } = error as NodeJS.ErrnoException;
  return code === 'EEXIST' ? `${show(path)} exists already`
    : `${path === undefined ? 'it' : show(path)} ${whyUnreadable(error).replace('cannot be read', 'cannot be written')}`;
}
