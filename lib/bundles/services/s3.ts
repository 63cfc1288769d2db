import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { flag, flagParameter, text, texts } from '../definition';
import type { BundleDefinition, Parameter, ParameterValues } from '../definition';
import { ENCRYPTION_KEYS, keyArns, useOfKeys } from './kms-statements';
import type { Place } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { useOfBuckets } from './s3-statements';
import { arnsOfBuckets, BUCKET, KEY_PREFIX } from '../resources/buckets';
import { arnOfOne, CatalogueBundle, requireSome } from '../statement';
import { requireFormat } from '../../core/text-format';

/** Options for `S3Bundle.read`. */
export interface S3ReadOptions {
  /** The buckets. At least one. The key of each is included, where the construct knows it. */
  readonly buckets: IBucket[];

  /**
   * The beginning of the keys of the objects, without a wildcard, such as `media/`. Write the `/`: `media`
   * is the beginning of `media-private/` too. At most 1,024 characters.
   *
   * @default - all objects
   */
  readonly prefix?: string;

  /**
   * Customer-managed KMS keys of buckets whose constructs do not know them; usable through S3 only.
   *
   * @default - the keys that the buckets' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/** Options for `S3Bundle.write` and `S3Bundle.readWrite`. */
export interface S3WriteOptions extends S3ReadOptions {
  /**
   * Allow deleting objects (never versions of objects).
   *
   * @default false
   */
  readonly allowDelete?: boolean;

  /**
   * Allow setting the ACL of objects, which buckets made since April 2023 ignore by default.
   *
   * @default false
   */
  readonly allowObjectAcl?: boolean;
}

/**
 * S3: objects of given buckets. Calls on a bucket are allowed on its ARN, calls on objects on theirs.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
export class S3Bundle {
  /** List and read objects. Bundle id `s3.read`. */
  public static read(options: S3ReadOptions): IPolicyBundle {
    return fromConstructs('s3.read', options);
  }

  /**
   * Write objects, in parts too, without reading and listing them (which `aws s3 sync` does: see `readWrite`).
   * Bundle id `s3.write`.
   */
  public static write(options: S3WriteOptions): IPolicyBundle {
    return fromConstructs('s3.write', options);
  }

  /** List, read and write objects. Bundle id `s3.readWrite`. */
  public static readWrite(options: S3WriteOptions): IPolicyBundle {
    return fromConstructs('s3.readWrite', options);
  }

  private constructor() {}
}

type BundleId = 's3.read' | 's3.write' | 's3.readWrite';

const READ = ['s3:GetObject'];
const WRITE = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'];

/** Writing needs `Decrypt` too: an upload in parts is put together from parts that are encrypted already. */
const OF: Readonly<Record<BundleId, { list: boolean; objects: readonly string[]; keys: readonly string[] }>> = {
  's3.read': { list: true, objects: READ, keys: ['kms:Decrypt'] },
  's3.write': { list: false, objects: WRITE, keys: ['kms:Decrypt', 'kms:GenerateDataKey'] },
  's3.readWrite': { list: true, objects: [...READ, ...WRITE], keys: ['kms:Decrypt', 'kms:GenerateDataKey'] },
};

interface Scope {
  readonly prefix?: string;
  readonly allowDelete?: boolean;
  readonly allowObjectAcl?: boolean;
}

function fromConstructs(id: BundleId, options: S3WriteOptions) {
  const { buckets, encryptionKeys = [], prefix } = options;
  requireSome(id, 'buckets', buckets);
  if (prefix !== undefined) {
    requireFormat(KEY_PREFIX, `prefix of ${id}`, prefix);
  }
  const keys = keyArns(id, [...buckets.map((bucket) => bucket.encryptionKey), ...encryptionKeys]);
  return make(id, buckets.map((bucket) => arnOfOne(id, bucket.bucketArn)), keys, options);
}

function make(id: BundleId, buckets: string[], keys: string[], { prefix, allowDelete = false, allowObjectAcl = false }: Scope) {
  const { list, objects, keys: keyActions } = OF[id];
  return new CatalogueBundle(id, (scope) => [
    ...useOfBuckets({
      buckets,
      prefix,
      list,
      objectActions: [...objects, ...(allowDelete ? ['s3:DeleteObject'] : []), ...(allowObjectAcl ? ['s3:PutObjectAcl'] : [])],
    }),
    ...useOfKeys(scope, keyActions, keys, 's3'),
  ]);
}

const READ_PARAMETERS: Readonly<Record<string, Parameter>> = {
  buckets: { description: 'Names or ARNs of the buckets.', type: { kind: 'texts', format: BUCKET }, required: true },
  prefix: { description: 'The beginning of the keys of the objects, such as media/.', type: { kind: 'text', format: KEY_PREFIX } },
  encryptionKeys: ENCRYPTION_KEYS,
};

const WRITE_PARAMETERS: Readonly<Record<string, Parameter>> = {
  ...READ_PARAMETERS,
  allowDelete: flagParameter('Allow deleting objects.'),
  allowObjectAcl: flagParameter('Allow setting the ACL of objects.'),
};

function create(id: BundleId) {
  return (values: ParameterValues, place: Place) => {
    return make(id, arnsOfBuckets(texts(values, 'buckets'), place), texts(values, 'encryptionKeys'), {
      prefix: text(values, 'prefix'), allowDelete: flag(values, 'allowDelete'), allowObjectAcl: flag(values, 'allowObjectAcl'),
    });
  };
}

const ACTIONS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html';

export const S3_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 's3.read',
    summary: 'List and read objects of given buckets',
    sources: [ACTIONS],
    parameters: READ_PARAMETERS,
    create: create('s3.read'),
  },
  {
    id: 's3.write',
    summary: 'Write objects of given buckets, without reading them',
    sources: [ACTIONS],
    parameters: WRITE_PARAMETERS,
    create: create('s3.write'),
  },
  {
    id: 's3.readWrite',
    summary: 'List, read and write objects of given buckets',
    sources: [ACTIONS],
    parameters: WRITE_PARAMETERS,
    create: create('s3.readWrite'),
  },
];
