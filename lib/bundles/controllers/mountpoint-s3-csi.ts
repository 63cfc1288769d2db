import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, text } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { BUCKETS } from '../resources/buckets';
import { DIRECTORY_BUCKETS, MOUNTED_PREFIX, S3_ACCESS_POINTS } from '../resources/directory-buckets';
import { encryptionKeys } from '../resources/kms-keys';
import { names, resources } from '../resources/resource-kind';
import { keyUseStatements } from '../services/kms-statements';
import { allow } from '../statement';

/** Options for `MountpointS3CsiBundle.driver`. At least one of `buckets`, `directoryBuckets` and `accessPoints` must name something. */
export interface MountpointS3CsiDriverOptions {
  /**
   * The buckets. The key of each is included, where the construct knows it.
   *
   * @default - none
   */
  readonly buckets?: IBucket[];

  /**
   * Names or ARNs of directory buckets (S3 Express One Zone); a name is of the account and region of the role's stack.
   *
   * @default - none
   */
  readonly directoryBuckets?: string[];

  /**
   * Names or ARNs of access points of general purpose buckets; a name is of the account and region of the role's stack. The policy of the
   * bucket must leave access to its access points. Access points of directory buckets, of Outposts and of Object Lambda, and Multi-Region
   * Access Points have ARNs and actions of their own and are refused: allow them with a policy of your own.
   *
   * @default - none
   */
  readonly accessPoints?: string[];

  /**
   * The part of the buckets that is mounted: the mount option `prefix`, ending with `/`. An error with `directoryBuckets`, since a
   * session is for the whole of one.
   *
   * @default - the whole buckets
   */
  readonly prefix?: string;

  /**
   * Allow reading only, for volumes with the mount option `read-only`.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Allow deleting objects, for volumes with the mount option `allow-delete`. Objects can be overwritten without it
   * (`allow-overwrite`), and those of directory buckets deleted, which have one permission for all.
   *
   * @default false
   */
  readonly allowDelete?: boolean;

  /**
   * Names or ARNs of directory buckets that serve as shared cache: the mount option `cache-xz`. They are written even with `readOnly`.
   *
   * @default - none
   */
  readonly cacheBuckets?: string[];

  /**
   * Customer-managed KMS keys of buckets whose constructs do not know them, and of `sse-kms-key-id`; usable through S3 only.
   *
   * @default - the keys that the buckets' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * The Mountpoint for Amazon S3 CSI driver: given buckets as volumes.
 *
 * @example
 * role.addBundle(MountpointS3CsiBundle.driver({ buckets: [bucket] }));
 */
export class MountpointS3CsiBundle {
  /**
   * List, read and write the objects of given buckets: for the service account `s3-csi-driver-sa`, or with
   * `authenticationSource: pod` for that of the pod. Bundle id `mountpointS3Csi.driver`.
   *
   * @see https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions
   */
  public static driver(options: MountpointS3CsiDriverOptions): IPolicyBundle {
    return DRIVER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [DRIVER];
  }

  private constructor() {}
}

const PERMISSIONS = 'https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#IAM permissions';

const DRIVER = defineBundle<MountpointS3CsiDriverOptions>()({
  id: 'mountpointS3Csi.driver',
  summary: 'List, read and write the objects of given buckets, as volumes',
  usedBy: 'Mountpoint for Amazon S3 CSI driver',
  upstream: [
    { repository: 'awslabs/mountpoint-s3-csi-driver', release: 'v2.7.0', since: '2.0' },
    { repository: 'awslabs/mountpoint-s3', documents: ['doc/CONFIGURATION.md#IAM permissions'] },
  ],
  sources: [
    PERMISSIONS, 'https://github.com/awslabs/mountpoint-s3-csi-driver/blob/main/docs/CONFIGURATION.md',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-UsingKMSEncryption.html',
  ],
  parameters: {
    buckets: resources(BUCKETS, 'Names or ARNs of the buckets.'),
    directoryBuckets: names(DIRECTORY_BUCKETS, 'Names or ARNs of directory buckets (S3 Express One Zone).'),
    accessPoints: names(S3_ACCESS_POINTS,
      'Names or ARNs of access points; the policy of the bucket must leave access to its access points.'),
    prefix: text(MOUNTED_PREFIX, 'The part of the buckets that is mounted, ending with /. Not with directoryBuckets.'),
    readOnly: flag('Allow reading only. Not with allowDelete.'),
    allowDelete: flag('Allow deleting objects.'),
    cacheBuckets: names(DIRECTORY_BUCKETS, 'Names or ARNs of directory buckets that serve as shared cache.'),
    encryptionKeys: encryptionKeys({ buckets: BUCKETS }),
  },
  oneOf: ['buckets', 'directoryBuckets', 'accessPoints'],
  check: ({ prefix, directoryBuckets, readOnly, allowDelete }, { refuse }) => {
    if (prefix !== undefined && directoryBuckets.length > 0) {
      refuse('prefix', 'must not go with directoryBuckets, since a session is for the whole of one: use two bundles');
    }
    if (readOnly && allowDelete) {
      refuse('readOnly', 'must not go with allowDelete: use two bundles, if some volumes are read-only');
    }
  },
  statements: (values, { scope }) => {
    const { directoryBuckets, cacheBuckets, readOnly } = values;
    const services = directoryBuckets.length + cacheBuckets.length > 0 ? ['s3', 's3express'] : ['s3'];
    const writes = !readOnly || cacheBuckets.length > 0;
    return [
      ...objectStatements(values),
      ...(directoryBuckets.length > 0 ? [allow({
        actions: ['s3express:CreateSession'],
        resources: directoryBuckets,
        conditions: readOnly ? { StringEquals: { 's3express:SessionMode': 'ReadOnly' } } : undefined,
      })] : []),
      ...(cacheBuckets.length > 0 ? [allow({ actions: ['s3express:CreateSession'], resources: cacheBuckets })] : []),
      ...keyUseStatements(scope, ['kms:Decrypt', ...(writes ? ['kms:GenerateDataKey'] : [])], values.encryptionKeys, ...services),
    ];
  },
});

interface ObjectAccess {
  readonly buckets: readonly string[];
  readonly accessPoints: readonly string[];
  readonly prefix?: string;
  readonly readOnly: boolean;
  readonly allowDelete: boolean;
}

/** Objects of general purpose buckets, and by their access points. */
function objectStatements({ buckets, accessPoints, prefix = '', readOnly, allowDelete }: ObjectAccess): BundleStatement[] {
  return buckets.length + accessPoints.length === 0 ? [] : [
    allow({
      actions: ['s3:ListBucket'],
      resources: [...buckets, ...accessPoints],
      conditions: prefix === '' ? undefined : { StringLike: { 's3:prefix': `${prefix}*` } },
    }),
    allow({
      actions: ['s3:GetObject', ...(readOnly ? [] : ['s3:AbortMultipartUpload', 's3:PutObject']), ...(allowDelete ? ['s3:DeleteObject'] : [])],
      resources: [...buckets.map((bucket) => `${bucket}/${prefix}*`), ...accessPoints.map((accessPoint) => `${accessPoint}/object/${prefix}*`)],
      evidence: { reason: 'files of a volume are objects whose keys are the names that pods give to the files', source: PERMISSIONS },
    }),
  ];
}
