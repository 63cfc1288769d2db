import type { IKey } from 'aws-cdk-lib/aws-kms';
import { taggedClusterNames } from './cluster-tag';
import { fsxOpenZfsCsiStatements } from './fsx-openzfs-csi-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, regions, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { FSX_FILE_SYSTEM_ID } from '../resources/fsx-file-systems';
import { encryptionKeys } from '../resources/kms-keys';

/** Options for `FsxOpenZfsCsiBundle.driver`. At least one of `fileSystems` and `dynamicFileSystems` must be given. */
export interface FsxOpenZfsCsiDriverOptions {
  /**
   * Ids of the file systems in which the driver makes volumes: those of the `ParentVolumeId` of StorageClasses.
   *
   * @default - none
   */
  readonly fileSystems?: string[];

  /**
   * Allow making, growing and deleting file systems: StorageClasses with `ResourceType: filesystem`.
   *
   * @default false
   */
  readonly dynamicFileSystems?: boolean;

  /**
   * Allow growing the file systems given as `fileSystems`, which the driver did not make.
   *
   * @default false
   */
  readonly growFileSystems?: boolean;

  /**
   * Allow taking a last backup of a file system that is deleted: `SkipFinalBackupOnDeletion: "false"`, without
   * `FinalBackupTagsOnDeletion`. Goes with `dynamicFileSystems`.
   *
   * @default false
   */
  readonly finalBackups?: boolean;

  /**
   * The names of the clusters in EKS. With them, what the driver makes must have the tag `KubernetesCluster` with one of these
   * values: give it in the parameter `Tags` of each StorageClass and VolumeSnapshotClass.
   *
   * @default - what the driver of any cluster made, which it tags with `fsx.openzfs.csi.aws.com/cluster`
   */
  readonly clusterNames?: string[];

  /**
   * The regions of the clusters.
   *
   * @default - the region of the role's stack
   */
  readonly regions?: string[];

  /**
   * Customer-managed KMS keys of file systems that the driver makes; usable through FSx only. Goes with `dynamicFileSystems`.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * The FSx for OpenZFS CSI driver: volumes and snapshots in given file systems.
 *
 * @example
 * role.addBundle(FsxOpenZfsCsiBundle.driver({ fileSystems: ['fs-0123456789abcdef0'] }));
 */
export class FsxOpenZfsCsiBundle {
  /**
   * Make and delete volumes and snapshots: for the service account `fsx-openzfs-csi-controller-sa`. FSx checks `fsx:TagResource` when
   * something is made, and cannot tell that from tagging something older: the tags guard against slips, not against malice, since what
   * is tagged can then be deleted. Bundle id `fsxOpenZfsCsi.driver`.
   *
   * @see https://github.com/kubernetes-sigs/aws-fsx-openzfs-csi-driver/blob/main/docs/install.md#set-up-driver-permissions
   */
  public static driver(options: FsxOpenZfsCsiDriverOptions): IPolicyBundle {
    return DRIVER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [DRIVER];
  }

  private constructor() {}
}

const DOCS = 'https://github.com/kubernetes-sigs/aws-fsx-openzfs-csi-driver/blob/main/docs';

const DRIVER = defineBundle<FsxOpenZfsCsiDriverOptions>()({
  id: 'fsxOpenZfsCsi.driver',
  summary: 'Make and delete volumes and snapshots in given FSx for OpenZFS file systems; make file systems if asked',
  usedBy: 'FSx for OpenZFS CSI driver',
  upstream: [
    {
      repository: 'kubernetes-sigs/aws-fsx-openzfs-csi-driver',
      release: 'v1.2.0',
      since: '1.0',
      documents: ['docs/example-iam-policy.json'],
    },
  ],
  sources: [
    `${DOCS}/example-iam-policy.json`, `${DOCS}/tagging.md`, `${DOCS}/parameters.md`,
    'https://docs.aws.amazon.com/fsx/latest/OpenZFSGuide/using-tags-fsx.html',
    'https://docs.aws.amazon.com/fsx/latest/OpenZFSGuide/encryption-rest.html',
  ],
  parameters: {
    fileSystems: texts(FSX_FILE_SYSTEM_ID, 'Ids of the file systems in which volumes are made.'),
    dynamicFileSystems: flag('Allow making, growing and deleting file systems.'),
    growFileSystems: flag('Allow growing the given file systems.'),
    finalBackups: flag('Allow taking a last backup of a file system that is deleted. Goes with dynamicFileSystems.'),
    clusterNames: taggedClusterNames('the parameter Tags of each StorageClass and VolumeSnapshotClass'),
    regions: regions(),
    encryptionKeys: encryptionKeys({},
      'ARNs of the customer-managed KMS keys that encrypt the resources; not needed for keys that AWS manages. Goes with dynamicFileSystems.'),
  },
  oneOf: ['fileSystems', 'dynamicFileSystems'],
  check: ({ fileSystems, dynamicFileSystems, growFileSystems, finalBackups, encryptionKeys: keys }, { refuse }) => {
    if (!dynamicFileSystems && (finalBackups || keys.length > 0)) {
      refuse(finalBackups ? 'finalBackups' : 'encryptionKeys', 'must go with dynamicFileSystems: they are for file systems that the driver makes');
    }
    if (growFileSystems && fileSystems.length === 0) {
      refuse('growFileSystems', 'must go with fileSystems, which it lets grow');
    }
  },
  statements: (values, { place, scope }) => fsxOpenZfsCsiStatements(scope, { ...values, place }),
});
