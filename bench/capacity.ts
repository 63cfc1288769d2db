import type { BenchCase } from './cases/bench-case';
import type { Library } from './library';
import { lineThrough } from './statistics';
import { synthesise, templatesIn } from './synthesis';
import type { Synthesis } from './synthesis';

/** What CloudFormation takes in one template. */
const LIMITS = { resources: 500, outputs: 200, bytes: 1_048_576 } as const;

type Quantity = keyof typeof LIMITS;

/** What a workload takes of a template. */
export interface Capacity {
  readonly resourcesPerWorkload: number;
  readonly bytesPerWorkload: number;
  /** Workloads that fit in one stack. */
  readonly fits: number;
  /** What of the stack is full then. */
  readonly fullOf: Quantity;
  /** Whether so many were synthesised, and one more was refused; undefined if it was not tried. */
  readonly proven?: boolean;
}

/** From templates of two sizes; both fit in one stack of any case. */
const SIZES = [40, 80] as const;

/** @param prove whether to synthesise a full stack, and one that is too full */
export function capacityOf(benchCase: BenchCase, folder: string, library: () => Library, prove: boolean): Capacity {
  const inOneStack = (count: number) => quantitiesOf({ benchCase, count, perStack: count, folder, library });
  const [small, large] = SIZES.map((count) => ({ count, ...inOneStack(count) }));
  const line = (quantity: Quantity) => lineThrough({ x: small.count, y: small[quantity] }, { x: large.count, y: large[quantity] });
  const [{ quantity: fullOf, fits }] = (Object.keys(LIMITS) as Quantity[]).map((quantity) => {
    const { slope, fixed } = line(quantity);
    return { quantity, fits: slope > 0 ? Math.floor((LIMITS[quantity] - fixed) / slope) : Infinity };
  }).sort((a, b) => a.fits - b.fits);
  return {
    resourcesPerWorkload: line('resources').slope,
    bytesPerWorkload: line('bytes').slope,
    fits,
    fullOf,
    proven: prove ? inOneStack(fits).resources <= LIMITS.resources && isRefused(() => inOneStack(fits + 1)) : undefined,
  };
}

function quantitiesOf(synthesis: Synthesis): Record<Quantity, number> {
  let found: Record<Quantity, number> | undefined;
  synthesise({
    ...synthesis,
    look: (outdir) => {
      const templates = [...templatesIn(outdir).values()];
      if (templates.length !== 1) {
        throw new Error(`the capacity of a stack must be measured in one, got ${templates.length}`);
      }
      const { Resources = {}, Outputs = {} } = JSON.parse(templates[0]) as { Resources?: object; Outputs?: object };
      found = { resources: Object.keys(Resources).length, outputs: Object.keys(Outputs).length, bytes: Buffer.byteLength(templates[0]) };
    },
  });
  return found!;
}

function isRefused(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch (error) {
    if (!/greater than allowed maximum|a stack must have at most 500 resources/.test((error as Error).message)) {
      throw error;
    }
    return true;
  }
}
