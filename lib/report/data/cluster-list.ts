import type { PodTable } from './pod-table';
import type { AccessModel } from '../../access/model/access-model';
import { isKnown } from '../../iam/partial-text';
import type { ReportCluster, ReportWorkload } from '../report-data';

/** The clusters of the workloads, by their names. */
export function clustersOf({ clusters }: AccessModel, workloads: readonly ReportWorkload[], pods: PodTable): ReportCluster[] {
  const names = [...new Set(workloads.flatMap(({ cluster }) => cluster ?? []))].sort();
  return names.map((name) => {
    const { issuer } = clusters.named(name) ?? {};
    return {
      name,
      issuer: issuer !== undefined && isKnown(issuer) ? issuer : null,
      workloads: workloads.filter(({ cluster }) => cluster === name).length,
      hasPods: pods.hasCluster(name, names.length),
    };
  });
}
