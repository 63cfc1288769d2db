import type { IFileSystem } from 'aws-cdk-lib/aws-fsx';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { clustersOf, notOfAnotherCluster, requireTaggedClusters, tagged, taggedClusters } from './cluster-tag';
import { REGION } from '../../core/names';
import { texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { ENCRYPTION_KEYS, keyArns } from '../services/kms-statements';
import { encryptingFileSystems, firstFileSystem, FSX_FILE_SYSTEM_ID } from './fsx-access';
import { globalArn, regionalArns, stackPlace } from '../resources/place';
import type { Place } from '../resources/place';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { arnsOfBuckets, BUCKET } from '../resources/buckets';
import { allow, arnOfOne, CatalogueBundle, requireSome, requireTexts } from '../statement';

/** Options for `FsxLustreCsiBundle.driver`. */
export interface FsxLustreCsiDriverOptions {
  /**
   * The names of the clusters in EKS. With them, file systems must have the tag `KubernetesCluster` with one of these
   * values: run the driver with `--extra-tags=KubernetesCluster=<cluster name>` (in the Helm chart `controller.extraTags`).
   *
   * @default - file systems that the driver of any cluster made, which it tags with `CSIVolumeName`
   */
  readonly clusterNames?: string[];

  /**
   * The regions of the clusters.
   *
   * @default - the region of the role's stack
   */
  readonly regions?: string[];

  /**
   * File systems that the driver did not make (static provisioning): to grow, not to delete.
   *
   * @default - none
   */
  readonly fileSystems?: IFileSystem[];

  /**
   * Buckets to which new file systems may be linked: `s3ImportPath` of a StorageClass. The policy of each bucket must allow
   * FSx to use it, since the driver may not change what FSx may do. Roles of FSx are named `AWSServiceRoleForFSxS3Access_fs-*`.
   *
   * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/setting-up.html#fsx-lustre-permissions-s3-bucket
   * @default - none
   */
  readonly dataRepositoryBuckets?: IBucket[];

  /**
   * Customer-managed KMS keys of persistent file systems; usable through FSx only.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];
}

const INSTALL = 'https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/docs/install.md';
const OPTIONS = 'https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/docs/options.md';
const SETTING_UP = 'https://docs.aws.amazon.com/fsx/latest/LustreGuide/setting-up.html';
const LINKED_ROLES = 'https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html';

/** The FSx for Lustre CSI driver: file systems that it makes. */
export class FsxLustreCsiBundle {
  /**
   * Make, grow and delete file systems: for the service account `fsx-csi-controller-sa`. FSx checks `fsx:TagResource` when a file
   * system is made, and cannot tell that from tagging an older one: the tags guard against slips, not against malice, since what is
   * tagged can then be deleted. Bundle id `fsxLustreCsi.driver`.
   *
   * @see https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/docs/install.md#set-up-driver-permissions
   */
  public static driver(options: FsxLustreCsiDriverOptions = {}): IPolicyBundle {
    const { regions, fileSystems, dataRepositoryBuckets, encryptionKeys } = options;
    if (regions) {
      requireTexts(ID, 'regions', REGION, regions);
    }
    if (fileSystems) {
      requireSome(ID, 'fileSystems', fileSystems);
    }
    if (dataRepositoryBuckets) {
      requireSome(ID, 'dataRepositoryBuckets', dataRepositoryBuckets);
    }
    return make({
      place: stackPlace(regions),
      clusterNames: requireTaggedClusters(ID, options.clusterNames),
      fileSystems: (fileSystems ?? []).map(({ fileSystemId }) => arnOfOne(ID, fileSystemId)),
      buckets: (dataRepositoryBuckets ?? []).map(({ bucketArn }) => bucketArn),
      keys: keyArns(ID, encryptionKeys ?? []),
    });
  }

  private constructor() {}
}

const ID = 'fsxLustreCsi.driver';

interface Access {
  readonly place: Place;
  readonly clusterNames: readonly string[];
  /** Ids of file systems that the driver did not make. */
  readonly fileSystems: readonly string[];
  readonly buckets: readonly string[];
  readonly keys: readonly string[];
}

function make(access: Access): IPolicyBundle {
  const { place, fileSystems } = access;
  return new CatalogueBundle(ID, (scope) => [
    allow({
      actions: ['fsx:DescribeFileSystems'],
      resources: ['*'],
      evidence: { reason: 'the driver finds its file systems among all by a tag, and the action supports no resource', source: INSTALL },
    }),
    ...ofDriver(access),
    firstFileSystem(place),
    ...(fileSystems.length > 0 ? [allow({
      actions: ['fsx:UpdateFileSystem'], resources: regionalArns(place, 'fsx', ...fileSystems.map((id) => `file-system/${id}`)),
    })] : []),
    ...linkingTo(access),
    ...encryptingFileSystems(scope, access.keys),
  ]);
}

function ofDriver({ place, clusterNames }: Access): BundleStatement[] {
  const resources = regionalArns(place, 'fsx', 'file-system/*');
  const evidence = { reason: 'a file system gets its id when it is made; the tags of the driver limit which', source: OPTIONS };
  // The value of the driver's own tag is the volume's name, which nobody knows before.
  const conditions = (of: 'aws:RequestTag' | 'aws:ResourceTag') => ({
    StringLike: { [`${of}/CSIVolumeName`]: '*' },
    ...(clusterNames.length > 0 ? { StringEquals: tagged(of, {}, clusterNames) } : {}),
  });
  return [
    allow({ actions: ['fsx:CreateFileSystem'], resources, conditions: conditions('aws:RequestTag'), evidence }),
    allow({
      actions: ['fsx:TagResource'], resources, conditions: { ...conditions('aws:RequestTag'), ...notOfAnotherCluster(clusterNames) }, evidence,
    }),
    allow({ actions: ['fsx:DeleteFileSystem', 'fsx:UpdateFileSystem'], resources, conditions: conditions('aws:ResourceTag'), evidence }),
  ];
}

/** Each linked file system has a role of its own, named by the file system's id. */
function linkingTo({ place, buckets }: Access): BundleStatement[] {
  const service = 's3.data-source.lustre.fsx.amazonaws.com';
  return buckets.length === 0 ? [] : [
    allow({ actions: ['s3:ListBucket'], resources: buckets }),
    allow({
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [globalArn(place, 'iam', `role/aws-service-role/${service}/AWSServiceRoleForFSxS3Access_*`)],
      conditions: { StringEquals: { 'iam:AWSServiceName': service } },
      evidence: { reason: 'FSx names the role of each linked file system by its id, which it gets when it is made', source: LINKED_ROLES },
    }),
  ];
}

export const FSX_LUSTRE_CSI_BUNDLES: readonly BundleDefinition[] = [
  {
    id: ID,
    summary: 'Make, grow and delete FSx for Lustre file systems that the driver tags, and link them to given buckets',
    usedBy: 'FSx for Lustre CSI driver',
    versions: '1.0 to 1.9',
    sources: [INSTALL, OPTIONS, SETTING_UP, LINKED_ROLES, 'https://docs.aws.amazon.com/fsx/latest/LustreGuide/encryption-at-rest.html'],
    parameters: {
      clusterNames: taggedClusters('--extra-tags=KubernetesCluster=<cluster name>'),
      fileSystems: { description: 'Ids of file systems that the driver did not make.', type: { kind: 'texts', format: FSX_FILE_SYSTEM_ID } },
      dataRepositoryBuckets: {
        description: 'Names or ARNs of buckets to which new file systems may be linked; the policy of each must allow FSx to use it.',
        type: { kind: 'texts', format: BUCKET },
      },
      encryptionKeys: ENCRYPTION_KEYS,
    },
    create: (values, place) => make({
      place,
      clusterNames: clustersOf(values),
      fileSystems: texts(values, 'fileSystems'),
      buckets: arnsOfBuckets(texts(values, 'dataRepositoryBuckets'), place),
      keys: texts(values, 'encryptionKeys'),
    }),
  },
];
