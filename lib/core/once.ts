/** What was found under a key, or is found now. */
export function once<T>(known: Map<string, T>, key: string, find: () => T): T {
  if (!known.has(key)) {
    known.set(key, find());
  }
  return known.get(key)!;
}
