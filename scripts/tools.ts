// What the scripts for the other languages run, and how a registry says that it has not what was asked for.
import { spawnSync } from 'child_process';
import { cpSync, existsSync, readdirSync, rmSync, statSync } from 'fs';
import { join, relative, resolve } from 'path';

export const ROOT = resolve(__dirname, '..');
export const DIST = join(ROOT, 'dist');
/** What may be kept from one run to the next; it goes with `npm ci`. */
export const CACHE = join(ROOT, 'node_modules', '.cache', 'cdk-irsa');
export const MAVEN_CACHE = join(CACHE, 'maven');
/** Java packages made here for want of a published one; a Maven repository. */
export const JAVA_STAGE = join(CACHE, 'java-stage');

export interface Run {
  readonly ok: boolean;
  readonly output: string;
}

export interface File {
  /** Relative to the root of the repository, with `/`. */
  readonly file: string;
  readonly bytes: number;
}

/** The machine, as far as the scripts touch it; tests have one of their own. */
export interface Tools {
  run(command: string, args: readonly string[], options?: { cwd?: string; env?: Record<string, string> }): Run;
  files(folder: string): File[];
  remove(folder: string): void;
  copy(from: string, to: string): void;
}

export const MACHINE: Tools = {
  run(command, args, { cwd = ROOT, env = {} } = {}) {
    const { status, stdout, stderr, error } = spawnSync(command, [...args], {
      cwd, encoding: 'utf-8', maxBuffer: 2 ** 28, env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env },
    });
    return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}${error ? String(error) : ''}` };
  },
  files(folder) {
    if (!existsSync(folder)) {
      return [];
    }
    return readdirSync(folder, { recursive: true, encoding: 'utf-8' }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile())
      .map((path) => ({ file: relative(ROOT, path).split('\\').join('/'), bytes: statSync(path).size })).sort((a, b) => a.file.localeCompare(b.file));
  },
  remove: (folder) => rmSync(folder, { recursive: true, force: true }),
  copy: (from, to) => cpSync(from, to, { recursive: true }),
};

const NOT_AVAILABLE = new RegExp([
  'No matching distribution found', 'Max retries exceeded', 'Temporary failure in name resolution', 'Network is unreachable', // pip
  'Could not resolve dependencies', 'No versions available', 'Could not find artifact', 'Could not transfer', // Maven
  'NU1101', 'NU1102', 'NU1301', // NuGet
  'module version is not available', 'no such host', 'dial tcp', 'unknown revision', // Go
].join('|'));

/** The line in which a registry says that it cannot be reached, or has not what was asked for. */
export function notAvailable(output: string): string | undefined {
  return output.split('\n').find((line) => NOT_AVAILABLE.test(line))?.replace(/^#STDERR>/, '').trim();
}
