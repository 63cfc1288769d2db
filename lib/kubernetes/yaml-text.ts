import { GENERATED } from './generated-header';
import { lazy } from '../core/lazy';

const OPTIONS = { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;

/** Text that begins with a letter and has no blank is plain YAML, but for these words and exponents. */
const PLAIN = /^[A-Za-z](?:[\w./@+=:-]*[\w/+=-])?$/;
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?\d+)$/i;

/** Names that occur once only would fill the memory: past so many texts the writer begins anew. */
const MOST_REMEMBERED = 10_000;

/**
 * Writes values as YAML, in block style. Text is quoted wherever a reader of YAML 1.1 (kubectl, Helm) or
 * 1.2 would take it for something else.
 *
 * The text is byte for byte that of the YAML library (a test compares), in a tenth of its time: the library writes each
 * scalar once, and only the indentation is ours. The files of a thousand workloads hardly differ from each other, so one
 * writer for all of them saves most of the work.
 */
export class YamlWriter {
  private readonly scalars = new Map<unknown, string>();
  private readonly keys = new Map<string, string>();
  /** The texts of frozen objects, which cannot change, by the indentation. */
  private readonly frozen = new WeakMap<object, Map<string, string>>();

  /** The generated header, further comments, and the documents. */
  public file(comments: readonly string[], documents: readonly object[]): string {
    const header = [GENERATED, ...comments].map((line) => `# ${line}`.trimEnd() + '\n').join('');
    return header + documents.map((document) => this.document(document)).join('---\n');
  }

  public document(value: object): string {
    return this.block(value, '') + '\n';
  }

  /** A value without the line's end; lines after its first are indented. */
  private block(value: unknown, indent: string): string {
    if (!isNested(value)) {
      return this.scalar(value).replace(/\n(?=[^\n])/g, `\n${indent}`);
    }
    return Object.isFrozen(value) ? remembered(this.textsOf(value), indent, () => this.lines(value, indent)) : this.lines(value, indent);
  }

  private lines(value: object, indent: string): string {
    const inner = `${indent}  `;
    const parts = Array.isArray(value)
      ? value.map((item) => `- ${this.block(item, isNested(item) ? inner : indent)}`)
      : Object.entries(value).filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${this.key(key)}:${isNested(item) ? `\n${inner}${this.block(item, inner)}` : ` ${this.block(item, indent)}`}`);
    return parts.join(`\n${indent}`);
  }

  /** A value that is no map and no list, as the value of a key. */
  private scalar(value: unknown): string {
    return isPlain(value) ? value : remembered(this.scalars, value, () => lazy.yaml.stringify({ k: value }, OPTIONS).slice('k: '.length, -1));
  }

  private key(key: string): string {
    return remembered(this.keys, key, () => isPlain(key) ? key : lazy.yaml.stringify({ [key]: 1 }, OPTIONS).slice(0, -': 1\n'.length));
  }

  private textsOf(value: object): Map<string, string> {
    const texts = this.frozen.get(value) ?? new Map<string, string>();
    this.frozen.set(value, texts);
    return texts;
  }
}

/** A map or a list that has lines of its own. */
function isNested(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  for (const key in value) {
    if ((value as Record<string, unknown>)[key] !== undefined) {
      return true;
    }
  }
  return false;
}

function isPlain(value: unknown): value is string {
  return typeof value === 'string' && PLAIN.test(value) && !WORD.test(value);
}

function remembered<K>(texts: Map<K, string>, key: K, write: () => string): string {
  const known = texts.get(key);
  if (known !== undefined) {
    return known;
  }
  if (texts.size >= MOST_REMEMBERED) {
    texts.clear();
  }
  const text = write();
  texts.set(key, text);
  return text;
}
