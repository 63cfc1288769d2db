import { GENERATED } from './generated-header';
import { commentText, yamlQuoted, yamlText } from '../core/escape';

/** Names that occur once only would fill the memory: past so many texts the writer begins anew. */
const MOST_REMEMBERED = 10_000;

/** Lines of a block: printable ASCII that begins and ends with no blank, so that readers differ in nothing. */
const LINE = /^(?:[ -~]*[!-~])?$/;
const FIRST_LINE = /^[!-~]/;

/** A key on one line is read up to here; YAML ends it at 1,024 characters. */
const LONGEST_KEY = 1_000;

/**
 * Writes values as YAML, in block style, so that every reader of YAML 1.1 (kubectl, Helm) or 1.2 gets them back. A text is plain
 * where it is words of ASCII, a block where it is lines of ASCII, and in double quotes otherwise: these three forms mean the same
 * to all readers.
 *
 * The files of a thousand workloads hardly differ from each other, so one writer for all of them saves most of the work.
 */
export class YamlWriter {
  private readonly scalars = new Map<string, string>();
  private readonly keys = new Map<string, string>();
  /** The texts of frozen objects, which cannot change, by the indentation. */
  private readonly frozen = new WeakMap<object, Map<string, string>>();

  /** The generated header, further comments, and the documents. */
  public file(comments: readonly string[], documents: readonly object[]): string {
    const header = [GENERATED, ...comments].map((line) => `# ${commentText(line)}`.trimEnd() + '\n').join('');
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
        .map(([key, item]) => `${this.key(key).replace('\n', `\n${indent}`)}:${isNested(item) ? `\n${inner}${this.block(item, inner)}` : ` ${this.block(item, indent)}`}`);
    return parts.join(`\n${indent}`);
  }

  /** A value that is no map and no list, as the value of a key. */
  private scalar(value: unknown): string {
    return typeof value === 'string' ? remembered(this.scalars, value, () => textScalar(value)) : otherScalar(value);
  }

  private key(key: string): string {
    return remembered(this.keys, key, () => {
      const text = yamlText(key);
      return text.length > LONGEST_KEY ? `? ${text}\n` : text;
    });
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

function textScalar(text: string): string {
  const chomped = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = chomped.split('\n');
  const isBlock = text.includes('\n') && FIRST_LINE.test(text) && !chomped.endsWith('\n') && lines.every((line) => LINE.test(line));
  if (!isBlock) {
    return text.includes('\n') ? yamlQuoted(text) : yamlText(text);
  }
  return [chomped === text ? '|-' : '|', ...lines.map((line) => line === '' ? '' : `  ${line}`)].join('\n');
}

/** Numbers, flags and nothing. YAML 1.1 knows a number with an exponent by its point. */
function otherScalar(value: unknown): string {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? String(value).replace(/^(-?\d+)e/, '$1.0e') : yamlQuoted(String(value));
  }
  return Array.isArray(value) ? '[]' : typeof value === 'object' && value !== null ? '{}' : String(value);
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
