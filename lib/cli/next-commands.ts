import { shellQuoted, shellWord } from '../core/escape';
import type { ServiceAccountFleet } from '../fleet/service-account-fleet';

/** How many environments are written out. */
const MOST = 5;

/**
 * The commands that come next, quoted for a shell. The CDK CLI looks at no stack of a stage unless a pattern asks for it: without one
 * `cdk diff` compares nothing, and says that nothing differs.
 *
 * @param file the workloads file, if the context names one
 */
export function nextCommands(fleet: ServiceAccountFleet, file: string | undefined): string[] {
  const context = file === undefined ? '' : ` -c ${shellWord(`workloads=${file}`)}`;
  const stages = fleet.environments.flatMap(({ environment }) => environment ?? []);
  const targets = stages.length > 0 ? stages.map((stage) => shellQuoted(`${stage}/**`)) : fleet.stacks.length > 1 ? ['--all'] : [''];
  const lines = targets.slice(0, MOST).flatMap((target) => ['diff', 'deploy'].map((command) =>
    `  npx cdk ${command}${context}${target === '' || (command === 'diff' && target === '--all') ? '' : ` ${target}`}`));
  const more = targets.length - MOST;
  return ['Next, to see what would change, and to deploy it:', ...lines, ...more > 0 ? [`  … and so on for the other ${more} environments`] : []];
}
