/** Adds to the list at a key, in place: a new list for each item would take quadratic time. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, items: Iterable<V>): void {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  for (const item of items) {
    list.push(item);
  }
}
