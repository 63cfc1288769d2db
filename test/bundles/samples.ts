import type { Sample } from './samples/sample';
import { WORKLOAD_SAMPLES } from './samples/workloads';

export { KEY } from './samples/sample';
export type { Sample } from './samples/sample';

/** Samples of every bundle; a file for those of the services, and one for each class of a controller. */
export const SAMPLES: readonly Sample[] = [
  ...WORKLOAD_SAMPLES,
];
