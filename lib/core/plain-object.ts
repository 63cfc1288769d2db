/** Whether a value of parsed JSON or YAML is a map; a list is none. */
export function isObject(value: unknown): value is Record<string, any> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** What a map or list holds itself under a key: `__proto__` in a file never leads to JavaScript's own objects. */
export function own(parent: any, key: string | number): any {
  return parent !== null && typeof parent === 'object' && Object.hasOwn(parent, key) ? parent[key] : undefined;
}

/** A map, or an empty one where the value is none. */
export function mapOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

/** A map with other values; the same map where none of them changes. */
export function mapEntries<V extends object>(value: V, change: (item: unknown, key: string) => unknown): V {
  let isChanged = false;
  // By entries, since a key may be __proto__.
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    const other = change(item, key);
    isChanged ||= other !== item;
    return [key, other];
  });
  return isChanged ? Object.fromEntries(entries) as V : value;
}
