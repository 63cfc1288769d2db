import { readFileSync } from 'fs';
import { join } from 'path';
import type { Alias, Document, LineCounter, Node, Pair, Scalar, YAMLMap } from 'yaml';
import { pathText, WorkloadsFileError } from './workloads-file-error';
import type { DataPath, Problem } from './workloads-file-error';
import { failingAlias, isMergeKey, settle } from './yaml-lint';
import { firstInvalidByte } from './utf8';
import { lazy } from '../../core/lazy';
import { show } from '../../core/text';

/** How many values an alias may be expanded to; more is a mistake or an attack. */
const MOST_ALIASES = 10_000;

/** The data of a workloads file, and where each part of it stands. */
export interface Source {
  readonly file: string;
  /** The environment that sees the data so; none for the file itself. */
  readonly environment?: string;
  /** The content as plain objects, lists and scalars. */
  readonly data: unknown;
  /** A problem at a place; at the key of the last part instead of its value if asked for. */
  problem(path: DataPath, message: string, atKey?: boolean): Problem;
  /** Where a place stands: `line 14, column 7`. */
  placeOf(path: DataPath): string;
  /** The key of a place, as editors and terminals open it: `workloads.yaml:14:7`. */
  linkTo(path: DataPath): string;
  /** A scalar as it is written: `0123` where its value is 123. */
  writtenAt(path: DataPath): string | undefined;
}

/** A YAML file: its plain data, and where each part of it stands. */
export class SourceFile implements Source {
  /**
   * Reads and parses a file.
   *
   * @throws WorkloadsFileError if it is missing, unreadable, empty, not UTF-8 or not YAML
   */
  public static read(file: string): SourceFile {
    // A path relative to the folder that it names is empty.
    const fail = (message: string, line = 1, column = 1) => new WorkloadsFileError(file === '' ? '.' : file, [{ line, column, path: '', message }]);
    let bytes: Buffer;
    try {
      bytes = readFileSync(file === '' ? '.' : file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw fail({
        ENOENT: 'the file must exist: create it, or name another one with -c workloads=path',
        EISDIR: `must be a file, got a folder: name the file in it, such as -c workloads=${join(file, 'workloads.yaml')}`,
        EACCES: 'the file must be readable, and its permissions do not allow it',
      }[code ?? ''] ?? `the file must be readable (${(error as Error).message})`);
    }
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      const good = bytes.subarray(0, firstInvalidByte(bytes)).toString('utf-8');
      const lines = good.split('\n');
      throw fail(`the file must be UTF-8: the byte 0x${bytes[Buffer.byteLength(good)].toString(16)} here is not`,
        lines.length, lines[lines.length - 1].length + 1);
    }
    return SourceFile.parse(file, text);
  }

  public static parse(file: string, text: string): SourceFile {
    const { isScalar, LineCounter, parseAllDocuments } = lazy.yaml;
    const lines = new LineCounter();
    const documents = parseAllDocuments(text, { lineCounter: lines, merge: true, prettyErrors: false, uniqueKeys: false });
    const at = (offset: number, message: string): Problem => {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(1, line), column: Math.max(1, col), path: '', message };
    };
    if (!Array.isArray(documents) || documents.length === 0) {
      throw new WorkloadsFileError(file, [at(0, 'the file must have clusters and workloads, and it is empty')]);
    }
    const errors = documents.flatMap((document) => [
      ...document.errors.map(({ code, message, pos: [from] }) => at(from, yamlMessage(code, message))),
      ...settle(document).map(({ offset, message }) => at(offset, message)),
    ]);
    if (errors.length > 0) {
      throw new WorkloadsFileError(file, errors);
    }
    if (documents.length > 1) {
      throw new WorkloadsFileError(file, [at(documents[1].range[0], 'the file must be one YAML document, and a second begins here')]);
    }
    const [document] = documents;
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
      throw new WorkloadsFileError(file, [at(0, 'the file must have clusters and workloads, and it is empty')]);
    }
    return new SourceFile(file, document, lines);
  }

  public readonly data: unknown;
  /** The pairs of each map that was looked into, by key: to look through thousands of workloads for each of them is quadratic. */
  private readonly pairs = new WeakMap<YAMLMap, Map<string, Pair>>();

  private constructor(public readonly file: string, private readonly document: Document.Parsed, private readonly lines: LineCounter) {
    try {
      this.data = document.toJS({ maxAliasCount: MOST_ALIASES });
    } catch (error) {
      const alias = failingAlias(document, () => document.toJS({ maxAliasCount: MOST_ALIASES }));
      const { line, col } = lines.linePos(alias?.range?.[0] ?? 0);
      throw new WorkloadsFileError(file, [{ line: Math.max(1, line), column: Math.max(1, col), path: '', message: expansionMessage(alias, error as Error) }]);
    }
  }

  public problem(path: DataPath, message: string, atKey = false): Problem {
    const { line, column } = this.position(path, atKey);
    return { line, column, path: pathText(path), message };
  }

  public placeOf(path: DataPath): string {
    const { line, column } = this.position(path, true);
    return `line ${line}, column ${column}`;
  }

  public linkTo(path: DataPath): string {
    const { line, column } = this.position(path, true);
    return `${this.file}:${line}:${column}`;
  }

  public writtenAt(path: DataPath): string | undefined {
    const { isAlias, isMap, isScalar, isSeq } = lazy.yaml;
    const resolved = (node: unknown) => isAlias(node) ? node.resolve(this.document) : node;
    const node = path.reduce<unknown>((from, part) => resolved(isSeq(from) ? from.items[Number(part)]
      : isMap(from) ? this.findPair(from, String(part))?.value : undefined), this.document.contents);
    return isScalar(node) ? node.source : undefined;
  }

  private position(path: DataPath, atKey: boolean): { line: number; column: number } {
    const { isAlias, isMap, isSeq } = lazy.yaml;
    let node = this.document.contents as Node | null;
    let offset = node?.range?.[0] ?? 0;
    for (const [index, part] of path.entries()) {
      node = isAlias(node) ? node.resolve(this.document) ?? null : node;
      if (isSeq(node) && typeof part === 'number') {
        node = (node.items[part] as Node | undefined) ?? null;
      } else if (isMap(node)) {
        const pair = this.findPair(node, String(part));
        const last = index === path.length - 1;
        const key = pair?.key as Scalar | undefined;
        const value = (pair?.value ?? null) as Node | null;
        if (key?.range && (last && atKey || value === null)) {
          offset = key.range[0];
        }
        node = last && atKey ? null : value;
      } else {
        node = null;
      }
      if (node?.range) {
        offset = node.range[0];
      }
      if (node === null) {
        break;
      }
    }
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }

  private findPair(map: YAMLMap, name: string): Pair | undefined {
    const { isAlias, isMap, isScalar, isSeq } = lazy.yaml;
    const own = this.pairsOf(map).get(name);
    if (own) {
      return own;
    }
    for (const pair of map.items.filter((item) => isScalar(item.key) && isMergeKey(item.key.value))) {
      const merged = isAlias(pair.value) ? pair.value.resolve(this.document) : pair.value;
      const sources = isSeq(merged) ? merged.items.map((item) => isAlias(item) ? item.resolve(this.document) : item) : [merged];
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

function expansionMessage(alias: Alias | undefined, { message }: Error): string {
  return alias && message.startsWith('Excessive alias count')
    ? `the alias *${alias.source} must not expand the file to more than ${MOST_ALIASES.toLocaleString('en-US')} aliases: &${alias.source} holds others that hold others`
    : `must be expandable: ${message}`;
}

function yamlMessage(code: string, message: string): string {
  const text = message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'the indentation must be spaces, got a tab';
    default:
      return `must be valid YAML: ${text}`;
  }
}

/** Text of the value for messages about its type. */
export function typeName(value: unknown): string {
  return value === null ? 'nothing' : Array.isArray(value) ? `a list (${show(value)})`
    : typeof value === 'object' ? `a map (${show(value)})` : show(value);
}
