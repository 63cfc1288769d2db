import type { Alias, Document, Node, Pair, YAMLMap } from 'yaml';
import { lazy } from '../../core/lazy';
import { show } from '../../core/text';

/** Something that YAML allows, or that its parser does not find, and a workloads file must not have. */
export interface LintProblem {
  readonly offset: number;
  readonly message: string;
}

/** The parser marks a merge key with a symbol. */
export function isMergeKey(value: unknown): boolean {
  return value === '<<' || (typeof value === 'symbol' && value.description === '<<');
}

/**
 * Finds keys that stand twice in a map (which the parser can look for as well, but in quadratic time), aliases without
 * an anchor, and merges of what is no map.
 *
 * On the way it makes keys and account ids the text that is written: an account id without quotes is a number to YAML, and
 * loses a leading zero; names are made of keys such as `0x10`, `on` and `null`.
 */
export function lint(document: Document): LintProblem[] {
  return new YamlLint().run(document);
}

class YamlLint {
  private readonly problems: LintProblem[] = [];
  /** As far as the document was read: an alias is of the last anchor above it. To ask the alias itself reads the whole document anew. */
  private readonly anchors = new Map<string, Node>();

  public run(document: Document): LintProblem[] {
    lazy.yaml.visit(document, {
      Seq: (_, node) => this.keepAnchor(node),
      Scalar: (_, node) => this.keepAnchor(node),
      Pair: (_, pair, above) => this.checkMerge(pair, above),
      Map: (_, node) => {
        this.keepAnchor(node);
        this.checkKeys(node);
      },
      Alias: (_, alias) => this.checkAlias(alias),
    });
    return this.problems.sort((a, b) => a.offset - b.offset);
  }

  private keepAnchor(node: Node & { readonly anchor?: string }): void {
    if (node.anchor !== undefined) {
      this.anchors.set(node.anchor, node);
    }
  }

  private checkMerge({ key, value }: Pair, above: readonly unknown[]): void {
    if (lazy.yaml.isScalar(key) && isMergeKey(key.value) && (typeof key.value === 'symbol' || key.type === 'PLAIN')) {
      this.problems.push(...wrongMerges(value as Node | null, this.anchors, above, key.range?.[0] ?? 0));
    }
  }

  private checkKeys({ items }: YAMLMap): void {
    const seen = new Set<unknown>();
    for (const { key, value } of items) {
      if (!lazy.yaml.isScalar(key) || isMergeKey(key.value)) {
        continue;
      }
      if (typeof key.value !== 'string' && key.source) {
        key.value = key.source;
      }
      if (key.value === 'account') {
        keepAsWritten(value);
      }
      if (seen.has(key.value)) {
        this.problems.push({
          offset: key.range?.[0] ?? 0, message: `a key must stand once in a map, and ${show(key.source ?? key.value)} stands in it already`,
        });
      }
      seen.add(key.value);
    }
  }

  private checkAlias({ source, range }: Alias): void {
    if (!this.anchors.has(source)) {
      this.problems.push({ offset: range?.[0] ?? 0, message: `the alias *${source} must have an anchor &${source} above it` });
    }
  }
}

/** What a merge key cannot merge: anything but maps. An alias without an anchor is reported as such. */
function wrongMerges(
  value: Node | null, anchors: ReadonlyMap<string, Node>, above: readonly unknown[], keyOffset: number,
): LintProblem[] {
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

function keepAsWritten(node: unknown): void {
  if (lazy.yaml.isScalar(node) && typeof node.value === 'number' && node.source !== undefined) {
    node.value = node.source;
  }
}
