/** What several measurements of one thing say. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** How many measurements. */
  readonly count: number;
}

/** @throws if there is nothing measured */
export function median(values: readonly number[]): number {
  if (values.length === 0) {
    throw new Error('a median must be of at least one value, got none');
  }
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values), count: values.length };
}

/**
 * The ratio of two things measured in turns, as the spread of each turn's own ratio: what slows the machine
 * down for a while slows both of a turn, and stands in neither's favour.
 */
export function ratioOf(values: readonly number[], others: readonly number[]): Spread {
  if (values.length !== others.length) {
    throw new Error(`a ratio must be of as many turns on both sides, got ${values.length} and ${others.length}`);
  }
  return spreadOf(values.map((value, turn) => value / others[turn]));
}

/** A straight line through two measurements: what each more costs, and what is there anyway. */
export interface Line {
  readonly slope: number;
  readonly fixed: number;
}

export function lineThrough(a: { x: number; y: number }, b: { x: number; y: number }): Line {
  const slope = (b.y - a.y) / (b.x - a.x);
  return { slope, fixed: a.y - slope * a.x };
}
