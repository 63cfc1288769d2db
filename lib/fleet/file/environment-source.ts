import type { DataPath } from './data-path';
import { withDefaultLists } from './default-lists';
import { ExtendedLists, isExtension } from './extended-lists';
import { ENVIRONMENT_KEYS } from './json-schema';
import type { IncludedFile, Source } from './source';
import type { Problem } from './workloads-file-error';
import { isObject, own } from '../../core/plain-object';

/** A file as one of its environments sees it: the environment's entry is merged over the file. */
export class EnvironmentSource implements Source {
  public readonly data: unknown;
  private readonly override: unknown;
  private readonly lists = new ExtendedLists();

  /** @param environment none for a file without environments */
  public constructor(private readonly source: Source, public readonly environment?: string) {
    if (environment === undefined) {
      this.data = withDefaultLists(source.data, this.lists, { written: (path) => path, isOfEnvironment: () => false });
      return;
    }
    const { environments, ...file } = source.data as Record<string, unknown>;
    const given = own(environments, environment);
    // What no environment may say is an error by itself, and no further ones.
    const override = Object.fromEntries(Object.entries(isObject(given) ? given : {}).filter(([key]) => ENVIRONMENT_KEYS.includes(key))
      .map(([key, value]) => [key, key === 'workloads' ? withoutEmpty(value) : value]));
    this.override = override;
    const merged = only(environment, Object.keys(isObject(environments) ? environments : {}), this.merge(file, override, []));
    const [written, isOfEnvironment] = [(path: DataPath) => this.written(path), (path: DataPath) => this.isOfEnvironment(path)];
    this.data = withDefaultLists(merged, this.lists, { written, isOfEnvironment });
  }

  public get file(): string {
    return this.source.file;
  }

  public fileAt(path: DataPath): string {
    return this.source.fileAt?.(this.locate(path)) ?? this.file;
  }

  public included(workload: string): IncludedFile | undefined {
    return this.source.included?.(workload);
  }

  public problem(path: DataPath, message: string, atKey = false): Problem {
    return this.source.problem(this.locate(path), message, atKey);
  }

  public lineOf(path: DataPath): string {
    return this.source.lineOf(this.locate(path));
  }

  public linkTo(path: DataPath): string {
    return this.source.linkTo(this.locate(path));
  }

  public writtenAt(path: DataPath): string | undefined {
    return this.source.writtenAt(this.locate(path));
  }

  /** Where a part of the merged data is written. An item of a list that was extended is where it was added. */
  private locate(path: DataPath): DataPath {
    let value: unknown = this.data;
    for (const [index, part] of path.entries()) {
      const place = typeof part === 'number' ? this.lists.placesOf(value)?.at(part) : undefined;
      if (place !== undefined) {
        return [...place, ...path.slice(index + 1)];
      }
      value = own(value, part);
    }
    return this.written(path);
  }

  /** In the environment's entry, if it is there, or else in the file. */
  private written(path: DataPath): DataPath {
    if (this.environment === undefined) {
      return path;
    }
    const ownPlace = ['environments', this.environment, ...path];
    let [override, base]: unknown[] = [this.override, this.source.data];
    for (const part of path) {
      const [next, below] = [own(override, part), own(base, part)];
      if (next === undefined) {
        return below === undefined && base === undefined ? ownPlace : path;
      }
      // A list or a value replaces the file's, and so does a map where the file has none: it holds nothing of the file.
      if (!isObject(next) || !isObject(below)) {
        return ownPlace;
      }
      [override, base] = [next, below];
    }
    return path.length === 0 ? ownPlace : path;
  }

  /** The keys of a map of the file that the environment adds, and those that it leaves as they are. */
  public keysOf(name: string): { readonly added: readonly string[]; readonly left: readonly string[] } {
    const [ofEnvironment, ofFile] = [this.override, this.source.data].map((data) => own(data, name) as unknown)
      .map((value) => Object.keys(isObject(value) ? value : {}));
    return { added: ofEnvironment.filter((key) => !ofFile.includes(key)), left: ofFile.filter((key) => !ofEnvironment.includes(key)) };
  }

  private isOfEnvironment(path: DataPath): boolean {
    return path.reduce<unknown>((value, part) => own(value, part), this.override) !== undefined;
  }

  /** Merges one map over another; `null` removes what the file has. */
  private merge(base: Record<string, unknown>, over: Record<string, unknown>, path: DataPath): Record<string, unknown> {
    // By entries, since a key may be __proto__.
    return Object.fromEntries([
      ...Object.entries(base).flatMap(([key, value]): [string, unknown][] => {
        const other = own(over, key);
        if (other === undefined) {
          return [[key, value]];
        }
        return other === null ? [] : [[key, this.mergeValue(value, other, [...path, key])]];
      }),
      ...Object.entries(over).filter(([key, value]) => value !== null && !Object.hasOwn(base, key))
        .map(([key, value]): [string, unknown] => [key, this.mergeValue(undefined, value, [...path, key])]),
    ]);
  }

  private mergeValue(value: unknown, over: unknown, path: DataPath): unknown {
    if (!isExtension(over)) {
      // A map in the place of a list is wrong, and shown as it is written.
      return isObject(over) && !Array.isArray(value) ? this.merge(isObject(value) && !isExtension(value) ? value : {}, over, path) : over;
    }
    const ofEnvironment = ['environments', this.environment!, ...path];
    // Of the defaults both may be added to.
    return Array.isArray(value) ? this.lists.extend(value, path, over, ofEnvironment)
      : isExtension(value) ? { add: this.lists.extend(value.add, [...path, 'add'], over, ofEnvironment) } : over;
  }
}

/** Removes `null` entries, which are reported elsewhere: only its own `environments` remove a workload. */
function withoutEmpty(workloads: unknown): unknown {
  return isObject(workloads) ? Object.fromEntries(Object.entries(workloads).filter(([, value]) => value !== null)) : workloads;
}

/** The workloads of one environment. One whose list names no known environment is wrong, and checked in each. */
function only(environment: string, known: readonly string[], data: Record<string, unknown>): Record<string, unknown> {
  return !isObject(data.workloads) ? data : {
    ...data,
    workloads: Object.fromEntries(Object.entries(data.workloads).filter(([, workload]) => isIn(environment, workload, known))),
  };
}

/** Whether an environment has a workload. One whose list names no known environment is in each, so that the rest of it is checked. */
export function isIn(environment: string, workload: unknown, known: readonly string[]): boolean {
  const given = own(workload, 'environments');
  return !Array.isArray(given) || given.includes(environment) || !given.some((name) => known.includes(name));
}
