import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CLUSTER_NAMES, clustersOfPlace, placeOfClusters } from './cluster-bound';
import { flag, flagParameter, text, texts } from '../definition';
import type { BundleDefinition, ParameterValues } from '../definition';
import { ENCRYPTION_KEYS, KEY_ARN, keyArns, useOfKeys } from '../services/kms-statements';
import type { IPolicyBundle } from '../policy-bundle';
import { useOfBuckets } from '../services/s3-statements';
import { belowDirectory, DIRECTORY } from '../resources/key-prefixes';
import { arnsOfBuckets, BUCKET } from '../resources/buckets';
import { arnOfOne, CatalogueBundle, requireSome, requireTexts } from '../statement';
import { snapshotsOfVolumes } from './velero-statements';
import type { VolumeSnapshots } from './velero-statements';
import { CLUSTER_NAME } from '../../core/names';
import { show } from '../../core/text';
import { requireFormat } from '../../core/text-format';

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

/** Velero with its plugin for AWS: backups of clusters. */
export class VeleroBundle {
  /**
   * The server, its node agent and its repository jobs, which share a service account. Bundle id `velero.server`.
   *
   * @see https://github.com/vmware-tanzu/velero-plugin-for-aws#set-permissions-for-velero
   */
  public static server(options: VeleroServerOptions): IPolicyBundle {
    const { buckets, encryptionKeys = [], prefix, clusterNames, restoreFrom } = options;
    requireSome(ID, 'buckets', buckets);
    if (prefix !== undefined) {
      requireFormat(DIRECTORY, `prefix of ${ID}`, prefix);
    }
    if (restoreFrom) {
      requireTexts(ID, 'restoreFrom', CLUSTER_NAME, restoreFrom);
    }
    return server({
      buckets: buckets.map((bucket) => arnOfOne(ID, bucket.bucketArn)),
      prefix,
      keys: keyArns(ID, [...buckets.map((bucket) => bucket.encryptionKey), ...encryptionKeys]),
      objectTags: options.objectTags,
      snapshots: snapshotsIfAsked({ ...options }, () => {
        requireSome(ID, 'clusterNames', clusterNames);
        return {
          place: placeOfClusters(ID, { clusterNames: clusterNames ?? [], regions: options.regions }),
          restoreFrom: restoreFrom ?? [],
          keys: keyArns(ID, options.volumeEncryptionKeys ?? []),
        };
      }),
    });
  }

  private constructor() {}
}

const ID = 'velero.server';

/** What is for snapshots of volumes only. */
const FOR_SNAPSHOTS = ['clusterNames', 'regions', 'restoreFrom', 'volumeEncryptionKeys'];

function snapshotsIfAsked(values: ParameterValues, make: () => VolumeSnapshots): VolumeSnapshots | undefined {
  if (flag(values, 'volumeSnapshots') ?? false) {
    return make();
  }
  const useless = FOR_SNAPSHOTS.find((name) => values[name] !== undefined);
  if (useless) {
    throw new Error(`volumeSnapshots of ${ID} must be true with ${useless}, got ${show(values.volumeSnapshots ?? false)}: leave out ${useless}, which is for snapshots of volumes`);
  }
  return undefined;
}

interface Server {
  readonly buckets: string[];
  readonly prefix?: string;
  readonly keys: string[];
  readonly objectTags?: boolean;
  readonly snapshots?: VolumeSnapshots;
}

function server({ buckets, prefix, keys, objectTags = false, snapshots }: Server) {
  return new CatalogueBundle(ID, (scope) => [
    // A missing object must be "not found", not "denied", which listing makes so: S3 compares s3:prefix with its key.
    ...useOfBuckets({
      buckets,
      prefix: belowDirectory(prefix),
      list: true,
      objectActions: [
        's3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject',
        ...(objectTags ? ['s3:PutObjectTagging'] : []),
      ],
    }),
    ...useOfKeys(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 's3'),
    ...(snapshots ? snapshotsOfVolumes(scope, snapshots) : []),
  ]);
}

export const VELERO_BUNDLES: readonly BundleDefinition[] = [
  {
    id: ID,
    summary: 'Keep backups in given buckets, and snapshots of the clusters\' volumes if asked for',
    usedBy: 'Velero',
    versions: '1.18, with its plugin for AWS 1.13 and 1.14',
    sources: [
      'https://github.com/vmware-tanzu/velero-plugin-for-aws#set-permissions-for-velero',
      'https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/velero-plugin-for-aws/volume_snapshotter.go',
      'https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md',
    ],
    parameters: {
      buckets: { description: 'Names or ARNs of the buckets of the backup storage locations.', type: { kind: 'texts', format: BUCKET }, required: true },
      prefix: { description: 'The prefix of the backup storage locations.', type: { kind: 'text', format: DIRECTORY } },
      encryptionKeys: ENCRYPTION_KEYS,
      objectTags: flagParameter('Allow tagging objects.'),
      volumeSnapshots: flagParameter('Allow snapshots of EBS volumes that have the tag KubernetesCluster with the name of the cluster.'),
      clusterNames: CLUSTER_NAMES,
      restoreFrom: {
        description: 'Names of other clusters whose snapshots may be restored; Velero needs AWS_CLUSTER_NAME then, and ebsCsi.driver version "1.40".',
        type: { kind: 'texts', format: CLUSTER_NAME },
      },
      volumeEncryptionKeys: { description: 'ARNs of the customer-managed KMS keys of volumes and snapshots.', type: { kind: 'texts', format: KEY_ARN } },
    },
    create: (values, place) => server({
      buckets: arnsOfBuckets(texts(values, 'buckets'), place),
      prefix: text(values, 'prefix'),
      keys: texts(values, 'encryptionKeys'),
      objectTags: flag(values, 'objectTags'),
      snapshots: snapshotsIfAsked(values, () => ({
        place: clustersOfPlace(ID, values, place), restoreFrom: texts(values, 'restoreFrom'), keys: texts(values, 'volumeEncryptionKeys'),
      })),
    }),
  },
];
