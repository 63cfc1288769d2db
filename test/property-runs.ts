/** Set by `npm run test:full`, and read nowhere else. */
const IS_FULL = process.env.CDK_IRSA_FULL_TESTS === 'true';

/** Fixed, so that a run which fails can be repeated; fast-check prints it with the case that failed. */
const SEED = Number(process.env.CDK_IRSA_PROPERTY_SEED ?? 20_261_127);

/** So many seconds a full run gives each property at most; without it, a property takes the time that all its cases take. */
const SECONDS = Number(process.env.CDK_IRSA_PROPERTY_SECONDS ?? 0);

/** `3/50` is the third of 50 pieces of a full run: a fiftieth of the cases, made with a seed of its own. */
const [PIECE, PIECES] = (process.env.CDK_IRSA_PROPERTY_PIECE ?? '1/1').split('/').map(Number);

interface Runs {
  readonly seed: number;
  readonly numRuns: number;
  readonly interruptAfterTimeLimit?: number;
  readonly markInterruptAsFailure?: boolean;
}

/** Says in a full run how many cases there were of each kind. */
export function reportInFull(name: string, counts: ReadonlyMap<string, number>): void {
  if (IS_FULL) {
    process.stdout.write(`${name}: ${JSON.stringify(Object.fromEntries(counts))}\n`);
  }
}

/**
 * How fast-check tries a property: with a sample of cases, or in full. With the same seed the cases of the sample are the first
 * ones of the full run.
 *
 * @param sample cases of a sample, which should take a second at most
 * @param full cases of a full run
 */
export function runs(sample: number, full: number): Runs {
  if (full < sample) {
    throw new Error(`a full run must have at least the ${sample} cases of the sample, got ${full}`);
  }
  const limit = IS_FULL && SECONDS > 0 ? { interruptAfterTimeLimit: SECONDS * 1000, markInterruptAsFailure: false } : {};
  return { seed: SEED + PIECE - 1, numRuns: IS_FULL ? Math.ceil(full / PIECES) : sample, ...limit };
}

/** A test that only a full run has time for. What it tells beyond those of every run is said where it stands. */
export function inFull(name: string, tried: () => Promise<void>): void {
  (IS_FULL ? test : test.skip)(name, tried);
}

/** Whether the case of this index is tried: each in a full run, one of so many in a sample. */
export function inSample(index: number, ofEach: number): boolean {
  return IS_FULL || index % ofEach === 0;
}
