import type { Capacity } from './capacity';
import type { CaseId } from './cases';
import type { GrowthResult, TimeResult } from './job';

/** The times of one case at one size. */
export interface CaseTimes {
  readonly caseId: CaseId;
  readonly count: number;
  /** One for each round. */
  readonly rounds: TimeResult[];
}

/** What is measured beside the cases, in milliseconds. */
export interface Probe {
  readonly id: ProbeId;
  readonly title: string;
  readonly times: number[];
}

export type ProbeId = 'import-core' | 'import-over-core' | 'import-root' | 'import-over-root' | 'import-used' | 'import-over-used'
  | 'read' | 'checks' | 'guarded-synth' | 'guardrails' | 'audit-assembly' | 'audit-accounts' | 'report' | 'validation-first' | 'validation-later' | 'disk' | 'cold-synth'
  | 'bare-synth' | 'own-synth' | 'node-start' | 'check' | 'large-check' | 'large-synth';

/** All that one run measured; what `--json` writes. */
export interface Measured {
  readonly machine: Machine;
  readonly cases: CaseTimes[];
  /** The cases that are compared, in turns in one process. */
  readonly turns: { readonly count: number; readonly times: Partial<Record<CaseId, number[]>> };
  readonly capacities: Partial<Record<CaseId, Capacity>>;
  readonly probes: Probe[];
  /** How the time of work grows with its input, by the id of its case. */
  readonly growth: Record<string, GrowthResult>;
  /** Roles and workloads of the probes. */
  readonly probeSize: number;
}

export interface Machine {
  readonly date: string;
  readonly node: string;
  readonly cdk: string;
  readonly cores: number;
  readonly processor: string;
  /** Other work at the start: processes that wanted a core, on average of a minute. */
  readonly load: number;
  /** The share of the processors' time that other virtual machines took during the run; nothing where the system does not tell. */
  readonly stolen?: number;
  /** Whether files are written to memory. */
  readonly inMemory: boolean;
}

export function roundsOf({ cases }: Measured, caseId: CaseId, count: number): TimeResult[] {
  return cases.find((entry) => entry.caseId === caseId && entry.count === count)?.rounds ?? [];
}

export function probeTimes({ probes }: Measured, id: ProbeId): number[] {
  return probes.find((probe) => probe.id === id)?.times ?? [];
}

export function sizesOf({ cases }: Measured): number[] {
  return [...new Set(cases.map(({ count }) => count))].sort((a, b) => a - b);
}
