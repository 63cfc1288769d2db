import type { DataPath } from './data-path';
import { ENVIRONMENT_KEYS } from './json-schema';
import type { Source } from './source';
import type { Problem } from './workloads-file-error';
import { isObject, own } from '../../core/plain-object';

/** A file as one of its environments sees it: the environment's entry is merged over the file. */
export class EnvironmentSource implements Source {
  public readonly data: unknown;
  private readonly override: unknown;

  /** @param environment none for a file without environments */
  public constructor(private readonly source: Source, public readonly environment?: string) {
    if (environment === undefined) {
      this.data = source.data;
      return;
    }
    const { environments, ...file } = source.data as Record<string, unknown>;
    const given = own(environments, environment);
    // What no environment may say is an error by itself, and no further ones.
    const override = Object.fromEntries(Object.entries(isObject(given) ? given : {}).filter(([key]) => ENVIRONMENT_KEYS.includes(key))
      .map(([key, value]) => [key, key === 'workloads' ? withoutEmpty(value) : value]));
    this.override = override;
    this.data = only(environment, Object.keys(isObject(environments) ? environments : {}), merge(file, override));
  }

  public get file(): string {
    return this.source.file;
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

  /** Where a part of the merged data is written: in the environment's entry, if it is there, or else in the file. */
  private locate(path: DataPath): DataPath {
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

/** Merges one map over another; `null` removes what the file has. */
function merge(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  // By entries, since a key may be __proto__.
  return Object.fromEntries([
    ...Object.entries(base).flatMap(([key, value]): [string, unknown][] => {
      const other = own(over, key);
      if (other === undefined) {
        return [[key, value]];
      }
      return other === null ? [] : [[key, isObject(other) ? merge(isObject(value) ? value : {}, other) : other]];
    }),
    ...Object.entries(over).filter(([key, value]) => value !== null && !Object.hasOwn(base, key))
      .map(([key, value]): [string, unknown] => [key, isObject(value) ? merge({}, value) : value]),
  ]);
}
