import { cpus, loadavg } from 'os';
import type { Capacity } from './capacity';
import type { CaseId } from './cases';
import { TITLES } from './cases';
import { hasMemory } from './folder';
import { GROWTH_CASES } from './growth-cases';
import type { CaseTimes, Machine, Measured } from './measured';
import { comparedOf, turnsOf } from './plan';
import type { Plan } from './plan';
import { measureProbes } from './probes';
import { perform } from './process';
import type { Progress } from './progress';
import { stolenSince, ticks } from './stolen';

/** Measures all that a plan asks for. */
export async function run(plan: Plan, progress: Progress): Promise<Measured> {
  const machine = thisMachine();
  const before = ticks();
  const capacities: Partial<Record<CaseId, Capacity>> = {};
  for (const caseId of plan.cases) {
    progress(`${TITLES[caseId]}: what fits in a stack`);
    capacities[caseId] = await perform({ kind: 'capacity', caseId, prove: plan.proven.includes(caseId) });
  }
  const cases = await measureCases(plan, progress);
  progress('the cases in turns');
  const { caseIds, count } = comparedOf(plan);
  const turns = { count, times: await perform({ kind: 'turns', caseIds, count, warmUps: Math.ceil(plan.turns / 5), rounds: plan.turns }) };
  const probes = await measureProbes(plan, progress);
  const growth = await measureAllGrowth(plan, progress);
  return { machine: { ...machine, stolen: stolenSince(before) }, cases, turns, capacities, probes, growth, probeSize: plan.probeSize };
}

async function measureAllGrowth({ growthRounds }: Plan, progress: Progress): Promise<Measured['growth']> {
  const found: Measured['growth'] = {};
  for (const { id, title } of GROWTH_CASES) {
    progress(`growth: ${title}`);
    found[id] = await perform({ kind: 'growth', id, rounds: growthRounds });
  }
  return found;
}

async function measureCases(plan: Plan, progress: Progress): Promise<CaseTimes[]> {
  const found = new Map<string, CaseTimes>();
  const turns = turnsOf(plan);
  for (const [index, { round, caseId, count, repetitions }] of turns.entries()) {
    progress(`${index + 1}/${turns.length}, round ${round + 1}: ${TITLES[caseId]}, ${count.toLocaleString('en-US')} workloads`);
    const entry = found.get(`${caseId} ${count}`) ?? { caseId, count, rounds: [] };
    entry.rounds.push(await perform({ kind: 'time', caseId, count, warmUps: plan.warmUps, repetitions }));
    found.set(`${caseId} ${count}`, entry);
  }
  return [...found.values()];
}

function thisMachine(): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cdk: (require('aws-cdk-lib/package.json') as { version: string }).version, // eslint-disable-line @typescript-eslint/no-require-imports
    cores: cpus().length,
    processor: cpus()[0].model.trim(),
    load: loadavg()[0],
    inMemory: hasMemory(),
  };
}
