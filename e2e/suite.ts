import { MUTATIONS } from './cases/mutations';
import { anyText } from './stages/any-text';
import { clusterInApp, twoClusters } from './stages/examples';
import { mutations } from './stages/mutations';
import { podIdentityAgent } from './stages/pod-identity-agent';
import { podIdentityMatrix } from './stages/pod-identity-matrix';
import { podIdentityMigration, podIdentityMoving } from './stages/pod-identity-migration';
import { podIdentityRefusals } from './stages/pod-identity-refusals';
import { podIdentityTargets } from './stages/pod-identity-targets';
import { podIdentityExamples, podIdentityTrusts } from './stages/pod-identity-trusts';
import { proofAndUpdates } from './stages/updates';
import { workloads } from './stages/workloads';
import type { World } from './support/world';

/** A part of the proof; each makes what it needs, so that it can run alone. */
export interface Stage {
  readonly id: string;
  /** Ids of its parts, which can be asked for alone. */
  readonly parts?: readonly string[];
  run(world: World): Promise<void>;
}

export const STAGES: readonly Stage[] = [
  { id: 'any-text', run: anyText },
  { id: 'workloads', run: workloads },
  { id: 'examples/two-clusters-one-role', run: twoClusters },
  { id: 'examples/cluster-in-app', run: clusterInApp },
  { id: 'updates', run: proofAndUpdates },
  { id: 'pod-identity/refusals', run: podIdentityRefusals },
  { id: 'pod-identity/agent', run: podIdentityAgent },
  { id: 'pod-identity/moving', run: podIdentityMoving },
  { id: 'pod-identity/migration', run: podIdentityMigration },
  { id: 'pod-identity/matrix', run: podIdentityMatrix },
  { id: 'pod-identity/targets', run: podIdentityTargets },
  { id: 'pod-identity/trusts', run: podIdentityTrusts },
  { id: 'pod-identity/examples', run: podIdentityExamples },
  { id: 'mutations', parts: MUTATIONS.map(({ id }) => `mutations/${id}`), run: mutations },
];
