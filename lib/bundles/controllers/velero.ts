import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { volumeSnapshotStatements } from './velero-statements';
import { CLUSTER_NAME } from '../../core/names';
import { show } from '../../core/text';
import type { BundleParameter } from '../bundle-parameter';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, regions, required, text, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { BUCKETS } from '../resources/buckets';
import { clusterNames } from '../resources/clusters';
import { belowDirectory, DIRECTORY } from '../resources/key-prefixes';
import { encryptionKeys } from '../resources/kms-keys';
import { resources } from '../resources/resource-kind';
import { keyUseStatements } from '../services/kms-statements';
import { bucketStatements } from '../services/s3-statements';

/** Options for `VeleroBundle.server`. */
export interface VeleroServerOptions {
  /** The buckets of the backup storage locations. At least one. The key of each is included, where the construct knows it. */
  readonly buckets: IBucket[];

  /**
   * The `prefix` of the backup storage locations. Where clusters share a bucket, give each its own: without one, the backups
   * of each cluster are in reach of all. The slash that follows it is added where it is missing. At most 1,024 characters.
   *
   * @default - all objects
   */
  readonly prefix?: string;

  /**
   * Customer-managed KMS keys of buckets whose constructs do not know them, or that a location names (`kmsKeyId`); usable
   * through S3 only.
   *
   * @default - the keys that the buckets' constructs know
   */
  readonly encryptionKeys?: IKey[];

  /**
   * Allow tagging objects: for `tagging` in the configuration of a backup storage location.
   *
   * @default false
   */
  readonly objectTags?: boolean;

  /**
   * Allow the plugin to take snapshots of EBS volumes, to make volumes of them and to delete them. Not needed for snapshots
   * through CSI, which the CSI driver takes, and for backups of file systems and the data mover, which write to the bucket.
   *
   * What belongs to the clusters is told by the tag `KubernetesCluster`, which the EBS CSI driver gives to volumes if it runs
   * with `--k8s-tag-cluster-id` (`controller.k8sTagClusterId` in its Helm chart), and which the plugin copies to snapshots.
   * Volumes without it are not in reach.
   *
   * @default false
   */
  readonly volumeSnapshots?: boolean;

  /**
   * The names of the clusters in EKS whose volumes are in reach, as `aws eks list-clusters` prints them. With `volumeSnapshots`
   * at least one; an error without it, as are the options below.
   *
   * @default - none
   */
  readonly clusterNames?: string[];

  /**
   * The regions of the clusters.
   *
   * @default - the region of the role's stack
   */
  readonly regions?: string[];

  /**
   * The names of other clusters whose snapshots may be restored, but not deleted. Velero must run with the environment variable
   * `AWS_CLUSTER_NAME` then, so that the new volumes get the name of the cluster that they are made for. It leaves the tag
   * `ebs.csi.aws.com/cluster-name` as it was: give `EbsCsiBundle.driver` of the new cluster `EbsCsiVersion.V1_40`.
   *
   * @default - none
   */
  readonly restoreFrom?: string[];

  /**
   * Customer-managed KMS keys of the volumes and snapshots; usable through EC2 only.
   *
   * @default - none, which is enough for volumes without encryption and for the key that AWS manages
   */
  readonly volumeEncryptionKeys?: IKey[];
}

/**
 * Velero with its plugin for AWS: backups of clusters.
 *
 * @example
 * role.addBundle(VeleroBundle.server({ buckets: [bucket] }));
 */
export class VeleroBundle {
  /**
   * The server, its node agent and its repository jobs, which share a service account. Bundle id `velero.server`.
   *
   * @see https://github.com/vmware-tanzu/velero-plugin-for-aws#set-permissions-for-velero
   */
  public static server(options: VeleroServerOptions): IPolicyBundle {
    return SERVER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [SERVER];
  }

  private constructor() {}
}

const SERVER = defineBundle<VeleroServerOptions>()({
  id: 'velero.server',
  summary: 'Keep backups in given buckets, and snapshots of the clusters\' volumes if asked for',
  usedBy: 'Velero',
  upstream: [
    { repository: 'vmware-tanzu/velero', release: 'v1.18.0' },
    {
      repository: 'vmware-tanzu/velero-plugin-for-aws',
      release: 'v1.14.0',
      since: '1.13',
      program: 'its plugin for AWS',
      documents: ['README.md#Set permissions for Velero'],
    },
  ],
  sources: [
    'https://github.com/vmware-tanzu/velero-plugin-for-aws#set-permissions-for-velero',
    'https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/velero-plugin-for-aws/volume_snapshotter.go',
    'https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md',
  ],
  parameters: {
    buckets: required(resources(BUCKETS, 'Names or ARNs of the buckets of the backup storage locations.')),
    prefix: text(DIRECTORY, 'The prefix of the backup storage locations.'),
    encryptionKeys: encryptionKeys({ buckets: BUCKETS }),
    objectTags: flag('Allow tagging objects.'),
    volumeSnapshots: flag('Allow snapshots of EBS volumes that have the tag KubernetesCluster with the name of the cluster.'),
    clusterNames: clusterNamesForSnapshots(),
    regions: regions(),
    restoreFrom: texts(CLUSTER_NAME,
      'Names of other clusters whose snapshots may be restored; Velero needs AWS_CLUSTER_NAME then, and ebsCsi.driver version "1.40".'),
    volumeEncryptionKeys: encryptionKeys({}, 'ARNs of the customer-managed KMS keys of volumes and snapshots.'),
  },
  check: ({ volumeSnapshots, clusterNames: clusters }, { refuse, isGiven }) => {
    const useless = (['clusterNames', 'regions', 'restoreFrom', 'volumeEncryptionKeys'] as const).find(isGiven);
    if (!volumeSnapshots && useless) {
      refuse('volumeSnapshots', `must be true with ${useless}, got ${show(false)}: leave out ${useless}, which is for snapshots of volumes`);
    }
    if (volumeSnapshots && clusters.length === 0) {
      refuse('clusterNames', 'must name at least one, got none');
    }
  },
  statements: (values, { place, scope }) => [
    // A missing object must be "not found", not "denied", which listing makes so: S3 compares s3:prefix with its key.
    ...bucketStatements({
      buckets: values.buckets,
      prefix: belowDirectory(values.prefix),
      list: true,
      objectActions: [
        's3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject',
        ...(values.objectTags ? ['s3:PutObjectTagging'] : []),
      ],
    }),
    ...keyUseStatements(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], values.encryptionKeys, 's3'),
    ...(values.volumeSnapshots ? volumeSnapshotStatements(scope, {
      place: { ...place, clusterNames: values.clusterNames }, restoreFrom: values.restoreFrom, keys: values.volumeEncryptionKeys,
    }) : []),
  ],
});

/** The names of the workload's clusters count only for snapshots of volumes. */
function clusterNamesForSnapshots(): BundleParameter<string[] | undefined, string[]> {
  const { yaml, fromYaml } = clusterNames();
  return {
    ...texts(CLUSTER_NAME, ''),
    yaml,
    fromYaml: (given, name, input) => input.given('volumeSnapshots') ? fromYaml(given, name, input) : [],
  };
}
