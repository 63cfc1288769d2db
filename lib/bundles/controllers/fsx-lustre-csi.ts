import type { IFileSystem } from 'aws-cdk-lib/aws-fsx';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { notOfAnotherCluster, tagged, taggedClusterNames } from './cluster-tag';
import { fileSystemEncryptionStatements, firstFileSystemStatement } from './fsx-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { regions } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { BUCKETS } from '../resources/buckets';
import { FSX_FILE_SYSTEM_IDS } from '../resources/fsx-file-systems';
import { encryptionKeys } from '../resources/kms-keys';
import { globalArn, regionalArns } from '../resources/place';
import type { Place } from '../resources/place';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';

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

/**
 * The FSx for Lustre CSI driver: file systems that it makes.
 *
 * @example
 * role.addBundle(FsxLustreCsiBundle.driver());
 */
export class FsxLustreCsiBundle {
  /**
   * Make, grow and delete file systems: for the service account `fsx-csi-controller-sa`. FSx checks `fsx:TagResource` when a file
   * system is made, and cannot tell that from tagging an older one: the tags guard against slips, not against malice, since what is
   * tagged can then be deleted. Bundle id `fsxLustreCsi.driver`.
   *
   * @see https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/docs/install.md#set-up-driver-permissions
   */
  public static driver(options: FsxLustreCsiDriverOptions = {}): IPolicyBundle {
    return DRIVER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [DRIVER];
  }

  private constructor() {}
}

const INSTALL = 'https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/docs/install.md';
const OPTIONS = 'https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/docs/options.md';
const SETTING_UP = 'https://docs.aws.amazon.com/fsx/latest/LustreGuide/setting-up.html';
const LINKED_ROLES = 'https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-service-linked-roles.html';

const DRIVER = defineBundle<FsxLustreCsiDriverOptions>()({
  id: 'fsxLustreCsi.driver',
  summary: 'Make, grow and delete FSx for Lustre file systems that the driver tags, and link them to given buckets',
  usedBy: 'FSx for Lustre CSI driver',
  upstream: [
    { repository: 'kubernetes-sigs/aws-fsx-csi-driver', release: 'v1.9.0', since: '1.0', documents: ['docs/install.md'] },
  ],
  sources: [INSTALL, OPTIONS, SETTING_UP, LINKED_ROLES, 'https://docs.aws.amazon.com/fsx/latest/LustreGuide/encryption-at-rest.html'],
  parameters: {
    clusterNames: taggedClusterNames('--extra-tags=KubernetesCluster=<cluster name>'),
    regions: regions(),
    fileSystems: resources(FSX_FILE_SYSTEM_IDS, 'Ids of file systems that the driver did not make.'),
    dataRepositoryBuckets: resources(BUCKETS,
      'Names or ARNs of buckets to which new file systems may be linked; the policy of each must allow FSx to use it.'),
    encryptionKeys: encryptionKeys({}),
  },
  statements: ({ clusterNames, fileSystems, dataRepositoryBuckets, encryptionKeys: keys }, { place, scope }) => [
    allow({
      actions: ['fsx:DescribeFileSystems'],
      resources: ['*'],
      evidence: { reason: 'the driver finds its file systems among all by a tag, and the action supports no resource', source: INSTALL },
    }),
    ...fileSystemStatements(place, clusterNames),
    firstFileSystemStatement(place),
    ...(fileSystems.length > 0 ? [allow({
      actions: ['fsx:UpdateFileSystem'], resources: regionalArns(place, 'fsx', ...fileSystems.map((id) => `file-system/${id}`)),
    })] : []),
    ...dataRepositoryStatements(place, dataRepositoryBuckets),
    ...fileSystemEncryptionStatements(scope, keys),
  ],
});

/** File systems that the driver makes. */
function fileSystemStatements(place: Place, clusterNames: readonly string[]): BundleStatement[] {
  const fileSystems = regionalArns(place, 'fsx', 'file-system/*');
  const evidence = { reason: 'a file system gets its id when it is made; the tags of the driver limit which', source: OPTIONS };
  // The value of the driver's own tag is the volume's name, which nobody knows before.
  const conditions = (of: 'aws:RequestTag' | 'aws:ResourceTag') => ({
    StringLike: { [`${of}/CSIVolumeName`]: '*' },
    ...(clusterNames.length > 0 ? { StringEquals: tagged(of, {}, clusterNames) } : {}),
  });
  return [
    allow({ actions: ['fsx:CreateFileSystem'], resources: fileSystems, conditions: conditions('aws:RequestTag'), evidence }),
    allow({
      actions: ['fsx:TagResource'],
      resources: fileSystems,
      conditions: { ...conditions('aws:RequestTag'), ...notOfAnotherCluster(clusterNames) },
      evidence,
    }),
    allow({
      actions: ['fsx:DeleteFileSystem', 'fsx:UpdateFileSystem'], resources: fileSystems, conditions: conditions('aws:ResourceTag'), evidence,
    }),
  ];
}

/** Linking file systems to buckets: each linked file system has a role of its own, named by the file system's id. */
function dataRepositoryStatements(place: Place, buckets: readonly string[]): BundleStatement[] {
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
