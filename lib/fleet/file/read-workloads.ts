import { WORKLOADS_FILE } from './entries/workloads-file';
import type { WorkloadsFile } from './entries/workloads-file';
import { Reading } from './reading';
import type { Source } from './source';
import type { Incomplete } from './types/incomplete';
import type { Problem } from './workloads-file-error';

/** The file as one environment sees it, without what is wrong in it. */
export interface ReadWorkloads {
  readonly data: Incomplete<WorkloadsFile>;
  readonly problems: readonly Problem[];
}

/** Reads what the source holds, and collects everything that is wrong, once. */
export function readWorkloads(source: Source): ReadWorkloads {
  const problems: Problem[] = [];
  const data = WORKLOADS_FILE.read(source.data, new Reading(source, problems)) ?? {};
  return { data, problems };
}
