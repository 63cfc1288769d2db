import { dirname, join, relative, sep } from 'node:path';
import { outputOf } from './outputs';
import { WrittenIndex } from './written-index';
import { show } from '../core/text';

/** Why the files of a directory would be among those of another one, which programs read as a whole; nothing if they are not. */
export function outerProblem(path: string): string | undefined {
  for (let above = dirname(path); dirname(above) !== above; above = dirname(above)) {
    const index = isOutput(relative(above, path)) ? WrittenIndex.in(above) : undefined;
    if (index !== undefined) {
      return `${show(path)} must not be among the files of another directory, and ${show(above)} is the one of ${index.ownerText}: ` +
        'choose another outputDirectory';
    }
  }
  return undefined;
}

/**
 * Why those of another directory would be among its files.
 *
 * @param folders the folders of its files, from the directory
 */
export function innerProblem(path: string, folders: ReadonlySet<string>): string | undefined {
  for (const folder of [...folders].map((name) => join(path, name))) {
    const index = WrittenIndex.in(folder);
    if (index !== undefined) {
      return `${show(path)} must have no other directory among its files, and ${show(folder)} is the one of ${index.ownerText}: ` +
        'choose another outputDirectory';
    }
  }
  return undefined;
}

/** Whether a path, from a directory, is in the folder of an output. */
function isOutput(path: string): boolean {
  return outputOf(`${path.split(sep).join('/')}/`) !== undefined;
}
