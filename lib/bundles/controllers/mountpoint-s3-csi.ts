import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { requireFormat } from '../../core/text-format';
import { flag, flagParameter, text, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { ENCRYPTION_KEYS, keyArns, useOfKeys } from '../services/kms-statements';
import { arnsOfAccessPoints, arnsOfDirectoryBuckets, DIRECTORY_BUCKET, MOUNTED_PREFIX, S3_ACCESS_POINT } from '../resources/directory-buckets';
import { stackPlace } from '../resources/place';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { arnsOfBuckets, BUCKET } from '../resources/buckets';
import { allow, CatalogueBundle, requireSome, requireTexts } from '../statement';

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
   * Names or ARNs of access points; a name is of the account and region of the role's stack. The policy of the bucket must leave
   * access to its access points.
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

const PERMISSIONS = 'https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md';

/** The Mountpoint for Amazon S3 CSI driver: given buckets as volumes. */
export class MountpointS3CsiBundle {
  /**
   * List, read and write the objects of given buckets: for the service account `s3-csi-driver-sa`, or with
   * `authenticationSource: pod` for that of the pod. Bundle id `mountpointS3Csi.driver`.
   *
   * @see https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions
   */
  public static driver(options: MountpointS3CsiDriverOptions): IPolicyBundle {
    const { buckets, directoryBuckets, accessPoints, cacheBuckets, prefix, readOnly, allowDelete } = options;
    requireSome(ID, 'buckets, directoryBuckets or accessPoints', buckets, directoryBuckets, accessPoints);
    if (buckets) {
      requireSome(ID, 'buckets', buckets);
    }
    Object.entries({ directoryBuckets, cacheBuckets }).forEach(([name, names]) => names && requireTexts(ID, name, DIRECTORY_BUCKET, names));
    if (accessPoints) {
      requireTexts(ID, 'accessPoints', S3_ACCESS_POINT, accessPoints);
    }
    if (prefix !== undefined) {
      requireFormat(MOUNTED_PREFIX, `prefix of ${ID}`, prefix);
    }
    const place = stackPlace();
    return make({
      buckets: (buckets ?? []).map(({ bucketArn }) => bucketArn),
      directoryBuckets: arnsOfDirectoryBuckets(directoryBuckets ?? [], place),
      accessPoints: arnsOfAccessPoints(accessPoints ?? [], place),
      cacheBuckets: arnsOfDirectoryBuckets(cacheBuckets ?? [], place),
      keys: keyArns(ID, [...(buckets ?? []).map(({ encryptionKey }) => encryptionKey), ...(options.encryptionKeys ?? [])]),
      prefix,
      readOnly,
      allowDelete,
    });
  }

  private constructor() {}
}

const ID = 'mountpointS3Csi.driver';

interface Access {
  readonly buckets: readonly string[];
  readonly directoryBuckets: readonly string[];
  readonly accessPoints: readonly string[];
  readonly cacheBuckets: readonly string[];
  readonly keys: readonly string[];
  readonly prefix?: string;
  readonly readOnly?: boolean;
  readonly allowDelete?: boolean;
}

function make(access: Access): IPolicyBundle {
  const { directoryBuckets, cacheBuckets, keys, prefix, readOnly = false, allowDelete = false } = access;
  if (prefix !== undefined && directoryBuckets.length > 0) {
    throw new Error(`prefix of ${ID} must not go with directoryBuckets, since a session is for the whole of one: use two bundles`);
  }
  if (readOnly && allowDelete) {
    throw new Error(`readOnly of ${ID} must not go with allowDelete: use two bundles, if some volumes are read-only`);
  }
  const services = directoryBuckets.length + cacheBuckets.length > 0 ? ['s3', 's3express'] : ['s3'];
  const writes = !readOnly || cacheBuckets.length > 0;
  return new CatalogueBundle(ID, (scope) => [
    ...ofObjects(access),
    ...(directoryBuckets.length > 0 ? [allow({
      actions: ['s3express:CreateSession'],
      resources: directoryBuckets,
      conditions: readOnly ? { StringEquals: { 's3express:SessionMode': 'ReadOnly' } } : undefined,
    })] : []),
    ...(cacheBuckets.length > 0 ? [allow({ actions: ['s3express:CreateSession'], resources: cacheBuckets })] : []),
    ...useOfKeys(scope, ['kms:Decrypt', ...(writes ? ['kms:GenerateDataKey'] : [])], keys, ...services),
  ]);
}

function ofObjects({ buckets, accessPoints, prefix = '', readOnly = false, allowDelete = false }: Access): BundleStatement[] {
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

export const MOUNTPOINT_S3_CSI_BUNDLES: readonly BundleDefinition[] = [
  {
    id: ID,
    summary: 'List, read and write the objects of given buckets, as volumes',
    usedBy: 'Mountpoint for Amazon S3 CSI driver',
    versions: '2.0 to 2.7',
    sources: [
      PERMISSIONS, 'https://github.com/awslabs/mountpoint-s3-csi-driver/blob/main/docs/CONFIGURATION.md',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-UsingKMSEncryption.html',
    ],
    parameters: {
      buckets: { description: 'Names or ARNs of the buckets.', type: { kind: 'texts', format: BUCKET } },
      directoryBuckets: { description: 'Names or ARNs of directory buckets (S3 Express One Zone).', type: { kind: 'texts', format: DIRECTORY_BUCKET } },
      accessPoints: {
        description: 'Names or ARNs of access points; the policy of the bucket must leave access to its access points.',
        type: { kind: 'texts', format: S3_ACCESS_POINT },
      },
      prefix: { description: 'The part of the buckets that is mounted, ending with /. Not with directoryBuckets.', type: { kind: 'text', format: MOUNTED_PREFIX } },
      readOnly: flagParameter('Allow reading only. Not with allowDelete.'),
      allowDelete: flagParameter('Allow deleting objects.'),
      cacheBuckets: {
        description: 'Names or ARNs of directory buckets that serve as shared cache.', type: { kind: 'texts', format: DIRECTORY_BUCKET },
      },
      encryptionKeys: ENCRYPTION_KEYS,
    },
    oneOf: ['buckets', 'directoryBuckets', 'accessPoints'],
    create: (values, place) => make({
      buckets: arnsOfBuckets(texts(values, 'buckets'), place),
      directoryBuckets: arnsOfDirectoryBuckets(texts(values, 'directoryBuckets'), place),
      accessPoints: arnsOfAccessPoints(texts(values, 'accessPoints'), place),
      cacheBuckets: arnsOfDirectoryBuckets(texts(values, 'cacheBuckets'), place),
      keys: texts(values, 'encryptionKeys'),
      prefix: text(values, 'prefix'),
      readOnly: flag(values, 'readOnly'),
      allowDelete: flag(values, 'allowDelete'),
    }),
  },
];
