import { askOne } from './one-question';
import type { QuestionOptions } from './one-question';
import { runRequests } from './requests';
import { show } from '../../core/text';
import type { Console } from '../console';
import { UsageError } from '../usage-error';

/** Options of the command, as commander gives them. */
export interface GivenCanIOptions extends QuestionOptions {
  readonly requests?: string;
}

/** The options that say what is asked, which each entry of a file says itself. */
const OF_ONE = { as: '--as', asRole: '--as-role', asUser: '--as-user', given: '--given', resourceAccount: '--resource-account' } as const;

/**
 * Answers one question, or those of a file, and gives the exit code.
 *
 * @throws UsageError
 */
export function runCanI(words: readonly string[], options: GivenCanIOptions, console: Console): number {
  const { requests } = options;
  if (requests === undefined) {
    return askOne(words, options, console);
  }
  const [other] = Object.entries(OF_ONE).filter(([key]) => options[key as keyof typeof OF_ONE] !== undefined);
  if (other !== undefined) {
    throw new UsageError(`${other[1]} must not stand beside --requests ${show(requests)}: each entry of the file says it itself`);
  }
  return runRequests(requests, words, options, console);
}
