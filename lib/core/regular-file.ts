import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';

/** Why a file is not read, to follow a colon; the code is that of the system, or `EMPTY`, `ENOTFILE` or `EFBIG`. */
export class UnreadableFile extends Error {
  public constructor(public readonly code: string, message: string) {
    super(message);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'reading it is not permitted',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads back to itself',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EPERM: 'reading it is not permitted',
};

/**
 * The bytes of a regular file. Whoever names a pipe or a device is never left waiting: it is refused before it is opened, and of a
 * file no more is read than its size, since those of `/proc` have none and some never end.
 *
 * @throws `UnreadableFile` if it is none, empty, larger than the limit, or cannot be read
 */
export function readRegularFile(path: string, mostBytes: number): Buffer {
  try {
    requireRegular(statSync(path), mostBytes);
    const descriptor = openSync(path, constants.O_NONBLOCK ?? constants.O_RDONLY); // it may be another one now; to read is 0
    try {
      const stat = fstatSync(descriptor);
      requireRegular(stat, mostBytes);
      return bytesOf(descriptor, stat.size);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : unreadable(error as NodeJS.ErrnoException);
  }
}

/** What a path leads to that is no regular file, in words; nothing for a regular file. */
export function otherThanFile(stat: Stats): string | undefined {
  return stat.isFile() ? undefined
    : stat.isDirectory() ? 'a folder'
      : stat.isFIFO() ? 'a pipe'
        : stat.isSocket() ? 'a socket'
          : stat.isSymbolicLink() ? 'a link' : 'a device';
}

function requireRegular(stat: Stats, mostBytes: number): void {
  const other = otherThanFile(stat);
  if (other !== undefined) {
    throw new UnreadableFile(stat.isDirectory() ? 'EISDIR' : 'ENOTFILE', `it is ${other}`);
  }
  if (stat.size === 0) {
    throw new UnreadableFile('EMPTY', 'it is empty');
  }
  if (stat.size > mostBytes) {
    throw new UnreadableFile('EFBIG', `it has ${stat.size.toLocaleString('en-US')} bytes, and at most ${mostBytes.toLocaleString('en-US')} are read`);
  }
}

function bytesOf(descriptor: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size;) {
    const read = readSync(descriptor, bytes, at, size - at, at);
    if (read === 0) {
      return bytes.subarray(0, at);
    }
    at += read;
  }
  return bytes;
}

function unreadable({ code = '', message }: NodeJS.ErrnoException): UnreadableFile {
  return new UnreadableFile(code, REASONS[code] ?? message);
}
