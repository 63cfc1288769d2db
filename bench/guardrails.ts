import { join } from 'path';
import { loadCase } from './cases';
import type { GuardrailsJob, Results } from './job';
import { compiledLibrary, compiledModule } from './library';
import { synthesise, templatesIn } from './synthesis';

const READY = 15;
const OWN = 5;

/**
 * Syntheses of a fleet with IrsaChecks, and what 20 guardrails take beside: the ready ones that need no resources, and some about the
 * buckets of the workloads. It is processor time, since the clock counts other work, too.
 */
export function measureGuardrails({ count, repetitions }: GuardrailsJob, folder: string): Results['guardrails'] {
  const { compliance: { IrsaChecks }, Guardrail, Guardrails } = compiledLibrary();
  const { READY_GUARDRAILS } = compiledModule<typeof import('../lib/access/guardrails/ready-guardrails')>('access/guardrails/ready-guardrails.js');
  const ready = READY_GUARDRAILS.filter(({ needsOn }) => needsOn !== true).slice(0, READY).map(({ id }) => Guardrail.ready(id));
  const own = Array.from({ length: OWN }, (_, index) => Guardrail.only(`bucket-${index}`, ['workload-*'], {
    reason: 'only the workloads of the bucket read it', may: ['s3:*'], on: [`arn:aws:s3:::acme-data-10000000000${index}/*`],
  }));
  const plugin = new Guardrails({ guardrails: [...ready, ...own] });
  const found: { synth: number[]; guardrails: number[] } = { synth: [], guardrails: [] };
  for (let round = -1; round < repetitions; round++) {
    let besides = 0;
    let ofGuardrails = 0;
    const whole = cpuOf(() => synthesise({
      benchCase: loadCase('fleet'),
      count,
      folder,
      library: compiledLibrary,
      look: (outdir, app) => {
        const templatePaths = [...templatesIn(outdir).keys()].map((file) => join(outdir, file));
        const context = { appConstruct: app, templatePaths, stackTemplates: [] };
        new IrsaChecks(app).validate(context);
        besides = cpuOf(() => {
          ofGuardrails = cpuOf(() => plugin.validate(context));
        });
      },
    }));
    if (round >= 0) { // the first one warms up
      found.synth.push(whole - besides);
      found.guardrails.push(ofGuardrails);
    }
  }
  return found;
}

function cpuOf(action: () => unknown): number {
  globalThis.gc?.();
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
