import type { Document } from 'yaml';
import { lazy } from '../core/lazy';
import { show } from '../core/text';

/** The parser marks a merge key with a symbol. */
export function isMergeKey(value: unknown): boolean {
  return value === '<<' || (typeof value === 'symbol' && value.description === '<<');
}

/**
 * Takes keys and account ids as they are written: an account id without quotes reads as a number, and one with a leading
 * zero loses it. Finds keys that stand twice (which the parser can look for as well, but in quadratic time) and
 * aliases without an anchor.
 */
export function settle(document: Document): { readonly offset: number; readonly message: string }[] {
  const { isScalar, visit } = lazy.yaml;
  const strange: { offset: number; message: string }[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key, value } of items) {
        if (!isScalar(key) || isMergeKey(key.value)) {
          continue;
        }
        if (typeof key.value !== 'string' && key.source) {
          key.value = key.source; // `0x10`, `on` and `null` are keys as they are written, since names are made of them
        }
        if (key.value === 'account') {
          asWritten(value);
        }
        if (seen.has(key.value)) {
          strange.push({
            offset: key.range?.[0] ?? 0, message: `a key must stand once in a map, and ${show(key.source ?? key.value)} stands in it already`,
          });
        }
        seen.add(key.value);
      }
    },
    Alias: (_, alias) => {
      if (!alias.resolve(document)) {
        strange.push({ offset: alias.range?.[0] ?? 0, message: `the alias *${alias.source} must have an anchor &${alias.source} above it` });
      }
    },
  });
  return strange.sort((a, b) => a.offset - b.offset);
}

function asWritten(node: unknown): void {
  if (lazy.yaml.isScalar(node) && typeof node.value === 'number' && node.source !== undefined) {
    node.value = node.source;
  }
}
