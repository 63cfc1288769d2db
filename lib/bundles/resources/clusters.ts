import type { Place } from './place';
import { Token } from '../../core/cdk';
import { CLUSTER_NAME } from '../../core/names';
import type { BundleParameter } from '../bundle-parameter';
import { required, texts } from '../parameters';

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

/**
 * The names of the clusters that a controller is limited to. In YAML they are by default those of the workload's clusters; a bundle
 * names others, or those whose cluster has no `clusterName`.
 */
export function clusterNames(
  description = "Names of the clusters in EKS. Default: the clusterName of each of the workload's clusters.",
): BundleParameter<string[], string[]> {
  const parameter = texts(CLUSTER_NAME, description);
  return {
    ...required(parameter),
    yaml: parameter.yaml,
    fromYaml: (given, _, { place, refuse }) => {
      const known = (given as string[] | undefined) ?? place.clusterNames;
      return known ? [...known] : refuse([],
        "must know the names that the workload's clusters have in EKS, since it is limited to what bears one of them: " +
        'give each cluster its "clusterName" in clusters, or give the bundle "clusterNames"');
    },
  };
}

/**
 * Refuses clusters whose names are known only at deploy time, for bundles that need the name within the key of
 * a condition: CloudFormation has no intrinsic functions in keys.
 */
export function requireLiteralNames(
  { clusterNames: all }: { readonly clusterNames: readonly string[] },
  { refuse }: { readonly refuse: (name: 'clusterNames', problem: string) => never },
): void {
  if (all.some((name) => Token.isUnresolved(name))) {
    refuse('clusterNames',
      'must be literal, since the name stands in the key of a condition (such as aws:ResourceTag/kubernetes.io/cluster/<name>), ' +
      'got a deploy-time value: give the cluster a literal clusterName, and name it here');
  }
}
