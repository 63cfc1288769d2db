import { LetterClass } from '../language/letters';
import type { Wildcard } from '../language/pattern';
import { TextSet } from '../language/text-set';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const SESSION_LETTERS = LetterClass.of(`${LOWER}${LOWER.toUpperCase()}0123456789+=,.@_-`);
const SERVICE_LETTERS = LetterClass.of(`${LOWER}0123456789-`);
const ACTION_LETTERS = LetterClass.of(`${LOWER}0123456789`);

/** The names that a session may have. */
export const SESSION_NAMES = TextSet.patterns([{ letters: SESSION_LETTERS, repeated: false }, ...some(SESSION_LETTERS)]);

/** What an action looks like, in lower case. */
export const ACTION_NAMES = TextSet.patterns([...some(SERVICE_LETTERS), ':', ...some(ACTION_LETTERS)]);

/** What a request may be about. */
export const RESOURCES = TextSet.equals('*').or(TextSet.of(['arn:*:*:*:*:*'], 'arn'));

/** At least one letter. */
function some(letters: LetterClass): Wildcard[] {
  return [{ letters, repeated: false }, { letters, repeated: true }];
}
