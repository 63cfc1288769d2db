import type { Witness } from './answer';
import type { Box } from './boxes';
import { candidateOf } from './candidate';
import type { Dimensions } from './dimensions';
import { isCertainlyAsked, isConsistent } from './membership';
import { documentsOf } from './question';
import type { Question } from './question';
import type { AccessRequest } from '../access-request';
import type { Evaluation } from '../evaluation';
import { PolicyEvaluator } from '../evaluator/evaluate';
import { OutOfSteps } from '../language/steps';
import type { Steps } from '../language/steps';

/** How many requests are tried that turn out not to be certain. */
const MAX_TRIES = 100;

/** How many requests are tried before denies are looked at. */
const MAX_GUESSES = 3;

/** What it costs to evaluate one statement. */
const COST_OF_STATEMENT = 6;

/** What each of its conditions and resources costs. */
const COST_OF_PART = 2;

/** How many of them are kept. */
const MAX_KEPT = 20;

/** One request of a box, and what its evaluation says. */
export interface Attempt {
  readonly request: AccessRequest;
  readonly evaluation: Evaluation;
  /** Whether it is certain that the question asks about the request, and that it is allowed. */
  readonly isWitness: boolean;
}

/** Tries requests of boxes one by one. */
export class Attempts {
  /** Requests that are not certainly allowed. */
  public readonly failed: AccessRequest[] = [];
  private evaluator?: PolicyEvaluator;
  private others?: PolicyEvaluator;
  private tries = 0;
  private guesses = 0;

  /** What one evaluation costs. */
  private readonly cost: number;

  public constructor(private readonly question: Question, private readonly steps: Steps) {
    const all = documentsOf(question).flatMap(({ statements }) => statements);
    const parts = all.flatMap(({ conditions, resources, notResources }) => [...conditions, ...resources, ...notResources]);
    this.cost = COST_OF_STATEMENT * all.length + COST_OF_PART * parts.length;
  }

  /** A request that no deny happens to be about: most boxes need no further search. */
  public guess(box: Box, dimensions: Dimensions): Witness | undefined {
    if (this.guesses >= MAX_GUESSES) {
      return undefined;
    }
    const attempt = this.attempt(box, dimensions);
    if (attempt?.isWitness === true) {
      return { kind: 'witness', request: attempt.request, allowedBy: attempt.evaluation.decidedBy };
    }
    this.guesses++;
    return undefined;
  }

  /** @throws OutOfSteps after too many that are not certain */
  public attempt(box: Box, dimensions: Dimensions): Attempt | undefined {
    const { question, steps } = this;
    const request = candidateOf(box, dimensions, question, steps);
    if (request === undefined) {
      return undefined;
    }
    steps.spend(this.cost);
    const evaluation = (this.evaluator ??= new PolicyEvaluator(question.policies)).evaluate(request);
    const isWitness = evaluation.decision === 'allowed' && isConsistent(request)
      && isCertainlyAsked(request, question, steps) && this.isDeniedByOthers(request);
    if (!isWitness) {
      this.fail(request);
    }
    return { request, evaluation, isWitness };
  }

  private fail(request: AccessRequest): void {
    if (this.failed.length < MAX_KEPT) {
      this.failed.push(request);
    }
    this.tries++;
    if (this.tries > MAX_TRIES) {
      throw new OutOfSteps();
    }
  }

  private isDeniedByOthers(request: AccessRequest): boolean {
    const { notAllowedBy } = this.question;
    return notAllowedBy === undefined
      || ['explicitlyDenied', 'implicitlyDenied'].includes((this.others ??= new PolicyEvaluator(notAllowedBy)).evaluate(request).decision);
  }
}
