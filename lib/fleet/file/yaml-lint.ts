import type { Alias, Document, Node, Pair, YAMLMap } from 'yaml';
import { lazy } from '../../core/lazy';
import { show } from '../../core/text';

/** Something that YAML allows, or that its parser does not find, and a workloads file must not have. */
export interface LintProblem {
  readonly offset: number;
  readonly message: string;
}

/** Tags that say what a value is anyway. */
const PLAIN_TAGS = /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq))$/;

/** The parser marks a merge key with a symbol. */
export function isMergeKey(value: unknown): boolean {
  return value === '<<' || (typeof value === 'symbol' && value.description === '<<');
}

/**
 * Finds keys that stand twice in a map (which the parser can look for as well, but in quadratic time) or are no text, aliases without
 * an anchor or within what they stand for, tags, and merges of what is no map.
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
      Seq: (_, node) => this.checkValue(node),
      Scalar: (_, node) => this.checkValue(node),
      Pair: (_, pair, above) => this.checkMerge(pair, above),
      Map: (_, node) => {
        this.checkValue(node);
        this.checkKeys(node);
      },
      Alias: (_, alias, above) => this.checkAlias(alias, above),
    });
    return this.problems.sort((a, b) => a.offset - b.offset);
  }

  private checkValue(node: Node & { readonly anchor?: string; readonly tag?: string }): void {
    if (node.anchor !== undefined) {
      this.anchors.set(node.anchor, node);
    }
    if (node.tag !== undefined && !PLAIN_TAGS.test(node.tag)) {
      this.problems.push({
        offset: node.range?.[0] ?? 0,
        message: `the value must have no tag, got ${show(node.tag.replace(/^tag:yaml\.org,2002:/, '!!'))}: write it alone, or in quotes if it is a text that begins with "!"`,
      });
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
      if (!lazy.yaml.isScalar(key)) {
        this.checkCollection(key as Node | null);
        continue;
      }
      if (isMergeKey(key.value)) {
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

  /** JavaScript would make a text of it. */
  private checkCollection(key: Node | null): void {
    const { isAlias, isMap, isSeq } = lazy.yaml;
    const target = isAlias(key) ? this.anchors.get(key.source) : key;
    if (isMap(target) || isSeq(target)) {
      this.problems.push({
        offset: key?.range?.[0] ?? 0,
        message: `a key must be text, got a ${isMap(target) ? 'map' : 'list'}: put it in quotes if it is a text that holds ${isMap(target) ? '{ }' : '[ ]'}`,
      });
    }
  }

  private checkAlias({ source, range }: Alias, above: readonly unknown[]): void {
    const target = this.anchors.get(source);
    if (target === undefined) {
      this.problems.push({ offset: range?.[0] ?? 0, message: `the alias *${source} must have an anchor &${source} above it` });
    } else if (above.includes(target) && !isMerged(above)) {
      this.problems.push({ offset: range?.[0] ?? 0, message: `the alias *${source} must not stand within &${source}, which would hold itself` });
    }
  }
}

/** Whether a merge key takes the value, which is checked with it. */
function isMerged(above: readonly unknown[]): boolean {
  return above.slice(-2).some((node) => lazy.yaml.isPair(node) && lazy.yaml.isScalar(node.key) && isMergeKey(node.key.value));
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
