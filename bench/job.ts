import type { Capacity } from './capacity';
import type { CaseId } from './cases';
import type { Times } from './synthesis';

/** How long the work of a case takes. */
export interface TimeJob {
  readonly kind: 'time';
  readonly caseId: CaseId;
  readonly count: number;
  /** Syntheses of at most 100 workloads before the clock starts. */
  readonly warmUps: number;
  /** Syntheses of which the median counts. */
  readonly repetitions: number;
}

/** How long the work of several cases takes, one after the other in the same process, again and again. */
export interface TurnsJob {
  readonly kind: 'turns';
  readonly caseIds: readonly CaseId[];
  readonly count: number;
  readonly warmUps: number;
  readonly rounds: number;
}

/** What the work of a case takes of a template. */
export interface CapacityJob {
  readonly kind: 'capacity';
  readonly caseId: CaseId;
  /** Whether to synthesise a full stack, and one that is too full. */
  readonly prove: boolean;
}

/** How long it takes to read and check a workloads file. */
export interface ReadJob {
  readonly kind: 'read';
  readonly count: number;
  readonly repetitions: number;
}

/** How long IrsaChecks takes; leaves the assembly, and the same as exports of IAM, in the folder. */
export interface ChecksJob {
  readonly kind: 'checks';
  readonly count: number;
  readonly folder: string;
  readonly repetitions: number;
}

/** How much processor time guardrails take, beside the synthesis that they are checked in. */
export interface GuardrailsJob {
  readonly kind: 'guardrails';
  readonly count: number;
  readonly repetitions: number;
}

/** How long the first synthesis of a process takes, and a later one. */
export interface FirstSynthJob {
  readonly kind: 'first-synth';
  readonly count: number;
}

/** How the time of a piece of work grows with its input. */
export interface GrowthJob {
  readonly kind: 'growth';
  /** Of `GROWTH_CASES`. */
  readonly id: string;
  readonly rounds: number;
}

/** What one process measures. */
export type Job = TimeJob | TurnsJob | CapacityJob | ReadJob | ChecksJob | GuardrailsJob | FirstSynthJob | GrowthJob;

/** Milliseconds of the work on the smaller and the larger input, in turns. */
export interface GrowthResult {
  readonly small: number[];
  readonly large: number[];
}

export interface TimeResult extends Times {
  /** Time of all cores, of construction and synthesis together. */
  readonly cpu: number;
  /** Megabytes, after the first synthesis of that size. */
  readonly peakMemory: number;
}

export interface Results {
  'time': TimeResult;
  /** Milliseconds of construction and synthesis for each workload, in every round. */
  'turns': Partial<Record<CaseId, number[]>>;
  'capacity': Capacity;
  'read': number[];
  'checks': number[];
  /** Milliseconds of processor time: of syntheses with IrsaChecks, and of 20 guardrails for the same apps. */
  'guardrails': { readonly synth: number[]; readonly guardrails: number[] };
  'growth': GrowthResult;
  'first-synth': { readonly first: number; readonly later: number };
}
