import type { DataPath } from './data-path';
import { DEFAULTS } from './entries/defaults-entry';
import { isExtension } from './extended-lists';
import type { ExtendedLists } from './extended-lists';
import { isObject, mapEntries, own } from '../../core/plain-object';

/** Where parts of the data are written. */
interface Places {
  readonly written: (path: DataPath) => DataPath;
  /** Whether a part is in the environment's own entry. */
  readonly isOfEnvironment: (path: DataPath) => boolean;
}

/**
 * The data with the lists that workloads add to the lists of the defaults. What an environment adds to a list that neither the workload nor
 * the defaults have is the list itself. Other extensions stay: there is no list to add to, which is reported where they are read.
 */
export function withDefaultLists(data: unknown, lists: ExtendedLists, { written, isOfEnvironment }: Places): unknown {
  const workloads: unknown = own(data, 'workloads');
  if (!isObject(data) || !isObject(workloads)) {
    return data;
  }
  const extended = (value: unknown, base: unknown, path: DataPath): unknown => {
    if (!isExtension(value)) {
      return isObject(value) ? mapEntries(value, (item, key) => extended(item, own(base, key), [...path, key])) : value;
    }
    const [, , ...below] = path;
    if (Object.hasOwn(DEFAULTS.keys, String(below[0]))) {
      return Array.isArray(base) ? lists.extend(base, written(['defaults', ...below]), value, written(path)) : value;
    }
    return isOfEnvironment(path) ? lists.extend([], [], value, written(path)) : value;
  };
  const defaults: unknown = own(data, 'defaults');
  const changed = mapEntries(workloads, (workload, key) => extended(workload, defaults, ['workloads', key]));
  return changed === workloads ? data : { ...data, workloads: changed };
}
