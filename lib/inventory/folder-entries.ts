import { readdirSync, statSync } from 'fs';
import type { Dirent } from 'fs';
import { join } from 'path';
import { InputProblem } from './problem';
import { whyUnreadable } from './read-text';

/** What is in a folder, by name. */
export interface FolderEntries {
  /** Links to folders are none: they may lead back. */
  readonly folders: readonly string[];
  /** Files that may be templates, IAM JSON or manifests. */
  readonly files: readonly string[];
  /** How many other files and links there are. */
  readonly others: number;
}

const READ = /\.(json|ya?ml|template)$|^Kustomization$/i;
const NOT_ENTERED = ['.git', 'node_modules'];

/** Lists a folder, in the order of names. */
export function entriesOf(folder: string): FolderEntries {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new InputProblem(whyUnreadable(error));
  }
  const names = (wanted: readonly Dirent[]) => wanted.map(({ name }) => name).sort();
  const folders = entries.filter((entry) => entry.isDirectory());
  const files = entries.filter((entry) => READ.test(entry.name) && isFile(folder, entry));
  return {
    folders: names(folders).filter((name) => !NOT_ENTERED.includes(name)),
    files: names(files),
    others: entries.length - folders.length - files.length,
  };
}

/** A file, or a link to one; what is neither (a pipe, a device) might never end. */
function isFile(folder: string, entry: Dirent): boolean {
  try {
    return entry.isFile() || (entry.isSymbolicLink() && statSync(join(folder, entry.name)).isFile());
  } catch {
    return false; // a link that leads nowhere
  }
}
