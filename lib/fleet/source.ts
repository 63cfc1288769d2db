import { readFileSync } from 'fs';
import type { Document, LineCounter, Node, Pair, Scalar, YAMLMap } from 'yaml';
import { pathText, WorkloadsFileError } from './problem';
import type { DataPath, Problem } from './problem';
import { lazy } from '../core/lazy';
import { show } from '../core/text';

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
    const fail = (message: string, line = 1, column = 1) => new WorkloadsFileError(file, [{ line, column, path: '', message }]);
    let bytes: Buffer;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw fail({
        ENOENT: 'the file must exist: create it, or name another one with -c workloads=path',
        EISDIR: 'must be a file, got a directory',
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

  private constructor(public readonly file: string, private readonly document: Document.Parsed, private readonly lines: LineCounter) {
    try {
      this.data = document.toJS({ maxAliasCount: MOST_ALIASES });
    } catch (error) {
      throw new WorkloadsFileError(file, [{ line: 1, column: 1, path: '', message: `must be expandable: ${(error as Error).message}` }]);
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

  public writtenAt(path: DataPath): string | undefined {
    const node = this.document.getIn([...path], true);
    return lazy.yaml.isScalar(node) ? node.source : undefined;
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
        const pair = findPair(node, String(part), this.document);
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
}

function findPair(map: YAMLMap, name: string, document: Document): Pair | undefined {
  const { isAlias, isMap, isScalar, isSeq } = lazy.yaml;
  const own = map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === name);
  if (own) {
    return own;
  }
  for (const pair of map.items.filter((item) => isScalar(item.key) && isMergeKey(item.key.value))) {
    const merged = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
    const sources = isSeq(merged) ? merged.items.map((item) => isAlias(item) ? item.resolve(document) : item) : [merged];
    for (const source of sources) {
      const found = isMap(source) ? findPair(source, name, document) : undefined;
      if (found) {
        return found;
      }
    }
  }
  return undefined;
}

/** The parser marks a merge key with a symbol. */
function isMergeKey(value: unknown): boolean {
  return value === '<<' || (typeof value === 'symbol' && value.description === '<<');
}

/**
 * Takes keys and account ids as they are written: an account id without quotes reads as a number, and one with a leading
 * zero loses it. Finds keys that stand twice (which the parser can look for as well, but in quadratic time) and
 * aliases without an anchor.
 */
function settle(document: Document): { readonly offset: number; readonly message: string }[] {
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

function yamlMessage(code: string, message: string): string {
  const text = message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'the indentation must be spaces, got a tab';
    default:
      return `must be valid YAML: ${text}`;
  }
}

function firstInvalidByte(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [low, high] = [0, bytes.length];
  // The longest prefix that decodes; a prefix may end within a character, hence stream.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  // Step back over the beginning of a character that never ends.
  for (let end = low; end > Math.max(0, low - 4); end--) {
    try {
      decoder.decode(bytes.subarray(0, end));
      return end;
    } catch {
      continue;
    }
  }
  return low;
}

/** Text of the value for messages about its type. */
export function typeName(value: unknown): string {
  return value === null ? 'nothing' : Array.isArray(value) ? `a list (${show(value)})`
    : typeof value === 'object' ? `a map (${show(value)})` : show(value);
}
