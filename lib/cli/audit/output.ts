import { randomBytes } from 'crypto';
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { InputProblem } from '../../inventory/problem';
import { whyUnreadable } from '../../inventory/read-text';

/** Writes a file whole or not at all: first beside it, then in its place. */
export function writeWhole(file: string, text: string): void {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      throw new InputProblem('is a folder, where a file is expected');
    }
    if (stat !== undefined && !stat.isFile()) {
      writeFileSync(file, text); // a pipe or device: to put a file in its place would break it
      return;
    }
    replace(stat === undefined ? file : realpathSync(file), text, stat?.mode);
  } catch (error) {
    throw error instanceof InputProblem ? error : new InputProblem(whyUnwritable(error));
  }
}

function whyUnwritable(error: unknown): string {
  return whyUnreadable(error)
    .replace('cannot be read', 'cannot be written')
    .replace('does not exist', 'is in a folder that does not exist');
}

function replace(file: string, text: string, mode: number | undefined): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
