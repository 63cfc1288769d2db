import { jsonHint } from './json-hint';
import { CutOffError, MOST_LEVELS, Positions, TextError } from './placed-data';
import type { KeepsPosition, PlacedData } from './placed-data';
import type { Position } from './position';
import { count, list, show } from './text';

/** More would exhaust the memory. */
const MOST_VALUES = 10_000_000;

/**
 * Reads JSON: the values, and where they are in the text. A key that occurs twice in an object is an error, since readers
 * differ in which of the two they take.
 *
 * @param keeps whether the position of a value is kept, by its depth and the first key that leads to it; by default of all
 * @throws `TextError` with the position, if the text is not JSON or nested too deep
 */
export function readJson(text: string, keeps?: KeepsPosition): PlacedData {
  const scan = new Scan(text, new Positions(keeps));
  scan.run();
  try {
    return { value: JSON.parse(text), place: scan.first, places: scan.positions.all };
  } catch {
    new Scan(text, new Positions(() => false), true).run(); // says where
    throw new TextError('must be JSON');
  }
}

/** The value alone, in a third of the time: for files that no message points into. */
export function readJsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return readJson(text, () => false).value; // says what is wrong, and where
  }
}

/** An object or list that has begun and not ended. */
interface Open {
  readonly close: '}' | ']';
  /** The keys so far, of an object. */
  readonly keys?: Set<string>;
  key: string;
  index: number;
}

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Half of what is walked, in a third of the time that a loop takes. */
const INDENTATION = / */y;

const WRONG_TEXT = /[\u0000-\u001f]|\\(?:[^"/bfnrtu]|u(?![\da-fA-F]{4}))/;

/** Walks JSON text once, without recursion. `JSON.parse` knows no positions, and its messages differ between versions of Node.js. */
class Scan {
  public first: Position = { line: 1, column: 1 };
  private readonly open: Open[] = [];
  private at = 0;
  private line = 1;
  private lineStart = 0;
  private expected: Expected = 'value';
  private values = 0;

  public constructor(private readonly text: string, public readonly positions: Positions, private readonly looksIntoTexts = false) {}

  public run(): void {
    const { text } = this;
    this.skipSpace();
    this.first = this.position();
    for (; this.at < text.length; this.skipSpace()) {
      const character = text[this.at];
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
