import type { Answer, Undecided, Witness } from './answer';
import type { Question } from './question';
import { SearchByCases } from './search-by-cases';

/**
 * Whether one of the requests of a question is allowed: `none` where none is, whatever unknown parts become; a witness that
 * is, as the evaluation of the request confirms; or undecided, with the reason.
 */
export function decide(question: Question): Answer {
  const { witnesses: [witness], rest } = findWitnesses(question, 1);
  return witness ?? rest ?? { kind: 'none' };
}

/** Several witnesses, from statements and parts of them that differ. */
export interface Witnesses {
  readonly witnesses: readonly Witness[];
  /** Why there may be more; nothing if all has been found, or as many as were asked for. */
  readonly rest?: Undecided;
}

/** Up to so many requests that are allowed, where one statement or one part of a box after the other allows. */
export function findWitnesses(question: Question, count: number): Witnesses {
  const search = new SearchByCases(question, count === 1);
  const witnesses: Witness[] = [];
  for (const found of search.witnesses()) {
    witnesses.push(found);
    if (witnesses.length === count) {
      return { witnesses };
    }
  }
  return { witnesses, rest: search.open };
}
