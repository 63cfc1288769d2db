import { mkdtempSync, rmSync, statfsSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** Linux has it; what is in it is in memory. */
const MEMORY = '/dev/shm';

/** A run with 10,000 workloads takes some 100 MB. */
const ENOUGH = 1_000_000_000;

/**
 * Works in a folder that is gone afterwards: one in memory where the system has room for it, since a disk may take
 * longer to make a file than the library its text.
 */
export async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  return inFolderBelow(hasMemory() ? MEMORY : tmpdir(), work);
}

/** The same on the disk for temporary files. */
export async function onDisk<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  return inFolderBelow(tmpdir(), work);
}

/** Whether the folders are in memory. */
export function hasMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH;
  } catch {
    return false;
  }
}

async function inFolderBelow<T>(parent: string, work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(parent, 'cdk-irsa-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
