import { isObject } from '../core/plain-object';

/**
 * The keys that lead to a part of a policy as the policy writes them, for the position in a file: IAM ignores the case of
 * elements, and takes one value for a list of one. What is not there leads to what should hold it.
 *
 * @param path in IAM's own spelling, with a number for an item of a list: `Statement`, `0`, `Action`, `2`
 */
export function writtenPath(policy: unknown, path: readonly string[]): string[] {
  const keys: string[] = [];
  let value = policy;
  for (const key of path) {
    const items = value;
    const written = Array.isArray(items) ? key
      : isObject(items)
        ? Object.keys(items).find((own) => own === key) ?? Object.keys(items).find((own) => own.toLowerCase() === key.toLowerCase())
        : undefined;
    if (written !== undefined) {
      keys.push(written);
      value = (items as Record<string, unknown>)[written];
    } else if (!/^\d+$/.test(key)) {
      break;
    }
  }
  return keys;
}

/** A path as messages show it: `Statement[0].Action[2]`. */
export function pathText(path: readonly string[]): string {
  return path.map((key, i) => /^\d+$/.test(key) ? `[${key}]` : i === 0 ? key : `.${key}`).join('');
}
