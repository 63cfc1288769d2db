import type { DataPath } from './workloads-file-error';

/**
 * A copy of the data without the parts that are wrong, so that the rules beyond the schema can be
 * asked about the rest: a reader of many errors wants all of them at once.
 */
export function prune(data: unknown, wrong: readonly DataPath[]): any {
  const copy = structuredClone(data);
  for (const path of wrong) {
    let parent: any = copy;
    for (const part of path.slice(0, -1)) {
      parent = own(parent, part);
    }
    const last = path[path.length - 1];
    if (last === undefined || parent === null || typeof parent !== 'object') {
      continue;
    }
    // Lists keep their indexes, which messages name.
    if (Array.isArray(parent)) {
      parent[Number(last)] = undefined;
    } else {
      delete parent[last];
    }
  }
  return copy;
}

/** A key such as `__proto__` in the file leads to what stands in the file, never to JavaScript's own objects. */
export function own(parent: any, part: string | number): any {
  return parent !== null && typeof parent === 'object' && Object.hasOwn(parent, part) ? parent[part] : undefined;
}
