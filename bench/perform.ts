import { cpSync, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { authorizationDetails } from './authorization-details';
import { capacityOf } from './capacity';
import { loadCase } from './cases';
import { PER_STACK } from './cases/bench-case';
import { writeWorkloadsFile } from './cases/fleet';
import { inFolder } from './folder';
import { measureGrowth } from './growth';
import { measureGuardrails } from './guardrails';
import type { ChecksJob, FirstSynthJob, Job, ReadJob, Results, TimeJob, TimeResult, TurnsJob } from './job';
import { compiledLibrary, compiledModule } from './library';
import { median } from './statistics';
import { synthesise } from './synthesis';
import { clusterAt, workloadsOf } from './workload';

const WARM_UP_COUNT = 100;

/** Does a job in this process. */
export async function perform(job: Job): Promise<Results[keyof Results]> {
  return inFolder<Results[keyof Results]>((folder) => {
    switch (job.kind) {
      case 'time': return time(job, folder);
      case 'turns': return turns(job, folder);
      case 'capacity': return capacityOf(loadCase(job.caseId), folder, compiledLibrary, job.prove);
      case 'read': return read(job, folder);
      case 'checks': return checks(job, folder);
      case 'guardrails': return measureGuardrails(job, folder);
      case 'growth': return measureGrowth(job.id, job.rounds, folder);
      case 'first-synth': return firstSynth(job, folder);
    }
  });
}

function time({ caseId, count, warmUps, repetitions }: TimeJob, folder: string): TimeResult {
  const benchCase = loadCase(caseId);
  for (let n = 0; n < warmUps; n++) {
    synthesise({ benchCase, count: Math.min(count, WARM_UP_COUNT), folder, library: compiledLibrary });
  }
  const results: TimeResult[] = [];
  for (let n = 0; n < repetitions; n++) {
    const before = process.cpuUsage();
    const times = synthesise({ benchCase, count, folder, library: compiledLibrary });
    const { user, system } = process.cpuUsage(before);
    results.push({ ...times, cpu: (user + system) / 1000, peakMemory: process.resourceUsage().maxRSS / 1024 });
  }
  return {
    construct: median(results.map(({ construct }) => construct)),
    synth: median(results.map(({ synth }) => synth)),
    cpu: median(results.map(({ cpu }) => cpu)),
    peakMemory: results[0].peakMemory, // the later ones have the garbage of the earlier
  };
}

/** Forward and backward, so that none always comes behind the same other. */
function turns({ caseIds, count, warmUps, rounds }: TurnsJob, folder: string): Results['turns'] {
  const found: Results['turns'] = {};
  for (let round = -warmUps; round < rounds; round++) {
    for (const caseId of round % 2 === 0 ? caseIds : [...caseIds].reverse()) {
      const { construct, synth } = synthesise({ benchCase: loadCase(caseId), count, folder, library: compiledLibrary });
      if (round >= 0) {
        (found[caseId] ??= []).push((construct + synth) / count);
      }
    }
  }
  return found;
}

function read({ count, repetitions }: ReadJob, folder: string): number[] {
  const file = writeWorkloadsFile(folder, count);
  const { planFleet } = compiledModule<typeof import('../lib/fleet/plan/plan-fleet')>('fleet/plan/plan-fleet.js');
  return repeat(repetitions, () => planFleet(file));
}

function checks({ count, folder: kept, repetitions }: ChecksJob, folder: string): number[] {
  const benchCase = loadCase('service-account-role');
  let times: number[] = [];
  synthesise({
    benchCase,
    count,
    folder,
    library: compiledLibrary,
    look: (outdir, app) => {
      times = repeat(repetitions, () => {
        const { violations } = new (compiledLibrary().compliance.IrsaChecks)(app).validateScope(app);
        if (violations.length > 0) {
          throw new Error(`the roles must have no findings, got ${violations[0].description}`);
        }
      });
      cpSync(outdir, join(kept, 'assembly'), { recursive: true });
    },
  });
  const accounts = join(kept, 'accounts');
  mkdirSync(accounts);
  for (let start = 0; start < count; start += PER_STACK) {
    const workloads = workloadsOf(count, PER_STACK).slice(start, start + PER_STACK);
    writeFileSync(join(accounts, `${clusterAt(start / PER_STACK).account}.json`), authorizationDetails(workloads));
  }
  return times;
}

function firstSynth({ count }: FirstSynthJob, folder: string): Results['first-synth'] {
  const synth = () => synthesise({ benchCase: loadCase('inline-role'), count, folder, library: compiledLibrary }).synth;
  const first = synth();
  synth();
  return { first, later: synth() };
}

function repeat(times: number, action: () => unknown): number[] {
  return Array.from({ length: times }, () => {
    globalThis.gc?.();
    const start = performance.now();
    action();
    return performance.now() - start;
  });
}
