import { runRequests } from './requests';
import type { Console } from '../console';
import { UsageError } from '../usage-error';

/** Options of the command, as commander gives them. */
export interface GivenCanIOptions {
  readonly requests?: string;
  readonly format: 'text' | 'json';
}

/**
 * Answers one question, or those of a file, and gives the exit code.
 *
 * @throws UsageError
 */
export function runCanI(words: readonly string[], { requests, format }: GivenCanIOptions, console: Console): number {
  if (requests === undefined) {
    throw new UsageError('can-i must be given --requests FILE');
  }
  if (words.length > 0) {
    throw new UsageError(`can-i --requests takes nothing beside it, got ${words.map((word) => JSON.stringify(word)).join(' ')}`);
  }
  return runRequests(requests, format, console);
}
