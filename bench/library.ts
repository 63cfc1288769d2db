/* eslint-disable @typescript-eslint/no-require-imports -- the compiled library is there at run time only */
import { existsSync, readdirSync, statSync } from 'fs';
import { join } from 'path';
import type * as lib from '../lib/index';

export const ROOT = join(__dirname, '..');
export const BUILD = join(ROOT, 'build');

/** The library, as its users have it. */
export type Library = typeof lib;

/** The compiled library: it is what users run, and TypeScript transpiled on the way is not. */
export function compiledLibrary(): Library {
  return require(join(BUILD, 'index.js')) as Library;
}

/** A module of the compiled library that it does not export. */
export function compiledModule<T>(name: string): T {
  return require(join(BUILD, name)) as T;
}

/**
 * The first file of `lib/` that was changed since `build/` was compiled.
 *
 * @returns undefined if the compiled library is that of `lib/` as it stands
 */
export function staleFile(lib = join(ROOT, 'lib'), build = BUILD): string | undefined {
  const sources = readdirSync(lib, { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.ts'));
  return sources.sort().find((file) => {
    const compiled = join(build, file.replace(/\.ts$/, '.js'));
    return !existsSync(compiled) || statSync(compiled).mtimeMs < statSync(join(lib, file)).mtimeMs;
  });
}

/** @throws if something else than the library as it stands would be measured */
export function requireCurrentBuild(): void {
  const stale = staleFile();
  if (stale !== undefined) {
    throw new Error(`build/ must be compiled from lib/ as it stands, but it is ${existsSync(BUILD) ? `missing or older for ${stale}` : 'missing'}: ` +
      'run "npx projen compile" first');
  }
}
