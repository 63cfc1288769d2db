import type { GivenCollectOptions } from './collect-options';
import { CLUSTER_ROLE, readPolicy } from './collect-permissions';
import { collectScript } from './collect-script';
import { CLUSTER_NAME, REGION } from '../../core/names';
import { show } from '../../core/text';
import { explain } from '../../core/text-format';
import type { Console } from '../console';
import { ExitCode } from '../exit-code';
import { UsageError } from '../usage-error';

/**
 * Prints the script, or the permissions that it needs. Nothing is asked of AWS or a cluster.
 *
 * @throws UsageError for an option that is wrong
 */
export function runCollect(options: GivenCollectOptions, version: string, { out }: Console): number {
  requireRight(options);
  const { print, cluster = [], without } = options;
  out(print === 'policy' ? `${JSON.stringify(readPolicy(without), undefined, 2)}\n`
    : print === 'cluster-role' ? CLUSTER_ROLE
      : collectScript({ ...options, clusters: cluster, version }));
  return ExitCode.SUCCESS;
}

function requireRight({ folder, cluster = [], region, without = [] }: GivenCollectOptions): void {
  const problems = [
    ...cluster.map((name) => ['--cluster', explain(CLUSTER_NAME, name)]),
    ...region === undefined ? [] : [['--region', explain(REGION, region)]],
    ...folder === '' || /[\0\r\n]/.test(folder) ? [['--folder', `must be the path of a folder, got ${show(folder)}`]] : [],
    ...without.includes('clusters') && without.includes('account') ? [['--without', 'clusters and account leave nothing to collect: give one of the two']] : [],
    ...without.includes('clusters') && cluster.length > 0 ? [['--cluster', 'cannot be given with --without clusters']] : [],
  ];
  for (const [option, problem] of problems) {
    if (problem !== undefined) {
      throw new UsageError(`${option} ${problem}`);
    }
  }
}
