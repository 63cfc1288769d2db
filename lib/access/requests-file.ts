import type { AccessQuestion } from './access-question';
import { questionOf } from './request-entry';
import type { EntryProblem } from './request-entry';
import { readJson } from '../core/json';
import { TextError, placeOf } from '../core/placed-data';
import { own } from '../core/plain-object';
import type { Position } from '../core/position';
import { show } from '../core/text';
import { pathText } from '../iam/written-path';

/** What is wrong with a requests file: a sentence, and where. */
export interface RequestsProblem {
  readonly place?: Position;
  readonly message: string;
}

/** The questions of a requests file, or all that is wrong with it. */
export interface RequestsFile {
  readonly questions: readonly AccessQuestion[];
  readonly problems: readonly RequestsProblem[];
}

/**
 * Reads the JSON of a requests file.
 *
 * @param hasPaths whether the questions are about what exists at paths, too
 */
export function readRequests(text: string, hasPaths: boolean): RequestsFile {
  try {
    const data = readJson(text);
    const entries = data.value;
    if (!Array.isArray(entries) || entries.length === 0) {
      return wrong(`must be a JSON array of requests, got ${Array.isArray(entries) ? 'none' : show(entries)}`, data.place);
    }
    const problems: RequestsProblem[] = [];
    const questions = entries.flatMap((entry: unknown, i) => {
      const found: EntryProblem[] = [];
      const question = questionOf(entry, i + 1, hasPaths, found);
      const subject = subjectOf(entry, i + 1);
      problems.push(...found.map(({ path, problem }) => ({
        place: placeOf(data, [String(i), ...path]),
        message: `${subject}${path.length === 0 ? '' : `: ${pathText(path)}`} ${problem}`,
      })));
      return question ?? [];
    });
    return { questions: problems.length > 0 ? [] : questions, problems };
  } catch (error) {
    if (error instanceof TextError) {
      return wrong(error.message, error.place);
    }
    throw error;
  }
}

function wrong(message: string, place?: Position): RequestsFile {
  return { questions: [], problems: [{ message, place }] };
}

function subjectOf(entry: unknown, number: number): string {
  const name: unknown = own(entry, 'name');
  return `request ${number}${typeof name === 'string' && name !== '' ? ` (${show(name)})` : ''}`;
}
