import type { Alias, Document, Node } from 'yaml';
import { lazy } from '../../core/lazy';
import { show } from '../../core/text';

/** The parser marks a merge key with a symbol. */
export function isMergeKey(value: unknown): boolean {
  return value === '<<' || (typeof value === 'symbol' && value.description === '<<');
}

/**
 * Takes keys and account ids as they are written: an account id without quotes reads as a number, and one with a leading
 * zero loses it. Finds keys that stand twice (which the parser can look for as well, but in quadratic time),
 * aliases without an anchor, and merges of what is no map.
 */
export function settle(document: Document): { readonly offset: number; readonly message: string }[] {
  const { isScalar, visit } = lazy.yaml;
  const strange: { offset: number; message: string }[] = [];
  // As far as the document was read: an alias is of the last anchor above it. To ask it itself reads the whole document anew.
  const anchors = new Map<string, Node>();
  const keep = (node: Node & { readonly anchor?: string }) => {
    if (node.anchor !== undefined) {
      anchors.set(node.anchor, node);
    }
  };
  visit(document, {
    Seq: (_, node) => keep(node),
    Scalar: (_, node) => keep(node),
    Pair: (_, { key, value }, path) => {
      if (isScalar(key) && isMergeKey(key.value) && (typeof key.value === 'symbol' || key.type === 'PLAIN')) {
        strange.push(...wrongMerges(value as Node | null, anchors, path, key.range?.[0] ?? 0));
      }
    },
    Map: (_, node) => {
      keep(node);
      const { items } = node;
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
      if (!anchors.has(alias.source)) {
        strange.push({ offset: alias.range?.[0] ?? 0, message: `the alias *${alias.source} must have an anchor &${alias.source} above it` });
      }
    },
  });
  return strange.sort((a, b) => a.offset - b.offset);
}

/** What a merge key cannot merge: anything but maps. An alias without an anchor is said to be one. */
function wrongMerges(
  value: Node | null, anchors: ReadonlyMap<string, Node>, above: readonly unknown[], keyOffset: number,
): { offset: number; message: string }[] {
  const { isAlias, isMap, isScalar, isSeq } = lazy.yaml;
  const resolve = (node: unknown) => isAlias(node) ? anchors.get(node.source) : node;
  const merged = resolve(value);
  return (isSeq(merged) ? merged.items : [merged]).flatMap((item) => {
    const source = resolve(item);
    const at = (isSeq(value) ? item : value) as Node | null;
    if (source === undefined || isMap(source)) {
      return above.includes(source)
        ? [{ offset: at?.range?.[0] ?? keyOffset, message: `what << merges must be another map than the one that it stands in, got *${(at as Alias).source}` }] : [];
    }
    const kind = source === null || (isScalar(source) && source.value === null) ? 'nothing' : isScalar(source) ? show(source.value) : 'a list';
    const got = !isAlias(at) ? kind : isSeq(merged) && !isSeq(value) ? `*${at.source}, a list with ${kind}` : `*${at.source}, which is ${kind}`;
    return [{ offset: at?.range?.[0] ?? keyOffset, message: `what << merges must be a map or a list of maps, got ${got}` }];
  }).slice(0, 1);
}

/** The alias at which a document cannot be expanded: the parser says none. The document is of no use afterwards. */
export function failingAlias(document: Document, expand: () => void): Alias | undefined {
  let failing: Alias | undefined;
  lazy.yaml.visit(document, {
    Alias: (_, alias) => {
      const resolve = alias.resolve.bind(alias);
      alias.resolve = (...given) => {
        try {
          return resolve(...given);
        } catch (error) {
          failing ??= alias;
          throw error;
        }
      };
    },
  });
  try {
    expand();
  } catch {
    return failing;
  }
  return undefined;
}

function asWritten(node: unknown): void {
  if (lazy.yaml.isScalar(node) && typeof node.value === 'number' && node.source !== undefined) {
    node.value = node.source;
  }
}
