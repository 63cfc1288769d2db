import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { isGenerated } from './generated-header';
import { outputOf } from './outputs';
import { INDEX_FILE } from './outputs/index-file';
import { isObject } from '../core/plain-object';
import { readRegularFile } from '../core/regular-file';
import type { UnreadableFile } from '../core/regular-file';
import { show, visible } from '../core/text';

/** An index of a hundred thousand roles has less. */
const MOST_BYTES = 200_000_000;

/** What the index of a directory says: whose the directory is, and which files in it are ours. */
export class WrittenIndex {
  /** The index that is in a directory. Nothing if there is none, or it is not of cdk-irsa. */
  public static in(directory: string): WrittenIndex | undefined {
    const path = join(directory, INDEX_FILE.place.file);
    if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) {
      return undefined;
    }
    const text = textOf(path);
    return isGenerated(text) ? new WrittenIndex(directory, text) : undefined;
  }

  /** The environment that it is of, if any. */
  public readonly environment?: unknown;
  private readonly data?: Record<string, unknown>;

  private constructor(private readonly directory: string, text: string) {
    this.data = parsed(text);
    this.environment = this.data?.environment;
  }

  /** The files that it lists, at places of ours: whatever else somebody wrote into it is not looked at. */
  public get files(): string[] {
    return list(this.data?.files).filter((file): file is string => typeof file === 'string' && isOurPlace(file));
  }

  /** Whose the directory is, for a message. */
  public get ownerText(): string {
    return show(this.data?.owner ?? 'another project');
  }

  /** Its roles, as they were written. */
  public get roles(): Record<string, unknown>[] {
    return rolesOf(this.data);
  }

  /** Whether the directory is that of an owner. */
  public isOf(owner: string): boolean {
    return this.data?.owner === owner;
  }

  /** Why an owner must not write here; nothing if it may. The new index tells what it would write. */
  public problem(owner: string, newIndex: string): string | undefined {
    const [directory, index] = [show(this.directory), show(join(this.directory, INDEX_FILE.place.file))];
    const own = visible(JSON.stringify(owner)); // whole, to be copied
    if (this.data === undefined) {
      return `${index} must be the JSON that cdk-irsa wrote, got text that is none: restore it, or delete it, and remove by hand the files that are no longer made`;
    }
    const known = this.data.owner;
    if (known !== undefined && known !== owner) {
      return `${directory} must be the directory of ${own} alone, got one whose index.json says that it is of ${show(known)}: choose another outputDirectory, ` +
        `or, if ${show(known)} was moved or renamed, write "owner": ${own} into ${index}`;
    }
    const [written, made] = [rolesOf(this.data), rolesOf(parsed(newIndex))];
    return written.length === 0 || made.length === 0 || written.some((role) => made.some((other) => isSame(role, other))) ? undefined
      : `${directory} must be the directory of ${own} alone, got one whose index.json lists no role and no stack of it, such as ${show(written[0].roleArn)}: ` +
        'choose another outputDirectory, or, if all its roles were replaced, delete the files that index.json lists, and index.json';
  }
}

function textOf(path: string): string {
  try {
    return readRegularFile(path, MOST_BYTES).toString('utf8');
  } catch (error) {
    const { code, message } = error as UnreadableFile;
    if (code === 'EMPTY') {
      return '';
    }
    throw new Error(`${show(path)} must be a file that can be read, but ${message}`);
  }
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return isObject(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function rolesOf(index: Record<string, unknown> | undefined): Record<string, unknown>[] {
  return list(index?.roles).filter(isObject);
}

/** The same role, or two of one stack with a cluster in common: another project has neither, though it may have the same name for its stack. */
function isSame(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return a.roleArn === b.roleArn || (a.account === b.account && a.stack === b.stack && haveClusterInCommon(issuersOf(a), issuersOf(b)));
}

function haveClusterInCommon(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((issuer) => b.includes(issuer));
}

function issuersOf(role: Record<string, unknown>): unknown[] {
  return list(role.clusters).filter(isObject).map(({ issuer }) => issuer);
}

/** A path in the folder of an output, without a way out of it. */
function isOurPlace(file: string): boolean {
  const place = outputOf(file)?.place;
  return place !== undefined && 'folder' in place && file.endsWith(place.extension) && !file.includes('\\') && !file.includes('\0') &&
    file.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
