import { LetterClass } from './letters';
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

/** A part that stands for the text that a request gives: any text, whatever else is known. */
export function variablePart(name: string): string {
  return `\uE000${VARIABLE}${name.replace(/[\uE000\uE001]/g, '')}\uE001`;
}

/** A `*`, `?` or `$` that is no wildcard. */
export function escapedPart(letter: string): string {
  return `\uE000${ESCAPED}${letter}\uE001`;
}

/** How parts that are not known are read: as letters that equal only themselves, or as any text. */
export type UnknownAs = 'itself' | 'anything';

/** A text that stands for itself: `*` and `?` are letters. */
export function textPattern(text: string, unknownAs: UnknownAs): Pattern {
  return isKnown(text) ? text : symbolsOf(text).map((letter) => unknownOr(letter, unknownAs, ANY_TEXT));
}

/** A text with IAM's `*` and `?`. */
export function globPattern(text: string, unknownAs: UnknownAs): Pattern {
  return elementsOf(text, unknownAs, ANY_TEXT, ANY_ONE, ANY_TEXT);
}

/** A pattern of ARNs, whose wildcards cross no colon but those behind the fifth; nothing if it has fewer than six parts. */
export function arnPattern(text: string, unknownAs: UnknownAs): Pattern | undefined {
  const parts = splitText(text, ':');
  if (parts.length < ARN_PARTS) {
    return undefined;
  }
  const leading = parts.slice(0, ARN_PARTS - 1).flatMap((part) => [...elementsOf(part, unknownAs, ANY_OF_PART, ONE_OF_PART, ANY_OF_PART), ':']);
  return [...leading, ...elementsOf(parts.slice(ARN_PARTS - 1).join(':'), unknownAs, ANY_TEXT, ANY_ONE, ANY_TEXT)];
}

function elementsOf(text: string, unknownAs: UnknownAs, star: Wildcard, one: Wildcard, unknown: Wildcard): (Letter | Wildcard)[] {
  const elements: (Letter | Wildcard)[] = [];
  const letters = isKnown(text) ? text.split('') : symbolsOf(text);
  for (const letter of letters) {
    const element = letter === '*' ? star : letter === '?' ? one : unknownOr(letter, unknownAs, unknown);
    if (element !== elements.at(-1) || typeof element === 'string' || !element.repeated) {
      elements.push(element);
    }
  }
  return elements;
}

function unknownOr(letter: Letter, unknownAs: UnknownAs, unknown: Wildcard): Letter | Wildcard {
  if (letter.length === 1) {
    return letter;
  }
  return letter[1] === ESCAPED ? letter[2] : unknownAs === 'anything' || letter[1] === VARIABLE ? unknown : letter;
}

/** Whether a text has a part that a request gives. */
export function hasVariable(text: string): boolean {
  return text.includes(`\uE000${VARIABLE}`);
}
