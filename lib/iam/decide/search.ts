import type { Undecided, Witness } from './answer';
import { Attempts } from './attempts';
import { remains, removed, restricted } from './boxes';
import type { Box, Removed } from './boxes';
import { Choices, MANY } from './choices';
import { condensed, Numbers, Wider } from './condense';
import type { Restricted } from './condense';
import { Dimensions } from './dimensions';
import type { Way } from './dimensions';
import { NotAllowed } from './not-allowed';
import { deniesFor, pathsFor, readPolicies } from './paths';
import type { Path, PolicyStatements } from './paths';
import { documentsOf } from './question';
import type { PrincipalSet, Question } from './question';
import { RestrictionIndex } from './restriction-index';
import { PolicyVariables } from './variables';
import type { AccessRequest } from '../access-request';
import { OutOfSteps } from '../language/steps';
import type { Steps } from '../language/steps';
import { plain } from '../partial-text';

/** What it costs to read a statement, in which variables have other values in each search. */
const COST_OF_STATEMENT = 40;

/** More characters than the policies of a role can have by IAM's quotas: each beyond them costs a step, where they are read once more. */
const USUAL_CHARACTERS = 150_000;

/** How a search is made. */
export interface SearchOptions {
  /** Whether one witness is enough, so that it does not matter which of many statements allows it. */
  readonly isOne: boolean;
  /** @default each may be any text */
  readonly variables?: PolicyVariables;
  /**
   * What an answer depends on, if the evaluation does not say it.
   *
   * @default what is not known
   */
  readonly unknown?: string;
  /**
   * Whether the same policies were searched before, with other values of their variables.
   *
   * @default false
   */
  readonly isRepeated?: boolean;
}

/** Looks for requests that policies allow, one box after the other. */
export class Search {
  /** Why there may be witnesses that have not been found. */
  public open?: Undecided;
  public readonly attempts: Attempts;
  private readonly statements: PolicyStatements;
  private readonly excluded?: PolicyStatements;

  private readonly options: Required<SearchOptions>;

  public constructor(private readonly question: Question, private readonly steps: Steps, options: SearchOptions) {
    this.options = { variables: PolicyVariables.open, unknown: 'what is not known', isRepeated: false, ...options };
    const { variables } = this.options;
    this.statements = readPolicies(question.policies, variables);
    this.attempts = new Attempts(question, this.steps);
    this.excluded = question.notAllowedBy && readPolicies(question.notAllowedBy, variables);
  }

  public* witnesses(): Generator<Witness> {
    try {
      this.steps.spend(COST_OF_STATEMENT * (this.statements.all.length + (this.excluded?.all.length ?? 0)));
      this.steps.spend(this.options.isRepeated ? Math.max(0, charactersOf(this.question) - USUAL_CHARACTERS) : 0);
      for (const asked of this.question.principals) {
        yield* this.witnessesAmong(asked);
      }
    } catch (error) {
      if (!(error instanceof OutOfSteps)) {
        throw error;
      }
      this.open = { kind: 'undecided', reason: 'the policies are too large or too much intertwined to be decided' };
    }
  }

  private* witnessesAmong(asked: PrincipalSet): Generator<Witness> {
    const all = [...this.statements.all, ...this.excluded?.all ?? []];
    const dimensions = new Dimensions(this.question, asked, all, this.steps);
    const numbers = new Numbers();
    const written = deniesFor(this.statements, dimensions, this.steps)
      .map(({ way, restriction }) => ({ restrictions: [...restriction, ...dimensions.restrictions(way, dimensions.smaller)], from: [] }));
    const wider = new Wider(written.length < MANY ? [] : written.map(({ restrictions }) => restrictions), numbers);
    const fewer = written.length < MANY ? written : condensed(written, numbers);
    const denies = new RestrictionIndex(fewer.map(({ restrictions }) => removed(restrictions, this.steps)));
    const choices = new Choices(dimensions, numbers, wider, this.options.isOne && fewer.length < MANY);
    const beyond = this.excluded && new NotAllowed(this.excluded, dimensions, this.question.resourceAccount, this.steps);
    const seen = new Set<string>();
    const isNew = ({ request }: Witness) => seen.size < seen.add(JSON.stringify(request)).size;
    for (const path of pathsFor(this.statements, dimensions, this.question.resourceAccount, this.steps)) {
      for (const { box, ways } of path.groups.length === 0 ? this.whole(path, dimensions) : this.boxesOf(path, dimensions, choices)) {
        const guess = this.attempts.guess(box, dimensions);
        if (guess !== undefined && isNew(guess)) {
          yield guess;
          continue;
        }
        for (const left of this.remainsOf(box, denies, beyond)) {
          const witness = this.confirmed(left, ways, dimensions);
          if (witness !== undefined && isNew(witness)) {
            yield witness;
          }
        }
      }
    }
  }

  private* remainsOf(box: Box, denies: RestrictionIndex<Removed>, beyond: NotAllowed | undefined): Generator<Box> {
    for (const left of beyond === undefined ? [box] : beyond.of(box)) {
      yield* remains(left, denies.near(left), this.steps);
    }
  }

  /** All of the question, of a root user whom nothing limits. */
  private* whole({ restriction }: Path, dimensions: Dimensions): Generator<{ box: Box; ways: readonly Way[] }> {
    const box = restricted(dimensions.asQuestion({ of: () => 'base', isLoose: (dimension) => dimensions.isUnknownInQuestion(dimension) }), restriction, this.steps);
    if (box !== undefined) {
      yield { box, ways: [] };
    }
  }

  /** The parts of the question that a statement of each group allows. */
  private* boxesOf(
    { groups: [first, ...others], restriction }: Path, dimensions: Dimensions, choices: Choices,
  ): Generator<{ box: Box; ways: readonly Way[] }> {
    for (const { restrictions, from, readings } of choices.first(first)) {
      const box = restricted(dimensions.asQuestion(readings.question), [...restrictions, ...restriction], this.steps);
      if (box !== undefined) {
        yield* this.within(box, others, from, (group) => choices.other(group, readings));
      }
    }
  }

  private* within(
    box: Box, groups: readonly (readonly Way[])[], ways: readonly Way[],
    choicesOf: (group: readonly Way[]) => RestrictionIndex<Restricted<Way>>,
  ): Generator<{ box: Box; ways: readonly Way[] }> {
    if (groups.length === 0) {
      yield { box, ways };
      return;
    }
    for (const { restrictions, from } of choicesOf(groups[0]).near(box)) {
      const inner = restricted(box, restrictions, this.steps);
      if (inner !== undefined) {
        yield* this.within(inner, groups.slice(1), [...ways, ...from], choicesOf);
      }
    }
  }

  /** A request of a box, if its evaluation confirms that it is allowed. */
  private confirmed(box: Box, ways: readonly Way[], dimensions: Dimensions): Witness | undefined {
    const attempt = this.attempts.attempt(box, dimensions);
    if (attempt === undefined) {
      return undefined;
    }
    const { request, evaluation } = attempt;
    if (attempt.isWitness) {
      return { kind: 'witness', request, allowedBy: evaluation.decidedBy };
    }
    const [question] = evaluation.undecided;
    this.open ??= { kind: 'undecided', reason: question?.what ?? reasonOf(request, this.options.unknown), request, at: ways.map(({ sets }) => sets.reference) };
    return undefined;
  }
}

function charactersOf(question: Question): number {
  return documentsOf(question).reduce((sum, { characters }) => sum + characters, 0);
}

function reasonOf({ action, resource }: AccessRequest, unknown: string): string {
  return `whether ${plain(action)} on ${plain(resource)} is allowed depends on ${unknown}`;
}
