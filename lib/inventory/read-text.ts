import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'fs';
import { InputProblem } from './problem';

/** The most that is read of one file: an account's thousand roles have about a hundredth of it. */
const MOST_BYTES = 100_000_000;
const CHUNK = 65_536;
const STANDARD_INPUT = 0;

/** The text of a file, of a pipe, or (`-`) of standard input. */
export function readText(path: string): string {
  return decoded(path === '-' ? readAll(STANDARD_INPUT) : bytesOf(path));
}

/** How a file begins, as far as it is text: enough to tell what it is. */
export function beginningOf(path: string): string {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(CHUNK);
      return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, CHUNK, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}

/** What the system says of a file that cannot be read, in a few words. */
export function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    EACCES: 'cannot be read: its permissions do not allow it',
    EISDIR: 'is a folder, where a file is expected',
    ELOOP: 'is a link that leads back to itself',
    ENAMETOOLONG: 'is too long a name',
    ENOENT: 'does not exist',
    ENOTDIR: 'does not exist',
    EPERM: 'cannot be read: its permissions do not allow it',
  };
  return known[code ?? ''] ?? `cannot be read (${code ?? message})`;
}

function bytesOf(path: string): Buffer {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) {
        return readAll(descriptor); // such as a pipe: audit <(aws iam list-roles)
      }
      requireSize(stat.size);
      return readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw error instanceof InputProblem ? error : new InputProblem(whyUnreadable(error));
  }
}

function readAll(descriptor: number): Buffer {
  const chunks: Buffer[] = [];
  for (let size = 0; ;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const read = readSome(descriptor, chunk);
    if (read === 0) {
      return Buffer.concat(chunks);
    }
    size += read;
    requireSize(size);
    chunks.push(chunk.subarray(0, read));
  }
}

/** Reads what there is; waits where the other end of a pipe is slow and the pipe does not block. */
function readSome(descriptor: number, buffer: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer, 0, buffer.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') {
        return 0; // Windows
      }
      if (code !== 'EAGAIN') {
        throw new InputProblem(whyUnreadable(error));
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function requireSize(size: number): void {
  if (size > MOST_BYTES) {
    throw new InputProblem(`must be at most ${MOST_BYTES / 1_000_000} MB`);
  }
}

/** UTF-8, or what PowerShell's `>` writes: UTF-16 with a byte order mark. */
function decoded(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new InputProblem(`must be text in ${encoding.toUpperCase()}, and has bytes that are not`);
  }
  if (text.includes('\0')) {
    throw new InputProblem('must be text, and has NUL bytes');
  }
  if (text.trim() === '') {
    throw new InputProblem('is empty');
  }
  return text;
}
