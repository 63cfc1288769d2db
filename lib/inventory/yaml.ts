import type { Document, Node, Pair, Scalar, YAMLMap } from 'yaml';
import { isKept } from './kept-positions';
import { InputProblem } from './problem';
import { lazy } from '../core/lazy';
import { MOST_LEVELS, Positions } from '../core/placed-data';
import type { PlacedData, TextNote } from '../core/placed-data';
import { isObject } from '../core/plain-object';
import type { Position } from '../core/position';
import { count, show } from '../core/text';

/** More is no file that people or tools make, and would exhaust the memory. */
const MOST_TOKENS = 3_000_000;
const MOST_VALUES = 3_000_000;
const MOST_DOCUMENTS = 10_000;
/** Of one document. */
const MOST_NOTES = 20;

/**
 * Reads the documents of a YAML text, with CloudFormation's short forms written out: `!Ref a` as `{ Ref: a }`.
 *
 * The values are made here rather than by `toJS` and custom tags: that looks for the anchor of each alias from the beginning,
 * and for each key's double among all before it, which takes hours for a file that wants it to.
 */
export function readYaml(text: string): PlacedData[] {
  const { Composer, Lexer, LineCounter, Parser } = lazy.yaml;
  const lines = new LineCounter();
  const placeAt = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const found: PlacedData[] = [];
  const budget = { values: 0 };
  const take = (document: Document.Parsed) => {
    const [error] = document.errors;
    if (error !== undefined) {
      const [sentence] = error.message.split('\n');
      throw new InputProblem(`is no YAML: ${sentence[0].toLowerCase()}${sentence.slice(1)}`, placeAt(error.pos[0]));
    }
    if (found.length === MOST_DOCUMENTS) {
      throw new InputProblem(`must have at most ${count(MOST_DOCUMENTS, 'YAML document')}`, placeAt(document.range[0]));
    }
    found.push(new Reader(document, placeAt, budget).read());
  };
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let tokens = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++tokens > MOST_TOKENS) {
      throw new InputProblem(`must have at most ${count(MOST_TOKENS, 'token')}, being YAML`, placeAt(parser.offset));
    }
    // The composer recurses, and V8 ends the process where a regular expression is compiled near the end of the stack.
    if (parser.stack.length > MOST_LEVELS) {
      throw new InputProblem(`must be nested at most ${MOST_LEVELS} levels deep`, placeAt(parser.offset));
    }
    for (const token of parser.next(lexeme)) {
      for (const document of composer.next(token)) {
        take(document);
      }
    }
  }
  for (const token of parser.end()) {
    [...composer.next(token)].forEach(take);
  }
  [...composer.end()].forEach(take);
  return found;
}

interface Counted {
  readonly value: unknown;
  /** How many values it stands for, aliases written out. */
  readonly size: number;
}

/** Makes plain values of one document. */
class Reader {
  private readonly places = new Positions(isKept);
  private readonly notes: TextNote[] = [];
  /** What the anchors so far stand for; nothing while it is being read. */
  private readonly anchors = new Map<string, Counted | undefined>();

  public constructor(
    private readonly document: Document.Parsed,
    private readonly placeAt: (offset: number) => Position,
    private readonly budget: { values: number },
  ) {}

  public read(): PlacedData {
    const { contents, range: [start] } = this.document;
    const value = this.value(contents, []);
    return { value, place: this.place(contents, start), places: this.places.all, ...this.notes.length === 0 ? {} : { notes: this.notes } };
  }

  private value(node: Node | null | undefined, path: readonly string[]): unknown {
    const { isAlias } = lazy.yaml;
    if (node === null || node === undefined) {
      return null;
    }
    if (path.length > MOST_LEVELS) {
      throw new InputProblem(`must be nested at most ${MOST_LEVELS} levels deep`, this.place(node));
    }
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      if (target === undefined) {
        throw new InputProblem(`must have an anchor &${node.source} above the alias *${node.source} that stands here`, this.place(node));
      }
      this.count(target.size, node);
      return target.value;
    }
    const { anchor } = node as Scalar;
    if (anchor !== undefined) {
      this.anchors.set(anchor, undefined);
    }
    const before = this.budget.values;
    this.count(1, node);
    const value = written(node.tag, this.plainValue(node, path));
    if (anchor !== undefined) {
      this.anchors.set(anchor, { value, size: this.budget.values - before });
    }
    return value;
  }

  private plainValue(node: Node, path: readonly string[]): unknown {
    const { isMap, isSeq } = lazy.yaml;
    if (isMap(node)) {
      return this.map(node, path);
    }
    if (isSeq(node)) {
      return node.items.map((item, i) => {
        this.places.add([...path, String(i)], this.place(item as Node));
        return this.value(item as Node, [...path, String(i)]);
      });
    }
    return scalarValue(node as Scalar);
  }

  private map(node: YAMLMap, path: readonly string[]): unknown {
    const own = new Map<string, unknown>();
    const merged = new Map<string, unknown>();
    for (const { key: keyNode, value } of node.items as Pair<Node, Node | null>[]) {
      const key = this.key(keyNode);
      if (isMerge(keyNode)) {
        this.merge(this.value(value, path), merged, keyNode);
        continue;
      }
      if (own.has(key) && this.notes.length < MOST_NOTES) {
        this.notes.push({ message: `has the key ${show(key)} a second time here: the last one counts`, place: this.place(keyNode) });
      }
      this.places.add([...path, key], this.place(keyNode));
      own.set(key, this.value(value, [...path, key]));
    }
    // Object.fromEntries makes a key of its own of `__proto__`.
    return Object.fromEntries([...merged, ...own]);
  }

  /** `<<`: what is written in the map itself counts more than what is merged, and the first of several more than the others. */
  private merge(source: unknown, merged: Map<string, unknown>, node: Node): void {
    for (const map of Array.isArray(source) ? source : [source]) {
      if (map === null || typeof map !== 'object' || Array.isArray(map)) {
        throw new InputProblem('must merge (<<) maps only', this.place(node));
      }
      for (const [key, value] of Object.entries(map)) {
        merged.set(key, merged.has(key) ? merged.get(key) : value);
      }
    }
  }

  private key(node: Node): string {
    const { isScalar } = lazy.yaml;
    const value = isScalar(node) ? written(node.tag, node.source ?? String(node.value)) : this.value(node, []);
    const [name, ...others] = isObject(value) ? Object.keys(value) : [];
    if (isObject(value) && others.length === 0 && /^(Ref|Condition|Fn::\w+)$/.test(name)) {
      // CloudFormation takes no function there, which is for others to say.
      return `!${name.replace('Fn::', '')} ${typeof value[name] === 'string' ? value[name] : JSON.stringify(value[name])}`;
    }
    if (typeof value !== 'string') {
      throw new InputProblem('must have text as keys', this.place(node));
    }
    return value;
  }

  private count(size: number, node: Node): void {
    this.budget.values += size;
    if (this.budget.values > MOST_VALUES) {
      throw new InputProblem(`must stand for at most ${count(MOST_VALUES, 'value')}, with its aliases written out`, this.place(node));
    }
  }

  private place(node: Node | null, otherwise = 0): Position {
    return this.placeAt(node?.range?.[0] ?? otherwise);
  }
}

/** `<<` in quotes is a key like any other. */
function isMerge(key: Node): boolean {
  return lazy.yaml.isScalar(key) && key.source === '<<' && (key.type === undefined || key.type === 'PLAIN');
}

/** As text where a number or a date (of YAML 1.1) would not be written the same: the account 012345678901. */
function scalarValue({ value, source }: Scalar): unknown {
  const isSame = value === null || ['string', 'boolean'].includes(typeof value) || String(value) === source;
  return isSame ? value : source ?? String(value);
}

/** A short form as the function that it stands for. */
function written(tag: string | undefined, value: unknown): unknown {
  const name = /^!(\w+)$/.exec(tag ?? '')?.[1];
  return name === undefined ? value : { [name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`]: value };
}
