import type { Document, LineCounter, Node, Pair, Scalar, YAMLMap } from 'yaml';
import type { DataPath } from './data-path';
import { isMergeKey } from './yaml-lint';
import { lazy } from '../../core/lazy';

/** 1-based. */
export interface YamlPlace {
  readonly line: number;
  readonly column: number;
}

/** Where the parts of a YAML document are written, through aliases and merge keys. */
export class YamlPlaces {
  /** The pairs of each map that was looked into, by key: to search thousands of workloads for each of them is quadratic. */
  private readonly pairs = new WeakMap<YAMLMap, Map<string, Pair>>();

  public constructor(private readonly document: Document.Parsed, private readonly lines: LineCounter) {}

  /** The place of a value, or of its key if asked for; of what is missing, the place of the map that lacks it. */
  public at(path: DataPath, atKey: boolean): YamlPlace {
    let node = this.document.contents as Node | null;
    let offset = node?.range?.[0] ?? 0;
    for (const [index, part] of path.entries()) {
      const step = this.step(this.resolved(node), part, atKey && index === path.length - 1);
      offset = step.offset ?? offset;
      ({ node } = step);
      if (node === null) {
        break;
      }
    }
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }

  /** A scalar as it is written: `0123` where its value is 123. */
  public writtenAt(path: DataPath): string | undefined {
    const { isMap, isScalar, isSeq } = lazy.yaml;
    const node = path.reduce<Node | null>((from, part) => this.resolved(isSeq(from) ? from.items[Number(part)] as Node
      : isMap(from) ? this.findPair(from, String(part))?.value as Node | null ?? null : null), this.document.contents);
    return isScalar(node) ? node.source : undefined;
  }

  /** One part of a path: what it leads to, if anything, and where that begins. */
  private step(from: Node | null, part: string | number, atKey: boolean): { readonly node: Node | null; readonly offset?: number } {
    const { isMap, isSeq } = lazy.yaml;
    if (isSeq(from) && typeof part === 'number') {
      const node = (from.items[part] as Node | undefined) ?? null;
      return { node, offset: this.offsetOf(node) };
    }
    if (!isMap(from)) {
      return { node: null };
    }
    const pair = this.findPair(from, String(part));
    const value = (pair?.value ?? null) as Node | null;
    const key = (pair?.key as Scalar | undefined)?.range?.[0];
    return atKey || value === null ? { node: atKey ? null : value, offset: key } : { node: value, offset: this.offsetOf(value) };
  }

  /** Where a value is written: a scalar behind an alias at its anchor, where it is to be mended for all that refer to it. */
  private offsetOf(node: Node | null): number | undefined {
    const target = this.resolved(node);
    return (lazy.yaml.isScalar(target) ? target : node)?.range?.[0] ?? undefined;
  }

  private resolved(node: Node | null | undefined): Node | null {
    return (lazy.yaml.isAlias(node) ? node.resolve(this.document) : node) ?? null;
  }

  private findPair(map: YAMLMap, name: string): Pair | undefined {
    const { isMap, isScalar, isSeq } = lazy.yaml;
    const own = this.pairsOf(map).get(name);
    if (own) {
      return own;
    }
    for (const pair of map.items.filter((item) => isScalar(item.key) && isMergeKey(item.key.value))) {
      const merged = this.resolved(pair.value as Node | null);
      const sources = isSeq(merged) ? merged.items.map((item) => this.resolved(item as Node)) : [merged];
      for (const source of sources) {
        const found = isMap(source) ? this.findPair(source, name) : undefined;
        if (found) {
          return found;
        }
      }
    }
    return undefined;
  }

  private pairsOf(map: YAMLMap): Map<string, Pair> {
    const known = this.pairs.get(map);
    if (known) {
      return known;
    }
    const pairs = new Map<string, Pair>();
    for (const pair of map.items) {
      if (lazy.yaml.isScalar(pair.key) && !pairs.has(String(pair.key.value))) {
        pairs.set(String(pair.key.value), pair);
      }
    }
    this.pairs.set(map, pairs);
    return pairs;
  }
}
