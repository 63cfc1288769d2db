import { existsSync } from 'fs';
import { dirname, join, relative, resolve, sep } from 'path';
import { filesMatching } from './file-glob';
import { includedPaths } from './included-files';
import { lazy } from '../../../core/lazy';
import { isObject, own } from '../../../core/plain-object';
import { readRegularFile } from '../../../core/regular-file';

/** A larger file is refused anyway. */
const MOST_BYTES = 50_000_000;

/** How far above an included file its workloads file is looked for. */
const MOST_FOLDERS = 8;

/** The data of a workloads file as far as it can be read; nothing of what cannot. */
export function looseData(file: string): unknown {
  try {
    return lazy.yaml.parse(readRegularFile(file, MOST_BYTES).toString('utf-8'), { logLevel: 'silent', merge: true, uniqueKeys: false });
  } catch {
    return undefined; // it is being written, gone, or no YAML
  }
}

/** The files that a workloads file includes, as far as can be said. */
export function looseIncludes(file: string): string[] {
  return includedPaths(file, looseData(file)).files.map((included) => included.file);
}

/** A workloads file, those that it includes, and the policies that they name: what it becomes changes with these. */
export function followedFiles(file: string): string[] {
  const all = [file, ...looseIncludes(file)];
  return [...all, ...all.flatMap((one) => policiesOf(looseData(one)).flatMap((policy) => policyFiles(dirname(one), policy)))];
}

/** A path with placeholders may be any file of that form. */
function policyFiles(folder: string, policy: string): string[] {
  return !policy.includes('{') ? [resolve(folder, policy)]
    : filesMatching(folder, policy.replace(/\{[^{}]*\}/g, '*')).map((name) => join(folder, name));
}

/** The paths of all policy files, of the workloads and of what environments override. */
function policiesOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(policiesOf);
  }
  return !isObject(value) ? [] : Object.entries(value).flatMap(([key, item]) => key === 'file' && typeof item === 'string' ? [item] : policiesOf(item));
}

/** The workloads file that includes a file: the nearest one in the folders above; nothing if there is none. */
export function includingFile(file: string): string | undefined {
  const data = looseData(file);
  if (own(data, 'clusters') !== undefined || own(data, 'include') !== undefined) {
    return undefined; // it is a workloads file itself
  }
  let folder = dirname(resolve(file));
  for (let level = 0; level < MOST_FOLDERS; level++) {
    const found = ['workloads.yaml', 'workloads.yml'].map((name) => join(folder, name)).find((candidate) =>
      existsSync(candidate) && resolve(candidate) !== resolve(file)
        && looseIncludes(candidate).some((included) => resolve(included) === resolve(file)));
    if (found !== undefined) {
      return shown(found);
    }
    folder = dirname(folder);
  }
  return undefined;
}

/** From the working directory, if it is below. */
function shown(path: string): string {
  const found = relative(process.cwd(), path);
  return found === '..' || found.startsWith(`..${sep}`) ? path : found;
}
