import { existsSync } from 'fs';
import { join } from 'path';
import { WorkloadsFileError } from './workloads-file-error';
import { shellWord } from '../../core/escape';
import { readRegularFile } from '../../core/regular-file';
import type { UnreadableFile } from '../../core/regular-file';
import { show } from '../../core/text';

export const EMPTY = 'the file must have clusters and workloads, and it is empty';

/** A file of ten thousand workloads has a tenth of it. */
const MOST_BYTES = 50_000_000;

/**
 * The text of a workloads file.
 *
 * @throws WorkloadsFileError if it is missing, unreadable, no regular file, empty, larger than 50 MB or not UTF-8
 */
export function readText(file: string): string {
  const bytes = readBytes(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const good = bytes.subarray(0, firstInvalidByte(bytes)).toString('utf-8');
    const lines = good.split('\n');
    throw errorAt(file, `the file must be UTF-8: the byte 0x${bytes[Buffer.byteLength(good)].toString(16)} here is not`,
      lines.length, lines[lines.length - 1].length + 1);
  }
}

function readBytes(file: string): Buffer {
  try {
    return readRegularFile(file === '' ? '.' : file, MOST_BYTES);
  } catch (error) {
    const { code, message } = error as UnreadableFile;
    throw errorAt(file, {
      EMPTY,
      ENOENT: missing(file),
      EISDIR: `must be a file, got a folder: name the file in it, such as -c workloads=${join(file, 'workloads.yaml')}`,
      EACCES: 'the file must be readable, and its permissions do not allow it',
      ENOTFILE: `must be a file on a disk, but ${message}`,
    }[code] ?? `the file must be readable, but ${message}`);
  }
}

/** The other spelling of the extension is a file of its own. */
function missing(file: string): string {
  const other = file.replace(/\.(?:yaml|yml)$/, (extension) => extension === '.yaml' ? '.yml' : '.yaml');
  return other !== file && existsSync(other)
    ? `the file must exist, and ${show(other)} stands beside it: rename that, or name it with -c ${shellWord(`workloads=${other}`)}`
    : 'the file must exist: create it, or name another one with -c workloads=path';
}

/** A path relative to the folder that it names is empty. */
function errorAt(file: string, message: string, line = 1, column = 1): WorkloadsFileError {
  return new WorkloadsFileError(file === '' ? '.' : file, [{ line, column, path: '', message }]);
}

/** The index of the first byte that is not UTF-8, of text that was found not to be. */
function firstInvalidByte(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [low, high] = [0, bytes.length];
  // The longest prefix that decodes; a prefix may end within a character, hence stream.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  // Step back over the beginning of a character that never ends.
  for (let end = low; end > Math.max(0, low - 4); end--) {
    try {
      decoder.decode(bytes.subarray(0, end));
      return end;
    } catch {
      continue;
    }
  }
  return low;
}
