import { lazy } from './lazy';

/** How a value is shown in an error: quoted, on one line, and never longer than a terminal's line. */
export function show(value: unknown): string {
  const text = visible(json(value) ?? 'undefined');
  return text.length > 120 ? `${text.slice(0, 110).replace(/[\uD800-\uDBFF]$/, '')}… (${lengthOf(value) ?? text.length} characters)` : text;
}

/**
 * Characters that are not seen as they are: a terminal obeys them, a reader of YAML or JavaScript takes them for the end of a line,
 * or they look like a space or like nothing; and halves of a character, which UTF-8 cannot hold. Only ranges: the first use of a
 * Unicode class takes V8 longer than most files take to load.
 */
const UNSEEN =
  /[\0-\x1F\x7F-\xA0\xAD\u061C\u1680\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uD800-\uDFFF\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E007F}]/gu;

/** Replaces the characters that are not seen, line breaks among them. */
export function replaceUnseen(text: string, write: (character: string) => string): string {
  return text.replace(UNSEEN, write);
}

/** Characters that are not seen are shown by their numbers, `\u009b`. */
export function visible(text: string): string {
  return replaceUnseen(text, (character) => {
    const number = character.codePointAt(0)!.toString(16);
    return number.length > 4 ? `\\u{${number}}` : `\\u${number.padStart(4, '0')}`;
  });
}

/** A text has its own length, not that of its quotes. */
function lengthOf(value: unknown): number | undefined {
  return typeof value === 'string' ? value.length : undefined;
}

/** Characters that look like a space, or like nothing, and are none to YAML. */
const STRANGE_SPACES = /[\u00A0\u1680\u2000-\u200F\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF]/g;

/** What is said of a text that has spaces which are none; nothing if it has not. */
export function strangeSpaces(text: string): string | undefined {
  const [first] = text.match(STRANGE_SPACES) ?? [];
  return first === undefined ? undefined
    : `it has ${first === '\u00A0' ? 'non-breaking spaces (\\u00a0)' : `characters that look like a space or like nothing (${visible(first)})`}: write plain spaces, or none`;
}

function json(value: unknown): string | undefined {
  try {
    return named(value) ?? JSON.stringify(value, function (this: any, key, part) {
      return key === '' ? part : named(this[key]) ?? part; // as it was before its own toJSON
    });
  } catch {
    return '(a value that holds itself)';
  }
}

/** What has no text of its own: a class or function, whose text is its source code, and an object of a class. */
function named(value: unknown): string | undefined {
  if (typeof value === 'bigint' || typeof value === 'symbol') {
    return `${String(value)}${typeof value === 'bigint' ? 'n' : ''}`;
  }
  if (typeof value === 'function') {
    const isClass = Function.prototype.toString.call(value).startsWith('class');
    return `the ${isClass ? 'class' : 'function'} ${value.name || 'without a name'}`;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return undefined;
  }
  const given: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  if (typeof given !== 'string' || given === '' || given === 'Object') {
    return undefined;
  }
  const className = given.replace(/\d+$/, ''); // some classes of the bundle that CDK is published as have a number added
  const path: unknown = (value as { node?: { path?: unknown } }).node?.path;
  return `${/^[AEIOU]/.test(className) ? 'an' : 'a'} ${className}${typeof path === 'string' ? ` ("${path}")` : ''}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[], conjunction = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${conjunction} ${items[items.length - 1]}`;
}

/** `1 role`, `2 roles`, `1,000 policies`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(n)} ${n === 1 ? noun : plural}`;
}

/** As `toLocaleString('en-US')`, whose first use takes longer than most files take to load. */
function grouped(n: number): string {
  return Number.isSafeInteger(n) && n >= 0 ? String(n).replace(/\B(?=(?:\d{3})+$)/g, ',') : n.toLocaleString('en-US');
}

/** The nearest known word, if one is near enough to be a slip of the pen. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const normalized = normalize(word);
  let best: { word: string; edits: number } | undefined;
  for (const candidate of known) {
    const other = normalize(candidate);
    const edits = other === normalized ? 0 : lazy.levenshtein.distance(other, normalized);
    if (best === undefined || edits < best.edits) {
      best = { word: candidate, edits };
    }
  }
  // Two slips, such as two letters the wrong way round, are likely only in a word of some length.
  const most = Math.max(normalized.length >= 4 ? 2 : 1, Math.floor(normalized.length / 3));
  return best && best.edits <= most && best.edits < Math.max(1, normalized.length) ? best.word : undefined;
}

/** The end of an error message about an unknown word: a suggestion, or else what there is. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) {
    return `did you mean ${show(near)}?`;
  }
  return known.length === 0 ? 'there is none' : `known: ${known.slice(0, 30).join(', ')}${known.length > 30 ? ', …' : ''}`;
}

/** Letters and digits only: `route53.DNS-01` is `route53.dns01`. */
function normalize(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}
