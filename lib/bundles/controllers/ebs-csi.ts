import type { IVolume } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CLUSTER_NAMES, clustersOfPlace, placeOfClusters, requireLiteralClusterNames } from './cluster-bound';
import type { ClusterBoundOptions } from './cluster-bound';
import { flag, flagParameter, text, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { ebsCsiStatements } from './ebs-csi-statements';
import type { EbsCsiAccess } from './ebs-csi-statements';
import { needsLiteralNames } from './ebs-csi-tags';
import { EBS_CSI_VERSION, EbsCsiVersion } from './ebs-csi-version';
import { ENCRYPTION_KEYS, keyArns } from '../services/kms-statements';
import type { IPolicyBundle } from '../policy-bundle';
import { CatalogueBundle, requireSome, requireTexts } from '../statement';
import { versionParameter } from './version';
import { arnFormat } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

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
   * Allow changing the tags of volumes, but not those by which they are known. Needed by a VolumeAttributesClass with
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

const DOCS = 'https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs';

/** The EBS CSI driver: volumes and snapshots of given clusters. */
export class EbsCsiBundle {
  /**
   * Make, attach, resize and delete volumes and snapshots: for the service account `ebs-csi-controller-sa`. The
   * nodes' service account needs nothing. Bundle id `ebsCsi.driver`.
   *
   * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/install.md#set-up-driver-permissions
   */
  public static driver(options: EbsCsiDriverOptions): IPolicyBundle {
    const { volumes, snapshots, hyperPodClusters } = options;
    const place = placeOfClusters(ID, options);
    if (volumes) {
      requireSome(ID, 'volumes', volumes);
    }
    if (snapshots) {
      requireTexts(ID, 'snapshots', SNAPSHOT_ID, snapshots);
    }
    if (hyperPodClusters) {
      requireTexts(ID, 'hyperPodClusters', HYPERPOD_CLUSTER, hyperPodClusters);
    }
    return make({
      ...options,
      place,
      volumes: volumes?.map(({ volumeId }) => volumeId),
      keys: keyArns(ID, options.encryptionKeys ?? []),
    });
  }

  private constructor() {}
}

const ID = 'ebsCsi.driver';

type Given = Pick<EbsCsiAccess, 'place' | 'keys'> & Partial<EbsCsiAccess>;

const DEFAULTS: Omit<EbsCsiAccess, 'place' | 'keys'> = {
  version: EbsCsiVersion.V1_58,
  ownResourcesOnly: true,
  anyInstance: false,
  volumes: [],
  snapshots: [],
  inTreeVolumes: false,
  cloneVolumes: false,
  changeTags: false,
  fastSnapshotRestore: false,
  lockSnapshots: false,
  hyperPodClusters: [],
};

function make(given: Given): IPolicyBundle {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as unknown as Given;
  const access: EbsCsiAccess = { ...DEFAULTS, ...set };
  if (needsLiteralNames(access)) {
    requireLiteralClusterNames(ID, access.place);
  }
  return new CatalogueBundle(ID, (scope) => ebsCsiStatements(scope, access));
}

function idFormat(noun: string, prefix: string, command: string): TextFormat {
  return {
    pattern: `${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})`,
    rule: `the id of a ${noun}, such as ${prefix}-0123456789abcdef0`,
    example: `${prefix}-0123456789abcdef0`,
    hint: (value) => {
      const id = new RegExp(`^arn:.*/(${prefix}-[0-9a-f]{8,17})$`).exec(value)?.[1];
      return id ? `write the id alone, "${id}"` : `aws ec2 ${command} prints the ids`;
    },
  };
}

const VOLUME_ID = idFormat('volume', 'vol', 'describe-volumes');
const SNAPSHOT_ID = idFormat('snapshot', 'snap', 'describe-snapshots --owner-ids self');

const HYPERPOD_CLUSTER = arnFormat({
  service: 'sagemaker',
  noun: "a HyperPod cluster's ARN",
  resource: 'cluster/[a-z0-9]{12}',
  region: 'required',
  account: 'required',
  example: 'arn:aws:sagemaker:eu-central-1:111122223333:cluster/abcdef012345',
});

export const EBS_CSI_BUNDLES: readonly BundleDefinition[] = [
  {
    id: ID,
    summary: 'Make, attach, resize and delete EBS volumes and snapshots of given clusters',
    usedBy: 'EBS CSI driver',
    versions: '1.40 to 1.64',
    sources: [
      `${DOCS}/install.md`, `${DOCS}/tagging.md`, `${DOCS}/snapshot.md`,
      'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverEKSClusterScopedPolicy.html',
      'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html',
      'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-eks-ebs.html',
    ],
    parameters: {
      clusterNames: CLUSTER_NAMES,
      version: {
        ...versionParameter(EBS_CSI_VERSION, '1.58', ['1.40']),
        description: 'The version of the driver, in quotes; "1.40" as long as there are snapshots of versions before 1.58. Default: 1.58.',
      },
      ownResourcesOnly: flagParameter(
        "Allow only what carries a cluster's name, which the driver must write: --k8s-tag-cluster-id (the EKS add-on gives it).", true),
      anyInstance: flagParameter('Allow attaching to any instance of the account and region, for nodes without a tag of their cluster.'),
      volumes: { description: 'Ids of volumes that the driver did not make.', type: { kind: 'texts', format: VOLUME_ID } },
      snapshots: { description: 'Ids of snapshots that the driver did not make.', type: { kind: 'texts', format: SNAPSHOT_ID } },
      encryptionKeys: ENCRYPTION_KEYS,
      inTreeVolumes: flagParameter('Allow volumes of the in-tree plugin kubernetes.io/aws-ebs.'),
      cloneVolumes: flagParameter('Allow cloning: claims whose data source is another claim.'),
      changeTags: flagParameter('Allow changing the tags of volumes, but not those by which they are known.'),
      fastSnapshotRestore: flagParameter('Allow fast snapshot restores.'),
      lockSnapshots: flagParameter('Allow locking snapshots.'),
      hyperPodClusters: { description: 'ARNs of SageMaker HyperPod clusters whose nodes join the clusters.', type: { kind: 'texts', format: HYPERPOD_CLUSTER } },
    },
    create: (values, place) => {
      const version = text(values, 'version');
      return make({
        place: clustersOfPlace(ID, values, place),
        version: version === undefined ? undefined : EbsCsiVersion.of(version),
        ownResourcesOnly: flag(values, 'ownResourcesOnly'),
        anyInstance: flag(values, 'anyInstance'),
        volumes: texts(values, 'volumes'),
        snapshots: texts(values, 'snapshots'),
        keys: texts(values, 'encryptionKeys'),
        inTreeVolumes: flag(values, 'inTreeVolumes'),
        cloneVolumes: flag(values, 'cloneVolumes'),
        changeTags: flag(values, 'changeTags'),
        fastSnapshotRestore: flag(values, 'fastSnapshotRestore'),
        lockSnapshots: flag(values, 'lockSnapshots'),
        hyperPodClusters: texts(values, 'hyperPodClusters'),
      });
    },
  },
];
