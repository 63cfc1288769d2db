import { Token } from './cdk';
import { show } from './text';
import type { TextFormat } from './text-format';

/** Fewer make no sentence in any language. */
const LEAST_WORDS = 3;

/** What people write where they mean to give a reason later, or none. They count as no words of a sentence. */
const NO_REASONS = new Set([
  'todo', 'tbd', 'tba', 'tbc', 'fixme', 'na', 'temp', 'tmp', 'xxx', 'foo', 'bar', 'baz', 'qux', 'asdf', 'qwerty', 'lorem', 'ipsum', 'dolor', 'placeholder', 'blah', 'bla', 'wip',
]);

/** Why something may be as it is: words that say so, whatever their length. */
export const REASON: TextFormat = {
  pattern: '[\\s\\S]*\\S[\\s\\S]*',
  rule: 'a sentence that says why',
  example: 'upstream makes up these names',
  also: (value) => wordsOf(value).size >= LEAST_WORDS ? undefined : 'must be a sentence that says why (at least three different words; "TODO" and "n/a" are none)',
};

/**
 * Throws unless a reason is a sentence.
 *
 * @param why what it must say: `the wildcard cannot be narrower`
 */
export function requireReason(what: string, why: string, reason: unknown): void {
  const problem = reasonProblem(why, reason);
  if (problem !== undefined) {
    throw new Error(`${what} ${problem}`);
  }
}

/** What is wrong with a reason: a sentence without its subject; nothing if it is one. */
export function reasonProblem(why: string, reason: unknown): string | undefined {
  if (typeof reason === 'string' && Token.isUnresolved(reason)) {
    return `must say why ${why}, and be literal, got a deploy-time value`;
  }
  return typeof reason === 'string' && wordsOf(reason).size >= LEAST_WORDS ? undefined
    : `must say why ${why}, in a sentence (at least three different words; "TODO" and "n/a" are none), got ${reason === undefined ? 'none' : show(reason)}`;
}

/** The different words of a text, in whatever script: characters that are not seen separate none, and a letter alone is none. */
function wordsOf(text: string): Set<string> {
  const plain = text.normalize('NFKC').replace(/[\p{Cf}\p{Cc}]/gu, (character) => /\s/.test(character) ? ' ' : '').toLowerCase().slice(0, 10_000);
  const segments = [...new Intl.Segmenter('en', { granularity: 'word' }).segment(plain)].map(({ segment }) => segment);
  // Letters without case are those of scripts such as Han, where one is a word.
  const words = segments.filter((segment) => /\p{L}.*\p{L}|\p{Lo}/u.test(segment));
  return new Set(words.filter((word) => !NO_REASONS.has(word) && new Set(word).size > (/\p{Lo}/u.test(word) ? 0 : 1)));
}
