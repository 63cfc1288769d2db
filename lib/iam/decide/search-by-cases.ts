import type { Undecided, Witness } from './answer';
import { captures } from './captures';
import { documentsOf } from './question';
import type { Question } from './question';
import { Search } from './search';
import { VariableCases } from './variable-cases';
import type { AccessRequest } from '../access-request';
import { Steps } from '../language/steps';

const MAX_STEPS = 800_000;

/** How often texts of requests that were tried become values of variables. */
const MOST_ROUNDS = 2;

/**
 * Looks for requests that policies allow. Where they have variables, and it stays open whether there is one, the question is asked again
 * for each of the texts that the variables may stand for, and for one that is none of these.
 */
export class SearchByCases {
  /** Why there may be witnesses that have not been found. */
  public open?: Undecided;

  /** @param isOne whether one witness is enough */
  public constructor(private readonly question: Question, private readonly isOne: boolean) {}

  public* witnesses(): Generator<Witness> {
    const steps = new Steps(this.question.maxSteps ?? MAX_STEPS);
    const seen = new Set<string>();
    const isNew = ({ request }: Witness) => seen.size < seen.add(JSON.stringify(request)).size;
    const documents = documentsOf(this.question);
    const cases = new VariableCases(this.question, documents, steps);
    const whole = new Search(this.question, steps, { isOne: this.isOne, variables: cases.open });
    for (const witness of whole.witnesses()) {
      seen.add(JSON.stringify(witness.request));
      yield witness;
    }
    this.open = whole.open;
    // Only faster: without variables it would be the same question again.
    if (cases.spellings.size === 0) {
      return;
    }
    let failed: readonly AccessRequest[] = whole.attempts.failed;
    for (let round = 0; round < MOST_ROUNDS && this.open !== undefined && !steps.areSpent; round++) {
      failed.forEach((request) => captures(request, documents).forEach(([key, text]) => cases.add(key, text)));
      failed = yield* this.round(cases, steps, isNew);
    }
  }

  private* round(cases: VariableCases, steps: Steps, isNew: (witness: Witness) => boolean): Generator<Witness, AccessRequest[]> {
    const failed: AccessRequest[] = [];
    let open: Undecided | undefined;
    const unknown = [...cases.spellings.values()].map((name) => `\${${name}}`).join(' and ');
    for (const { question, variables } of cases.all()) {
      const search = new Search(question, steps, { isOne: this.isOne, variables, unknown, isRepeated: true });
      for (const witness of search.witnesses()) {
        if (isNew(witness)) {
          yield witness;
        }
      }
      open ??= search.open;
      failed.push(...search.attempts.failed);
      if (steps.areSpent) {
        break;
      }
    }
    this.open = open;
    return failed;
  }
}
