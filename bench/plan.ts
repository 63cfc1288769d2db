import { CASE_IDS } from './cases';
import type { CaseId } from './cases';

/** How much of what is measured, and how often. */
export interface Plan {
  readonly cases: readonly CaseId[];
  /** Workloads, ascending. */
  readonly sizes: readonly number[];
  /** How often all cases have their turn. */
  readonly rounds: number;
  /** The same for sizes of which one run takes long. */
  readonly roundsOfLarge: number;
  readonly warmUps: number;
  /** How often the cases that are compared have their turn in one process. */
  readonly turns: number;
  /** Syntheses of one size in one process, at most. */
  readonly repetitions: number;
  /** The cases of which a full stack is synthesised, and one too full. */
  readonly proven: readonly CaseId[];
  /** Roles and workloads of what is measured beside the cases. */
  readonly probeSize: number;
  readonly probeRounds: number;
  /** Workloads of the synthesis with guardrails. */
  readonly guarded: number;
  /** Rounds of the work whose growth is measured. */
  readonly growthRounds: number;
  readonly importRounds: number;
  /** Runs of `npm run synth`, and turns of the other commands. */
  readonly coldRounds: number;
}

export const FULL: Plan = {
  cases: CASE_IDS,
  sizes: [100, 400, 1_000, 10_000],
  rounds: 7,
  roundsOfLarge: 2,
  warmUps: 12,
  turns: 31,
  repetitions: 5,
  proven: CASE_IDS,
  probeSize: 10_000,
  probeRounds: 3,
  guarded: 1_000,
  growthRounds: 7,
  importRounds: 15,
  coldRounds: 5,
};

/** For CI, in under a minute: nearly all of the code runs, and what grows with the size shows in the full form only. */
export const SHORT: Plan = {
  cases: CASE_IDS,
  sizes: [100],
  rounds: 1,
  roundsOfLarge: 1,
  warmUps: 1,
  turns: 3,
  repetitions: 1,
  proven: ['service-account-role'],
  probeSize: 200,
  probeRounds: 1,
  guarded: 100,
  growthRounds: 1,
  importRounds: 3,
  coldRounds: 0,
};

/** One full stack. */
const COMPARED = 400;

/** From here on a size is a large one. */
const LARGE = 5_000;

/** Thousands of them take minutes and gigabytes, and show nothing new. */
const SMALL_ONLY: readonly CaseId[] = ['eks-service-account', 'eks-v2-service-account'];

/** The cases that the aims compare, at the size of one full stack or the nearest below that is measured. */
export function comparedOf({ cases, sizes }: Pick<Plan, 'cases' | 'sizes'>): { readonly caseIds: readonly CaseId[]; readonly count: number } {
  return {
    caseIds: cases.filter((caseId) => ['inline-role', 'eks-service-account', 'service-account-role', 'fleet'].includes(caseId)),
    count: sizes.filter((size) => size <= COMPARED).pop() ?? sizes[0],
  };
}

/** One measurement of one case. */
export interface Turn {
  readonly round: number;
  readonly caseId: CaseId;
  readonly count: number;
  readonly repetitions: number;
}

/** All turns: every case once before any has its next, so that what slows the machine down for a while slows them all. */
export function turnsOf({ cases, sizes, rounds, roundsOfLarge, repetitions }: Plan): Turn[] {
  return Array.from({ length: Math.max(rounds, roundsOfLarge) }, (_, round) => round).flatMap((round) => sizes
    .filter((count) => round < (count >= LARGE ? roundsOfLarge : rounds))
    .flatMap((count) => cases.filter((caseId) => count < LARGE || !SMALL_ONLY.includes(caseId))
      .map((caseId) => ({ round, caseId, count, repetitions: Math.max(1, Math.min(repetitions, Math.round(2_000 / count))) }))));
}
