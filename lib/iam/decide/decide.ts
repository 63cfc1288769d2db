import type { Answer, Evaluator, Undecided, Witness } from './answer';
import type { Question } from './question';
import { Search } from './search';

/**
 * Whether one of the requests of a question is allowed: `none` where none is, whatever unknown parts become; a witness that
 * is, as the evaluation of the request confirms; or undecided, with the reason.
 */
export function decide(question: Question, evaluator: Evaluator): Answer {
  const { witnesses: [witness], rest } = findWitnesses(question, 1, evaluator);
  return witness ?? rest ?? { kind: 'none' };
}

/** Several witnesses, from statements and parts of them that differ. */
export interface Witnesses {
  readonly witnesses: readonly Witness[];
  /** Why there may be more; nothing if all has been found, or as many as were asked for. */
  readonly rest?: Undecided;
}

export function findWitnesses(question: Question, count: number, evaluator: Evaluator): Witnesses {
  const search = new Search(question, evaluator);
  const witnesses: Witness[] = [];
  for (const found of search.witnesses()) {
    witnesses.push(found);
    if (witnesses.length === count) {
      return { witnesses };
    }
  }
  return { witnesses, rest: search.open };
}
