import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import type { Sample } from './samples/sample';

export { KEY } from './samples/sample';
export type { Sample } from './samples/sample';

const FOLDER = path.join(__dirname, 'samples');

/** Samples of every bundle: those of each file in the folder. */
export const SAMPLES: readonly Sample[] = readdirSync(FOLDER).filter((file) => file.endsWith('.ts') && file !== 'sample.ts').sort().flatMap((file) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a file of samples needs no other line
  const { SAMPLES: samples } = require(path.join(FOLDER, file)) as { SAMPLES?: readonly Sample[] };
  if (!samples?.length) {
    throw new Error(`${file} must export SAMPLES`);
  }
  return samples;
});
