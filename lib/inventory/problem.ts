import { TextError } from '../core/placed-data';
import type { Position } from '../core/position';

/** Why something cannot be judged: one line for people, never a stack trace. */
export class InputProblem extends TextError {}

/** What could not be judged, and why. */
export interface Problem {
  readonly file: string;
  readonly place?: Position;
  readonly message: string;
}

/** What an error says of a file, whatever was thrown. */
export function problemOf(file: string, error: unknown): Problem {
  if (error instanceof TextError) {
    return { file, place: error.place, message: error.message };
  }
  if (error instanceof RangeError || (error as Error)?.constructor?.name === 'TooDeepError') {
    return { file, message: 'is nested too deep to be judged' };
  }
  return { file, message: `cannot be judged: ${error instanceof Error ? error.message : String(error)}` };
}
