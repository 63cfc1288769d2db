/** What was read, or what is wrong and where (both counted from 1). */
export type JsonText =
  | { readonly value: unknown; readonly problem?: undefined }
  | { readonly problem: string; readonly line: number; readonly column: number };

/**
 * Reads JSON as `JSON.parse` does, but tells the line and column of a fault in every version of Node.js,
 * and refuses a key that stands twice in an object, of which `JSON.parse` would keep the last alone.
 */
export function readJson(text: string): JsonText {
  const reader = new Reader(text);
  try {
    return { value: reader.document() };
  } catch (error) {
    if (!(error instanceof Fault)) {
      throw error;
    }
    const before = text.slice(0, error.offset).split('\n');
    return { problem: error.message, line: before.length, column: before[before.length - 1].length + 1 };
  }
}

class Fault extends Error {
  public constructor(message: string, public readonly offset: number) {
    super(message);
  }
}

const SPACE = /[ \t\n\r]*/y;
const PUNCTUATION = /[{}[\],:]/y;
const LITERAL = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

class Reader {
  private offset = 0;

  public constructor(private readonly text: string) {}

  public document(): unknown {
    const value = this.value();
    this.skip(SPACE);
    if (this.offset < this.text.length) {
      throw this.fault('the end');
    }
    return value;
  }

  private value(): unknown {
    this.skip(SPACE);
    switch (this.text[this.offset]) {
      case '{':
        return this.object();
      case '[':
        return this.array();
      default:
        return this.literal('a value');
    }
  }

  private object(): unknown {
    const entries = new Map<string, unknown>();
    this.members('}', () => {
      this.skip(SPACE);
      const start = this.offset;
      const key = this.text[start] === '"' ? this.literal('a key in double quotes') as string : undefined;
      if (key === undefined) {
        throw this.fault('a key in double quotes');
      }
      if (entries.has(key)) {
        throw new Fault(`the key ${JSON.stringify(key)} stands twice in one object`, start);
      }
      this.punctuation(':');
      entries.set(key, this.value());
    });
    return Object.fromEntries(entries);
  }

  private array(): unknown {
    const items: unknown[] = [];
    this.members(']', () => items.push(this.value()));
    return items;
  }

  private members(end: string, member: () => void): void {
    this.offset++;
    this.skip(SPACE);
    if (this.text[this.offset] === end) {
      this.offset++;
      return;
    }
    do {
      member();
    } while (this.punctuation(',', end) === ',');
  }

  private punctuation(...expected: string[]): string {
    this.skip(SPACE);
    const found = this.skip(PUNCTUATION);
    if (!expected.includes(found)) {
      this.offset -= found.length;
      throw this.fault(expected.map((text) => `"${text}"`).join(' or '));
    }
    return found;
  }

  private literal(expected: string): unknown {
    const literal = this.skip(LITERAL);
    if (literal === '') {
      throw this.fault(expected);
    }
    return JSON.parse(literal);
  }

  private skip(pattern: RegExp): string {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.offset += found.length;
    return found;
  }

  private fault(expected: string): Fault {
    const found = this.text[this.offset];
    return new Fault(`expected ${expected}, got ${found === undefined ? 'the end' : JSON.stringify(found)}`, this.offset);
  }
}
