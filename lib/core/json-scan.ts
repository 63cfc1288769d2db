import { jsonHint } from './json-hint';
import { CutOffError, MOST_LEVELS, Positions, TextError } from './placed-data';
import type { Position } from './position';
import { count, list, show } from './text';

/** An object or list that has begun and not ended; an object with its keys so far. */
interface Open {
  readonly close: '}' | ']';
  readonly keys?: Set<string>;
  key: string;
  index: number;
}

/** Where a walk begins. */
const START = { at: 0, line: 1, lineStart: 0 };

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Half of what is walked, in a third of the time that a loop takes. */
const INDENTATION = / */y;

const WRONG_TEXT = /[\u0000-\u001f]|\\(?:[^"/bfnrtu]|u(?![\da-fA-F]{4}))/;

/** More would exhaust the memory. */
export const MOST_VALUES = 10_000_000;

/** Walks JSON text once, without recursion. `JSON.parse` knows no positions, and its messages differ between versions of Node.js. */
export class Scan {
  public first: Position;
  private readonly open: Open[] = [];
  private at: number;
  private line: number;
  private lineStart: number;
  private expected: Expected = 'value';
  private values = 0;

  public constructor(
    private readonly text: string, public readonly positions: Positions,
    private readonly looksIntoTexts = false, private readonly start = START,
  ) {
    [this.at, this.line, this.lineStart] = [start.at, start.line, start.lineStart];
    this.first = this.position();
  }

  /**
   * @param isAlone whether nothing may follow the value; otherwise the walk ends where the next one begins
   * @returns where the value begins, and where the walk ended
   */
  public run(isAlone = true): [begin: number, end: number] {
    const { text } = this;
    this.skipSpace();
    this.first = this.position();
    const begin = this.at;
    for (; this.at < text.length; this.skipSpace()) {
      const character = text[this.at];
      if (!isAlone && this.expected === 'nothing' && (character === '{' || character === '[')) {
        break;
      }
      if (character === '"') {
        this.string();
      } else if (character === '{' || character === '[') {
        this.begin(character);
      } else if (character === '}' || character === ']') {
        this.end(character);
      } else if (character === ',' || character === ':') {
        this.separator(character);
      } else {
        this.literal();
      }
    }
    if (this.expected !== 'nothing') {
      throw this.unexpected();
    }
    return [begin, this.at];
  }

  /** What walks the value behind this one, if there is one. */
  public next(positions: Positions): Scan | undefined {
    const { text, at, line, lineStart } = this;
    return at >= text.length ? undefined : new Scan(text, positions, false, { at, line, lineStart });
  }

  /** What walks the same value and looks into its texts. */
  public again(): Scan {
    return new Scan(this.text, new Positions(() => false), true, this.start);
  }

  private begin(character: string): void {
    this.beginValue();
    const isObject = character === '{';
    this.open.push({ close: isObject ? '}' : ']', keys: isObject ? new Set() : undefined, key: '', index: 0 });
    if (this.open.length > MOST_LEVELS) {
      throw new TextError(`must be nested at most ${MOST_LEVELS} levels deep`, this.position());
    }
    this.expected = isObject ? 'key or end' : 'value or end';
    this.at++;
  }

  private end(character: string): void {
    const isExpected = this.expected === 'comma or end' || this.expected === (character === '}' ? 'key or end' : 'value or end');
    if (!isExpected || this.open[this.open.length - 1].close !== character) {
      throw this.unexpected();
    }
    this.open.pop();
    this.at++;
    this.endValue();
  }

  private separator(character: string): void {
    const holder = this.open[this.open.length - 1];
    if (character === ':' ? this.expected !== 'colon' : this.expected !== 'comma or end') {
      throw this.unexpected();
    }
    this.expected = character === ':' || holder.keys === undefined ? 'value' : 'key';
    this.at++;
  }

  private string(): void {
    const isKey = this.expected === 'key' || this.expected === 'key or end';
    if (!isKey) {
      this.beginValue();
    }
    const end = this.endOfString();
    if (this.looksIntoTexts && WRONG_TEXT.test(this.text.slice(this.at, end).replace(/\\\\/g, ''))) {
      throw new TextError('must be JSON: the text here has an unknown escape, or a line break or other control character', this.position());
    }
    if (isKey) {
      this.key(this.text.slice(this.at + 1, end - 1));
      this.expected = 'colon';
    } else {
      this.endValue();
    }
    this.at = end;
  }

  /** A long string must not be matched by a regular expression with groups: these take room on the stack. */
  private endOfString(): number {
    for (let quote = this.text.indexOf('"', this.at + 1); quote >= 0; quote = this.text.indexOf('"', quote + 1)) {
      let slashes = 0;
      while (this.text[quote - 1 - slashes] === '\\') {
        slashes++;
      }
      if (slashes % 2 === 0) {
        return quote + 1;
      }
    }
    throw new CutOffError('must be JSON: a text begins here and does not end', this.position());
  }

  private key(written: string): void {
    const holder = this.open[this.open.length - 1];
    const key = written.includes('\\') ? unescaped(written) : written;
    if (holder.keys!.has(key)) {
      throw new TextError(`must have each key once, and ${show(key)} stands here a second time`, this.position());
    }
    holder.keys!.add(key);
    holder.key = key;
    this.note();
  }

  private literal(): void {
    this.beginValue();
    LITERAL.lastIndex = this.at;
    const [match] = LITERAL.exec(this.text) ?? [];
    if (match === undefined) {
      throw this.unexpected();
    }
    this.at += match.length;
    this.endValue();
  }

  private beginValue(): void {
    if (this.expected !== 'value' && this.expected !== 'value or end') {
      throw this.unexpected();
    }
    if (++this.values > MOST_VALUES) {
      throw new TextError(`must have at most ${count(MOST_VALUES, 'value')}`, this.position());
    }
    const holder = this.open[this.open.length - 1];
    if (holder !== undefined && holder.keys === undefined) {
      holder.key = String(holder.index++);
      this.note();
    }
  }

  private endValue(): void {
    this.expected = this.open.length === 0 ? 'nothing' : 'comma or end';
  }

  private note(): void {
    if (this.positions.keeps(this.open.length, this.open[0].key)) {
      this.positions.add(this.open.map(({ key }) => key), this.position());
    }
  }

  private skipSpace(): void {
    const { text } = this;
    let { at } = this;
    for (; ; at++) {
      const code = text.charCodeAt(at);
      if (code === 10) {
        this.line++;
        this.lineStart = at + 1;
        INDENTATION.lastIndex = at + 1;
        INDENTATION.test(text);
        at = INDENTATION.lastIndex - 1;
      } else if (code !== 32 && code !== 13 && code !== 9) {
        this.at = at;
        return;
      }
    }
  }

  private position(): Position {
    return { line: this.line, column: this.at - this.lineStart + 1 };
  }

  private unexpected(): TextError {
    const [character] = this.text.slice(this.at, this.at + 2) as Iterable<string | undefined>;
    if (this.expected === 'nothing' && character !== undefined && '{['.includes(character)) { // what a loop over aws iam get-role writes
      return new TextError('must be one JSON value, and another begins here: join them, such as by jq -s .', this.position());
    }
    return new (character === undefined ? CutOffError : TextError)(`must be JSON: expected ${this.inWords()}, got ${character === undefined ? 'the end' : show(character)}${jsonHint(character, this.text.slice(0, this.at).trimEnd().endsWith(','))}`, this.position());
  }

  private inWords(): string {
    const end = show(this.open[this.open.length - 1]?.close);
    const words: Readonly<Record<Expected, readonly string[]>> = {
      'value': ['a value'],
      'value or end': ['a value', end],
      'key': ['a key in double quotes'],
      'key or end': ['a key in double quotes', end],
      'colon': ['":"'],
      'comma or end': ['","', end],
      'nothing': ['the end'],
    };
    return list(words[this.expected], 'or');
  }
}

function unescaped(text: string): string {
  const quoted = `"${text}"`;
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}
