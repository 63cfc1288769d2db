import { GIVEN_BY_REQUEST, LetterClass } from './letters';
import type { Letter } from './letters';
import { isKnown, splitText, symbolsOf } from '../partial-text';

/** Letters of a class: one of them, or any number. */
export interface Wildcard {
  readonly letters: LetterClass;
  readonly repeated: boolean;
}

/** A pattern as a sequence of letters and wildcards. A literal text is one. */
export type Pattern = ArrayLike<Letter | Wildcard>;

export const ANY_TEXT: Wildcard = { letters: LetterClass.any, repeated: true };
const ANY_ONE: Wildcard = { letters: LetterClass.anyCharacter, repeated: false };
const ANY_OF_PART: Wildcard = { letters: LetterClass.notColon, repeated: true };
const ONE_OF_PART: Wildcard = { letters: LetterClass.characterButColon, repeated: false };

/** The parts of an ARN; wildcards cross the colons behind the fifth alone. */
const ARN_PARTS = 6;

/** They begin the names of parts that stand for a variable, and for a wildcard that is a letter. No name of another part has them. */
const [VARIABLE, ESCAPED] = ['\u0001', '\u0002'];

/**
 * A part that stands for the text that a request gives: any text, whatever else is known.
 *
 * @param pattern what the text is like, with wildcards
 */
export function variablePart(name: string, pattern?: string): string {
  const content = pattern === undefined ? name : `${name}${VARIABLE}${pattern}`;
  return `\uE000${VARIABLE}${content.replace(/[\uE000\uE001]/g, '')}\uE001`;
}

/** A part that stands for one text that a request gives, the same wherever the name stands. */
export function samePart(name: string): string {
  return `\uE000${GIVEN_BY_REQUEST}${name.replace(/[\uE000\uE001]/g, '')}\uE001`;
}

/** A text with others in place of such parts; nothing for a name leaves its part. */
export function withoutSameParts(text: string, valueOf: (name: string) => string | undefined): string {
  // Only faster: a text that is known has no such part.
  return isKnown(text) ? text : text.replace(/\uE000\u0003([^\uE001]*)\uE001/g, (part, name: string) => valueOf(name) ?? part);
}

/** A `*`, `?` or `$` that is no wildcard. */
export function escapedPart(letter: string): string {
  return `\uE000${ESCAPED}${letter}\uE001`;
}

/** How parts that are not known are read: as letters that equal only themselves, or as any text. */
export type UnknownAs = 'itself' | 'anything';

/** A text that stands for itself: `*` and `?` are letters. */
export function textPattern(text: string, unknownAs: UnknownAs): Pattern {
  // Only faster: a text that is known is a pattern by itself.
  return isKnown(text) ? text
    : symbolsOf(text).flatMap((letter) => letter.length === 1 ? letter : unknownElements(letter, unknownAs, WHOLE));
}

/** A text with IAM's `*` and `?`. */
export function globPattern(text: string, unknownAs: UnknownAs): Pattern {
  return elementsOf(text, unknownAs, WHOLE);
}

/** A pattern of ARNs, whose wildcards cross no colon but those behind the fifth; nothing if it has fewer than six parts. */
export function arnPattern(text: string, unknownAs: UnknownAs): Pattern | undefined {
  const parts = splitText(text, ':');
  if (parts.length < ARN_PARTS) {
    return undefined;
  }
  const leading = parts.slice(0, ARN_PARTS - 1).flatMap((part) => [...elementsOf(part, unknownAs, PART), ':']);
  return [...leading, ...elementsOf(parts.slice(ARN_PARTS - 1).join(':'), unknownAs, WHOLE)];
}

/** What the wildcards of a text take. */
interface Wildcards {
  readonly star: Wildcard;
  readonly one: Wildcard;
}

const WHOLE: Wildcards = { star: ANY_TEXT, one: ANY_ONE };
const PART: Wildcards = { star: ANY_OF_PART, one: ONE_OF_PART };

function elementsOf(text: string, unknownAs: UnknownAs, wildcards: Wildcards): (Letter | Wildcard)[] {
  const elements: (Letter | Wildcard)[] = [];
  const add = (element: Letter | Wildcard) => {
    if (element !== elements.at(-1) || typeof element === 'string' || !element.repeated) {
      elements.push(element);
    }
  };
  const letters = isKnown(text) ? text.split('') : symbolsOf(text);
  for (const letter of letters) {
    if (letter.length > 1) {
      unknownElements(letter, unknownAs, wildcards).forEach(add);
    } else {
      add(letter === '*' ? wildcards.star : letter === '?' ? wildcards.one : letter);
    }
  }
  return elements;
}

function unknownElements(part: Letter, unknownAs: UnknownAs, wildcards: Wildcards): (Letter | Wildcard)[] {
  switch (part[1]) {
    case ESCAPED: return [part[2]];
    case VARIABLE: {
      const pattern = part.slice(1, -1).split(VARIABLE)[2];
      return pattern === undefined ? [wildcards.star] : elementsOf(pattern, unknownAs, wildcards);
    }
    default: return [unknownAs === 'anything' ? wildcards.star : part];
  }
}

/** Whether a text has a part that a request gives. */
export function hasVariable(text: string): boolean {
  return text.includes(`\uE000${VARIABLE}`);
}

/** Whether some text certainly fits a pattern; false where that is not seen, as it has parts that are not known. */
export function isInhabited(pattern: Pattern): boolean {
  return typeof pattern === 'string' || Array.from(pattern).every((own) => typeof own === 'string' ? own.length === 1
    : own.repeated || own.letters.takesOthers || own.letters.letters.size > 0);
}

/** The shortest text that fits one pattern of letters, and of wildcards that may take nothing; nothing for others, and for several. */
export function shortestOf([pattern, ...others]: readonly Pattern[]): string | undefined {
  const elements = Array.from(pattern);
  return others.length === 0 && isInhabited(pattern) && elements.every((own) => typeof own === 'string' || own.repeated)
    ? elements.filter((own) => typeof own === 'string').join('') : undefined;
}
