import { Token } from '../../core/cdk';
import { CLUSTER_NAME, REGION } from '../../core/names';
import { texts } from '../definition';
import type { Parameter, ParameterValues } from '../definition';
import { stackPlace } from '../resources/place';
import type { Place } from '../resources/place';
import { requireTexts } from '../statement';

/** What a bundle for a controller is bound to: the clusters in which the controller runs. */
export interface ClusterBoundOptions {
  /**
   * The names of the clusters in EKS, as `aws eks list-clusters` prints them. At least one. The controller
   * may touch what bears one of these names, in a tag or in its own name, and wherever IAM can tell nothing of another cluster.
   */
  readonly clusterNames: string[];

  /**
   * The regions of the clusters.
   *
   * @default - the region of the role's stack
   */
  readonly regions?: string[];
}

/** A place whose clusters' names are known. */
export interface ClusterPlace extends Place {
  readonly clusterNames: readonly string[];
}

/** The parameter with which a `workloads.yaml` names clusters that are not the workload's own, or have no `clusterName`. */
export const CLUSTER_NAMES: Parameter = {
  description: "Names of the clusters in EKS. Default: the clusterName of each of the workload's clusters.",
  type: { kind: 'texts', format: CLUSTER_NAME },
};

/** The place of options in TypeScript. */
export function placeOfClusters(bundleId: string, { clusterNames, regions }: ClusterBoundOptions): ClusterPlace {
  requireTexts(bundleId, 'clusterNames', CLUSTER_NAME, clusterNames);
  if (regions) {
    requireTexts(bundleId, 'regions', REGION, regions);
  }
  return { ...stackPlace(regions), clusterNames };
}

/** The place of a workload of a `workloads.yaml`, whose clusters must have a name. */
export function clustersOfPlace(bundleId: string, values: ParameterValues, place: Place): ClusterPlace {
  const clusterNames = values.clusterNames === undefined ? place.clusterNames : texts(values, 'clusterNames');
  if (clusterNames === undefined) {
    throw new Error(
      `${bundleId} must know the names that the workload's clusters have in EKS, since it is limited to what bears one of them: ` +
      'give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"');
  }
  return { ...place, clusterNames };
}

/**
 * Refuses clusters whose names are known only at deploy time, for bundles that need the name within the key of
 * a condition: CloudFormation has no intrinsic functions in keys.
 */
export function requireLiteralClusterNames(bundleId: string, { clusterNames }: ClusterPlace): void {
  if (clusterNames.some((name) => Token.isUnresolved(name))) {
    throw new Error(
      `clusterNames of ${bundleId} must be literal, since the name stands in the key of a condition ` +
      '(such as aws:ResourceTag/kubernetes.io/cluster/<name>), got a deploy-time value: give the cluster a literal clusterName, and name it here');
  }
}
