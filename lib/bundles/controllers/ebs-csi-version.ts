import { isAtLeast, requireVersion, versionFormat } from './version';

/** A version of the driver in a `workloads.yaml`. */
export const EBS_CSI_VERSION = versionFormat('the EBS CSI driver', '1.40', '1.64');

/**
 * A version of the EBS CSI driver. Since 1.58 it tags volumes and snapshots alike with
 * `ebs.csi.aws.com/cluster-name`, a tag that no user of the cluster can change.
 *
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md
 */
export class EbsCsiVersion {
  /**
   * By the tag `ebs.csi.aws.com/cluster-name`, or the tag `KubernetesCluster` of volumes that earlier versions made. Snapshots that
   * earlier versions made have neither, and are out of reach until the first is added by hand.
   */
  public static readonly V1_58 = EbsCsiVersion.of('1.58');

  /**
   * By the tags `KubernetesCluster` of volumes and `kubernetes.io/cluster/<cluster name>` of snapshots, which
   * later versions set too. The clusters' names must then be literal.
   */
  public static readonly V1_40 = EbsCsiVersion.of('1.40');

  /** Another version. An error if it is older than 1.40, or known only at deploy time. */
  public static of(version: string): EbsCsiVersion {
    requireVersion(EBS_CSI_VERSION, version);
    return new EbsCsiVersion(version);
  }

  private constructor(public readonly version: string) {}
}

/** Whether a version tags with the cluster's name as a value, on volumes and snapshots. */
export function hasClusterNameTag(version: string): boolean {
  return isAtLeast(version, '1.58');
}
