import { isNear, MOST_LEVELS, Places } from './placed-data';
import type { PlacedData } from './placed-data';
import { InputProblem } from './problem';
import type { Position } from '../core/position';
import { count, show } from '../core/text';

/** More would exhaust the memory. */
const MOST_VALUES = 10_000_000;

/** Reads JSON: its values, and where they stand. A key that stands twice is an error: readers differ in which of them counts. */
export function readJson(text: string): PlacedData {
  const scan = new Scan(text);
  scan.run();
  try {
    return { value: JSON.parse(text), place: scan.first, places: scan.places.all };
  } catch {
    new Scan(text, true).run();
    throw new InputProblem('is no JSON');
  }
}

/** The value alone, in a tenth of the time: of what the CDK writes for itself, where no finding has its place. */
export function readJsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return readJson(text).value; // says what is wrong, and where
  }
}

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

/** Walks JSON text once, without recursion. `JSON.parse` knows no places, and its messages differ between versions of Node. */
class Scan {
  public readonly places = new Places();
  public first: Position = { line: 1, column: 1 };
  private readonly open: Open[] = [];
  private at = 0;
  private line = 1;
  private lineStart = 0;
  private expected: Expected = 'value';
  private values = 0;

  public constructor(private readonly text: string, private readonly looksIntoTexts = false) {}

  public run(): void {
    const { text } = this;
    this.skipSpace();
    this.first = this.place();
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
      throw new InputProblem('is no JSON: it ends too early', this.place());
    }
  }

  private begin(character: string): void {
    this.beginValue();
    const isObject = character === '{';
    this.open.push({ close: isObject ? '}' : ']', keys: isObject ? new Set() : undefined, key: '', index: 0 });
    if (this.open.length > MOST_LEVELS) {
      throw new InputProblem(`must be nested at most ${MOST_LEVELS} levels deep`, this.place());
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
    const end = this.endOfString();
    if (this.looksIntoTexts && WRONG_TEXT.test(this.text.slice(this.at, end).replace(/\\\\/g, ''))) {
      throw new InputProblem('is no JSON: the text here has an unknown escape, or a line break or other control character', this.place());
    }
    if (this.expected === 'key' || this.expected === 'key or end') {
      this.key(this.text.slice(this.at + 1, end - 1));
      this.expected = 'colon';
    } else {
      this.beginValue();
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
    throw new InputProblem('is no JSON: a text begins here and does not end', this.place());
  }

  private key(written: string): void {
    const holder = this.open[this.open.length - 1];
    const key = written.includes('\\') ? unescaped(written) : written;
    if (holder.keys!.has(key)) {
      throw new InputProblem(`must have each key once, and ${show(key)} stands here a second time`, this.place());
    }
    holder.keys!.add(key);
    holder.key = key;
    this.note();
  }

  private literal(): void {
    LITERAL.lastIndex = this.at;
    const [match] = LITERAL.exec(this.text) ?? [];
    if (match === undefined) {
      throw this.unexpected();
    }
    this.beginValue();
    this.at += match.length;
    this.endValue();
  }

  private beginValue(): void {
    if (this.expected !== 'value' && this.expected !== 'value or end') {
      throw this.unexpected();
    }
    if (++this.values > MOST_VALUES) {
      throw new InputProblem(`must have at most ${count(MOST_VALUES, 'value')}`, this.place());
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
    if (isNear(this.open.length, this.open[0].key)) {
      this.places.add(this.open.map(({ key }) => key), this.place());
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

  private place(): Position {
    return { line: this.line, column: this.at - this.lineStart + 1 };
  }

  private unexpected(): InputProblem {
    const character = String.fromCodePoint(this.text.codePointAt(this.at)!);
    if (this.expected === 'nothing' && '{['.includes(character)) { // what a loop over aws iam get-role writes
      return new InputProblem('must be one JSON value, and another begins here: join them, such as by jq -s .', this.place());
    }
    return new InputProblem(`is no JSON: unexpected ${show(character)}`, this.place());
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
