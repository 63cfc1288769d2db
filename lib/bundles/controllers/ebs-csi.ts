import type { IVolume } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { ebsCsiStatements } from './ebs-csi-statements';
import { needsLiteralNames } from './ebs-csi-tags';
import { EBS_CSI_VERSION } from './ebs-csi-version';
import type { EbsCsiVersion } from './ebs-csi-version';
import { versionParameter } from './version';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, regions, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { clusterNames, requireLiteralNames } from '../resources/clusters';
import type { ClusterBoundOptions } from '../resources/clusters';
import { HYPERPOD_CLUSTER, SNAPSHOT_ID, VOLUME_IDS } from '../resources/ebs-volumes';
import { encryptionKeys } from '../resources/kms-keys';
import { resources } from '../resources/resource-kind';

export { EbsCsiVersion } from './ebs-csi-version';

/** Options for `EbsCsiBundle.driver`. */
export interface EbsCsiDriverOptions extends ClusterBoundOptions {
  /**
   * The version of the driver, which decides by which tags its volumes and snapshots are known. Volumes that versions before
   * 1.58 made are known by either. Where snapshots made by them are still used, give `EbsCsiVersion.V1_40`, whatever the
   * driver's own version is: with the default they could be neither restored nor deleted.
   *
   * @default EbsCsiVersion.V1_58, for 1.58 and later
   */
  readonly version?: EbsCsiVersion;

  /**
   * Allow only volumes and snapshots that carry the name of one of the clusters. The driver tags with the name
   * when it runs with `--k8s-tag-cluster-id=<cluster name>` (in the Helm chart `controller.k8sTagClusterId`; the
   * EKS add-on gives it); without the flag it may make no volumes and snapshots, and attach none. False allows those that the
   * driver of any cluster of the account and region made.
   *
   * @default true
   */
  readonly ownResourcesOnly?: boolean;

  /**
   * Allow attaching to any instance of the account and region. Without it, to nodes with the tag `eks:cluster-name`
   * (managed node groups), `eks:eks-cluster-name` (Karpenter) or `ebs.csi.aws.com/cluster-name` (for other nodes, by hand).
   *
   * @default false
   */
  readonly anyInstance?: boolean;

  /**
   * Volumes that the driver did not make (static provisioning): to attach, resize and take snapshots of, not to delete.
   *
   * @default - none
   */
  readonly volumes?: IVolume[];

  /**
   * Ids of snapshots that the driver did not make: to make volumes from, not to delete.
   *
   * @default - none
   */
  readonly snapshots?: string[];

  /**
   * Customer-managed KMS keys of volumes and snapshots; usable through EC2 only.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];

  /**
   * Allow volumes of the in-tree plugin `kubernetes.io/aws-ebs`, which the driver takes over. The clusters' names
   * must then be literal, unless `ownResourcesOnly` is false.
   *
   * @default false
   */
  readonly inTreeVolumes?: boolean;

  /**
   * Allow cloning: claims whose data source is another claim. For 1.51 and later.
   *
   * @default false
   */
  readonly cloneVolumes?: boolean;

  /**
   * Allow changing the tags of volumes, of the given `volumes` too, but not those by which they are known. Needed by a VolumeAttributesClass with
   * `tagSpecification`, `tagDeletion` or `iopsPerGB`.
   *
   * @default false
   */
  readonly changeTags?: boolean;

  /**
   * Allow fast snapshot restores, which cost by the hour: `fastSnapshotRestoreAvailabilityZones` of a VolumeSnapshotClass.
   *
   * @default false
   */
  readonly fastSnapshotRestore?: boolean;

  /**
   * Allow locking snapshots, which nobody may be able to undo: `lockMode` of a VolumeSnapshotClass.
   *
   * @default false
   */
  readonly lockSnapshots?: boolean;

  /**
   * ARNs of SageMaker HyperPod clusters whose nodes join the clusters, to attach volumes to their nodes.
   *
   * @default - none
   */
  readonly hyperPodClusters?: string[];
}

/**
 * The EBS CSI driver: volumes and snapshots of given clusters.
 *
 * @example
 * role.addBundle(EbsCsiBundle.driver({ clusterNames: ['production'] }));
 */
export class EbsCsiBundle {
  /**
   * Make, attach, resize and delete volumes and snapshots: for the service account `ebs-csi-controller-sa`. The
   * nodes' service account needs nothing. Bundle id `ebsCsi.driver`.
   *
   * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/install.md#set-up-driver-permissions
   */
  public static driver(options: EbsCsiDriverOptions): IPolicyBundle {
    return DRIVER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [DRIVER];
  }

  private constructor() {}
}

const DOCS = 'https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs';

const DRIVER = defineBundle<EbsCsiDriverOptions>()({
  id: 'ebsCsi.driver',
  summary: 'Make, attach, resize and delete EBS volumes and snapshots of given clusters',
  usedBy: 'EBS CSI driver',
  upstream: [
    {
      repository: 'kubernetes-sigs/aws-ebs-csi-driver',
      release: 'v1.64.0',
      since: '1.40',
      documents: ['docs/AmazonEBSCSIDriverEKSClusterScopedPolicy.json'],
    },
  ],
  sources: [
    `${DOCS}/install.md`, `${DOCS}/tagging.md`, `${DOCS}/snapshot.md`,
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverEKSClusterScopedPolicy.html',
    'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-eks-ebs.html',
  ],
  parameters: {
    clusterNames: clusterNames(),
    regions: regions(),
    version: versionParameter(EBS_CSI_VERSION, '1.58', ['1.40'],
      'The version of the driver, in quotes; "1.40" as long as there are snapshots of versions before 1.58. Default: 1.58.'),
    ownResourcesOnly: flag(
      "Allow only what carries a cluster's name, which the driver must write: --k8s-tag-cluster-id (the EKS add-on gives it).", true),
    anyInstance: flag('Allow attaching to any instance of the account and region, for nodes without a tag of their cluster.'),
    volumes: resources(VOLUME_IDS, 'Ids of volumes that the driver did not make.'),
    snapshots: texts(SNAPSHOT_ID, 'Ids of snapshots that the driver did not make.'),
    encryptionKeys: encryptionKeys({}),
    inTreeVolumes: flag('Allow volumes of the in-tree plugin kubernetes.io/aws-ebs.'),
    cloneVolumes: flag('Allow cloning: claims whose data source is another claim.'),
    changeTags: flag('Allow changing the tags of volumes, but not those by which they are known.'),
    fastSnapshotRestore: flag('Allow fast snapshot restores.'),
    lockSnapshots: flag('Allow locking snapshots.'),
    hyperPodClusters: texts(HYPERPOD_CLUSTER, 'ARNs of SageMaker HyperPod clusters whose nodes join the clusters.'),
  },
  check: (values, check) => {
    if (needsLiteralNames(values)) {
      requireLiteralNames(values, check);
    }
  },
  statements: (values, { place, scope }) => ebsCsiStatements(scope, { ...values, place: { ...place, clusterNames: values.clusterNames } }),
});
