import { readdirSync, statSync } from 'fs';
import type { Dirent } from 'fs';
import { join } from 'path';
import type { TextFormat } from '../../../core/text-format';
import { globMatches } from '../../../iam/glob';

/** Paths of files below a folder, with `*` and `?` within a name and `**` for folders of any depth. */
export const FILE_GLOB: TextFormat = {
  pattern: '[^\\\\:{}\\[\\]!\\u0000-\\u001F/][^\\\\:{}\\[\\]!\\u0000-\\u001F]*',
  maxLength: 1_000,
  rule: 'a path below this file\'s folder, with "/", in which "*" and "?" stand for parts of a name and "**" for folders of any depth',
  example: 'teams/*.yaml',
  hint: (value) => value.startsWith('/') || /^[A-Za-z]:/.test(value) ? 'write it from this file\'s folder' : value.includes('\\') ? `perhaps "${value.replace(/\\/g, '/')}"` : undefined,
  also: (value) => {
    const parts = value.split('/');
    return parts.includes('..') ? 'must stay below this file\'s folder, without ".."'
      : parts.some(isIdle) ? `must have no empty parts and no "." (perhaps "${[...parts.filter((part) => !isIdle(part)), ...(value.endsWith('/') ? ['*.yaml'] : [])].join('/')}")`
        : parts.some((part) => part.includes('**') && part !== '**') ? 'must have "**" as a whole part, such as teams/**/*.yaml'
          : parts.at(-1) === '**' ? 'must end with the name of a file, such as **/*.yaml' : undefined;
  },
};

/** A part of a path that leads nowhere. */
function isIdle(part: string): boolean {
  return part === '' || part === '.';
}

/** Folders that hold no file of a project's own. */
const SKIPPED = ['node_modules', 'cdk.out'];

/** More is no folder of teams' files: a project has been named as a whole. */
const MOST_ENTRIES = 100_000;

/**
 * The files that a glob matches, relative to the folder and in the order of their names, whatever that of the file system is. Names that
 * begin with "." are matched by those that do. `**` follows no links.
 *
 * @throws if too much would have to be looked at
 */
export function filesMatching(folder: string, glob: string): string[] {
  const found = new Set<string>();
  let entries = 0;
  const visit = (path: string, [part, ...rest]: readonly string[]): void => {
    const all = entriesOf(join(folder, path));
    entries += all.length;
    if (entries > MOST_ENTRIES) {
      throw new Error(`must not look through more than ${MOST_ENTRIES.toLocaleString('en-US')} files`);
    }
    if (part === '**') {
      visit(path, rest);
    }
    for (const entry of all) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (part === '**') {
        if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.includes(entry.name)) {
          visit(below, [part, ...rest]);
        }
      } else if (isMatch(entry.name, part)) {
        const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && isLinkToFolder(join(folder, below)));
        if (rest.length > 0 && isFolder) {
          visit(below, rest);
        } else if (rest.length === 0 && !isFolder) {
          found.add(below);
        }
      }
    }
  };
  visit('', glob.split('/'));
  // By code units: the order of a locale would differ between machines.
  return [...found].sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isLinkToFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Whether a name matches a part of a glob. */
function isMatch(name: string, part: string): boolean {
  return (!name.startsWith('.') || part.startsWith('.')) && globMatches(part, name);
}
