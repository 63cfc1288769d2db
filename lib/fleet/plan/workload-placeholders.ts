import { PlaceholderValues } from './placeholder-values';
import type { KnownCluster } from './planned-clusters';
import type { PlannedSubjects } from './planned-subjects';
import type { Workload } from './workload';

/** Where a role is. */
interface Where {
  readonly accounts: readonly string[];
  readonly clusters: readonly KnownCluster[];
}

/**
 * What the placeholders of a workload stand for in one of its roles.
 *
 * @param where nothing where the clusters of the workload are wrong, which is reported
 */
export function placeholderValuesOf(workload: Workload, where: Where | undefined, subjects: PlannedSubjects): PlaceholderValues {
  const { key, context } = workload;
  const clusters = where?.clusters ?? [];
  const names = where?.clusters.flatMap(({ clusterName }) => clusterName ?? []);
  return new PlaceholderValues({
    account: where?.accounts,
    cluster: where?.clusters.map(({ name }) => name),
    // A name that is missing is no value of a role with several clusters.
    clusterName: names?.length === where?.clusters.length ? names : [],
    environment: context.environment === undefined ? [] : [context.environment],
    namespace: where === undefined || workload.isNamespaceLost ? undefined : subjects.all(clusters).map(({ namespace }) => namespace),
    partition: where?.clusters.map(({ partition }) => partition),
    region: where?.clusters.every(({ region }) => region !== undefined) ? where.clusters.flatMap(({ region }) => region ?? []) : undefined,
    serviceAccount: where === undefined || workload.isLost('serviceAccounts') ? undefined : subjects.exact(clusters).map(({ serviceAccountName }) => serviceAccountName),
    team: workload.team === undefined ? [] : [workload.team.included.team],
    workload: [key],
  }, context.variables, context.usedVariables);
}
