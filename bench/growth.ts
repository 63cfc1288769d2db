import { FACTOR, GROWTH_CASES } from './growth-cases';
import type { GrowthCase } from './growth-cases';
import type { GrowthResult } from './job';
import { ratioOf } from './statistics';
import type { Spread } from './statistics';

/** How often the work is done on the smaller input for each time on the larger one: alone it would be too short to measure. */
const REPETITIONS = 3;

/** The time of the work on both inputs, in turns. */
export function measureGrowth(id: string, rounds: number, folder: string): GrowthResult {
  const growthCase = growthCaseOf(id);
  const sizes = [growthCase.size / FACTOR, growthCase.size];
  const [small, large] = sizes.map((size) => checked(growthCase, size, folder));
  const times: GrowthResult = { small: [], large: [] };
  small(); // not timed: the first time compiles
  for (let round = 0; round < rounds; round++) {
    times.small.push(timeOf(() => Array.from({ length: REPETITIONS }).forEach(small)) / REPETITIONS);
    times.large.push(timeOf(large));
  }
  return times;
}

/** How many times longer the larger input takes. */
export function growthOf({ small, large }: GrowthResult): Spread {
  return ratioOf(large, small);
}

/** The growth that is aimed at: that of the input, with room for what does not fit into the processor's caches. */
export function growthLimit({ power }: Pick<GrowthCase, 'power'>): number {
  return 1.5 * FACTOR ** power;
}

function growthCaseOf(id: string): GrowthCase {
  const found = GROWTH_CASES.find((growthCase) => growthCase.id === id);
  if (found === undefined) {
    throw new Error(`a growth case must be one of ${GROWTH_CASES.map((growthCase) => growthCase.id).join(', ')}, got "${id}"`);
  }
  return found;
}

function checked({ title, prepare, expected }: GrowthCase, size: number, folder: string): () => void {
  const work = prepare(size, folder);
  return () => {
    const result = work();
    if (result !== expected(size)) {
      throw new Error(`${title}: the result of ${size} must be ${expected(size)}, got ${result}`);
    }
  };
}

function timeOf(work: () => void): number {
  globalThis.gc?.();
  const start = performance.now();
  work();
  return performance.now() - start;
}
