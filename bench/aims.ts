import { TITLES } from './cases';
import type { CaseId } from './cases';
import { growthLimit, growthOf } from './growth';
import { FACTOR, GROWTH_CASES } from './growth-cases';
import { probeTimes, roundsOf, sizesOf } from './measured';
import type { Measured, ProbeId } from './measured';
import { ratioOf, spreadOf } from './statistics';
import type { Spread } from './statistics';

/** What was aimed at, and what was measured. */
export interface Aim {
  readonly title: string;
  readonly limit: number;
  /** The ratio of two things of the same run, or milliseconds. */
  readonly unit: 'ratio' | 'ms';
  /** Undefined if the run did not measure it. */
  readonly value?: Spread;
}

/** A ratio past its aim so many times is a defect, however noisy the machine. */
export const ABSURD = 3;

/** The number of roles that the aims of the audit and the report are about. */
const AUDITED = 10_000;

/** Commands as whole processes, in turns. */
const COMMANDS = [
  { title: 'cdk synth of the default file to an app without cdk-irsa that makes the same', id: 'own-synth', to: 'bare-synth', limit: 1.12 },
  { title: 'cdk-irsa check of the default file to the start of Node.js', id: 'check', to: 'node-start', limit: 4 },
  { title: 'cdk-irsa check to cdk synth, of a file that is large', id: 'large-check', to: 'large-synth', limit: 0.5 },
] as const;

/** The aims, of what was measured. */
export function aimsOf(measured: Measured): Aim[] {
  const sizes = sizesOf(measured);
  const [large, small = large] = sizes.slice(-2).reverse();
  const ratio = (caseId: CaseId, to: CaseId, limit: number): Aim => ({
    title: `${TITLES[caseId]} to ${TITLES[to]}, time of ${amount(measured.turns.count)}, in turns`,
    limit,
    unit: 'ratio',
    value: ratioOrNone(measured.turns.times[caseId] ?? [], measured.turns.times[to] ?? []),
  });
  return [
    ratio('service-account-role', 'inline-role', 1.05),
    ratio('service-account-role', 'eks-service-account', 0.3),
    ratio('fleet', 'inline-role', 1.25),
    ...(['service-account-role', 'fleet'] as const).map((caseId): Aim => ({
      title: `${TITLES[caseId]}, ${amount(large)} to ${small.toLocaleString('en-US')}`,
      limit: 1.1 * large / small,
      unit: 'ratio',
      value: linearity(measured, caseId, small, large),
    })),
    ...(['service-account-role', 'fleet'] as const).map((caseId): Aim => ({
      title: `${TITLES[caseId]} to ${TITLES['bare-role']}, bytes of template`,
      limit: 1.1,
      unit: 'ratio',
      value: bytesToBare(measured, caseId),
    })),
    ...COMMANDS.map(({ title, id, to, limit }): Aim => ({
      title, limit, unit: 'ratio', value: ratioOrNone(probeTimes(measured, id), probeTimes(measured, to)),
    })),
    {
      title: '20 guardrails to a synthesis of a fleet with IrsaChecks, processor time',
      limit: 0.1,
      unit: 'ratio',
      value: ratioOrNone(probeTimes(measured, 'guardrails'), probeTimes(measured, 'guarded-synth')),
    },
    { title: 'import of cdk-irsa, its own part', limit: 20, unit: 'ms', value: spreadOrNone(probeTimes(measured, 'import-over-used')) },
    ...(['audit-assembly', 'audit-accounts'] as const).map((id): Aim => ({
      title: titleOf(measured, id), limit: 3_000, unit: 'ms', value: spreadOrNone(timesOfLarge(measured, id)),
    })),
    { title: titleOf(measured, 'report'), limit: 30_000, unit: 'ms', value: spreadOrNone(timesOfLarge(measured, 'report')) },
    ...GROWTH_CASES.map((growthCase): Aim => ({
      title: `${growthCase.title}, ${growthCase.size.toLocaleString('en-US')} to ${(growthCase.size / FACTOR).toLocaleString('en-US')}`,
      limit: growthLimit(growthCase),
      unit: 'ratio',
      value: measured.growth[growthCase.id] && growthOf(measured.growth[growthCase.id]),
    })),
  ];
}

/** Whether an aim was reached; undefined if it was not measured. */
export function isReached({ value, limit }: Aim): boolean | undefined {
  return value === undefined ? undefined : value.median <= limit;
}

/** The aims that fail a run: of a ratio only, since a time says more of the machine than of the code. */
export function absurdOnes(aims: readonly Aim[]): Aim[] {
  return aims.filter(({ unit, value, limit }) => unit === 'ratio' && value !== undefined && value.median > limit * ABSURD);
}

/** Large sizes have fewer rounds. */
function linearity(measured: Measured, caseId: CaseId, small: number, large: number): Spread | undefined {
  const total = (count: number) => roundsOf(measured, caseId, count).map(({ construct, synth }) => construct + synth);
  const [a, b] = [total(large), total(small)];
  const turns = Math.min(a.length, b.length);
  return small === large ? undefined : ratioOrNone(a.slice(0, turns), b.slice(0, turns));
}

function bytesToBare({ capacities }: Measured, caseId: CaseId): Spread | undefined {
  const [own, bare] = [capacities[caseId], capacities['bare-role']];
  return own && bare && spreadOf([own.bytesPerWorkload / bare.bytesPerWorkload]);
}

/** The times of what has an aim for so many roles only. */
function timesOfLarge(measured: Measured, id: ProbeId): number[] {
  return measured.probeSize === AUDITED ? probeTimes(measured, id) : [];
}

function titleOf({ probes }: Measured, id: ProbeId): string {
  return probes.find((probe) => probe.id === id)?.title ?? id;
}

function ratioOrNone(values: readonly number[], others: readonly number[]): Spread | undefined {
  return values.length > 0 && others.length > 0 ? ratioOf(values, others) : undefined;
}

function spreadOrNone(values: readonly number[]): Spread | undefined {
  return values.length > 0 ? spreadOf(values) : undefined;
}

function amount(count: number): string {
  return `${count.toLocaleString('en-US')} workloads`;
}
