import type { Conditions } from 'aws-cdk-lib/aws-iam';
import { CLUSTER_NAME } from '../../core/names';
import type { BundleParameter } from '../bundle-parameter';
import { texts } from '../parameters';
import { oneOrMore } from '../statement';

/**
 * The tag that a user lets a driver give to what it makes, where the driver itself tags with nothing that tells
 * clusters apart. Its value is the cluster's name, so that the name may be known only at deploy time.
 */
const CLUSTER_TAG = 'KubernetesCluster';

/** Names of clusters, for a driver that must be told to tag; not those of the workload's clusters, since it may not have been told. */
export function taggedClusterNames(how: string): BundleParameter<string[] | undefined, string[]> {
  return texts(CLUSTER_NAME,
    `Names of the clusters in EKS, if the driver tags what it makes with KubernetesCluster: ${how}. Default: what the driver of any cluster made.`);
}

/** The tags that tell what a driver makes, or made: its own, and the cluster's. */
export function tagged(
  of: 'aws:RequestTag' | 'aws:ResourceTag', own: Readonly<Record<string, string>>, clusterNames: readonly string[],
): Readonly<Record<string, string | string[]>> {
  const tags = { ...own, ...(clusterNames.length > 0 ? { [CLUSTER_TAG]: oneOrMore(clusterNames) } : {}) };
  return Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`${of}/${tag}`, value]));
}

/** That something has no cluster's tag yet, or that of one of the clusters: what is tagged as another cluster's stays so. */
export function notOfAnotherCluster(clusterNames: readonly string[]): Conditions {
  return clusterNames.length === 0 ? {} : { StringEqualsIfExists: tagged('aws:ResourceTag', {}, clusterNames) };
}
