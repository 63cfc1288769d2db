import type { IKey } from 'aws-cdk-lib/aws-kms';
import { clustersOf, requireTaggedClusters, taggedClusters } from './cluster-tag';
import { flag, flagParameter, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { ENCRYPTION_KEYS, keyArns } from '../services/kms-statements';
import { FSX_FILE_SYSTEM_ID } from './fsx-access';
import { fsxOpenZfsCsiStatements } from './fsx-openzfs-csi-statements';
import type { FsxOpenZfsCsiAccess } from './fsx-openzfs-csi-statements';
import { REGION } from '../../core/names';
import { stackPlace } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { CatalogueBundle, requireSome, requireTexts } from '../statement';

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

const DOCS = 'https://github.com/kubernetes-sigs/aws-fsx-openzfs-csi-driver/blob/main/docs';

/** The FSx for OpenZFS CSI driver: volumes and snapshots in given file systems. */
export class FsxOpenZfsCsiBundle {
  /**
   * Make and delete volumes and snapshots: for the service account `fsx-openzfs-csi-controller-sa`. FSx checks `fsx:TagResource` when
   * something is made, and cannot tell that from tagging something older: the tags guard against slips, not against malice, since what
   * is tagged can then be deleted. Bundle id `fsxOpenZfsCsi.driver`.
   *
   * @see https://github.com/kubernetes-sigs/aws-fsx-openzfs-csi-driver/blob/main/docs/install.md#set-up-driver-permissions
   */
  public static driver(options: FsxOpenZfsCsiDriverOptions): IPolicyBundle {
    const { fileSystems, regions } = options;
    if (fileSystems) {
      requireTexts(ID, 'fileSystems', FSX_FILE_SYSTEM_ID, fileSystems);
    }
    if (regions) {
      requireTexts(ID, 'regions', REGION, regions);
    }
    return make({
      ...options,
      place: stackPlace(regions),
      clusterNames: requireTaggedClusters(ID, options.clusterNames),
      keys: keyArns(ID, options.encryptionKeys ?? []),
    });
  }

  private constructor() {}
}

const ID = 'fsxOpenZfsCsi.driver';

type Given = Pick<FsxOpenZfsCsiAccess, 'place' | 'clusterNames' | 'keys'> & Partial<FsxOpenZfsCsiAccess>;

function make({
  place, clusterNames, keys, fileSystems = [], dynamicFileSystems = false, growFileSystems = false, finalBackups = false,
}: Given): IPolicyBundle {
  if (!dynamicFileSystems) {
    requireSome(ID, 'fileSystems (or dynamicFileSystems)', fileSystems);
    if (finalBackups || keys.length > 0) {
      throw new Error(`${finalBackups ? 'finalBackups' : 'encryptionKeys'} of ${ID} must go with dynamicFileSystems: they are for file systems that the driver makes`);
    }
  }
  if (growFileSystems) {
    requireSome(ID, 'fileSystems (which growFileSystems lets grow)', fileSystems);
  }
  const access = { place, clusterNames, keys, fileSystems, dynamicFileSystems, growFileSystems, finalBackups };
  return new CatalogueBundle(ID, (scope) => fsxOpenZfsCsiStatements(scope, access));
}

export const FSX_OPENZFS_CSI_BUNDLES: readonly BundleDefinition[] = [
  {
    id: ID,
    summary: 'Make and delete volumes and snapshots in given FSx for OpenZFS file systems; make file systems if asked',
    usedBy: 'FSx for OpenZFS CSI driver',
    versions: '1.0 to 1.2',
    sources: [
      `${DOCS}/example-iam-policy.json`, `${DOCS}/tagging.md`, `${DOCS}/parameters.md`,
      'https://docs.aws.amazon.com/fsx/latest/OpenZFSGuide/using-tags-fsx.html',
      'https://docs.aws.amazon.com/fsx/latest/OpenZFSGuide/encryption-rest.html',
    ],
    parameters: {
      fileSystems: { description: 'Ids of the file systems in which volumes are made.', type: { kind: 'texts', format: FSX_FILE_SYSTEM_ID } },
      dynamicFileSystems: flagParameter('Allow making, growing and deleting file systems.'),
      growFileSystems: flagParameter('Allow growing the given file systems.'),
      finalBackups: flagParameter('Allow taking a last backup of a file system that is deleted. Goes with dynamicFileSystems.'),
      clusterNames: taggedClusters('the parameter Tags of each StorageClass and VolumeSnapshotClass'),
      encryptionKeys: { ...ENCRYPTION_KEYS, description: `${ENCRYPTION_KEYS.description} Goes with dynamicFileSystems.` },
    },
    oneOf: ['fileSystems', 'dynamicFileSystems'],
    create: (values, place) => make({
      place,
      clusterNames: clustersOf(values),
      keys: texts(values, 'encryptionKeys'),
      fileSystems: texts(values, 'fileSystems'),
      dynamicFileSystems: flag(values, 'dynamicFileSystems'),
      growFileSystems: flag(values, 'growFileSystems'),
      finalBackups: flag(values, 'finalBackups'),
    }),
  },
];
