import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { requireFormat } from '../../core/text-format';
import { flag, flagParameter, text, texts } from '../definition';
import type { BundleDefinition, Parameter, ParameterValues } from '../definition';
import { ENCRYPTION_KEYS, keyArns, useOfKeys } from '../services/kms-statements';
import type { Place } from '../resources/place';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { useOfBuckets } from '../services/s3-statements';
import { belowDirectory, DIRECTORY, withoutSlash } from '../resources/key-prefixes';
import { arnsOfBuckets, BUCKET } from '../resources/buckets';
import { allow, arnOfOne, CatalogueBundle, requireSome } from '../statement';

/** Options for `ObjectStorageBundle.loki`, `.thanos` and `.mimir`. */
export interface ObjectStorageOptions {
  /** The buckets. At least one. The key of each is included, where the construct knows it. */
  readonly buckets: IBucket[];

  /**
   * The prefix of all keys, as the configuration names it: `storage_prefix` of Loki (with its Thanos client)
   * and of Mimir, `prefix` of Tempo and of Thanos. The slash that follows it is added where it is missing.
   * At most 1,024 characters.
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

  /**
   * Allow listing and reading only: for the service account of components that do not write, such as the
   * store gateway of Thanos. Without it objects can be deleted too, as compaction and retention do.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** Options for `ObjectStorageBundle.tempo`. */
export interface TempoStorageOptions extends ObjectStorageOptions {
  /**
   * Allow the tags of objects: for `tags` in the `s3` block of Tempo's configuration. An error with `readOnly`.
   *
   * @default false
   */
  readonly objectTags?: boolean;
}

/** Metrics, logs and traces that are kept in S3 by Loki, Tempo, Thanos and Mimir. */
export class ObjectStorageBundle {
  /**
   * Chunks, indexes and rules of Loki. Bundle id `objectStorage.loki`.
   *
   * @see https://grafana.com/docs/loki/latest/configure/storage/
   */
  public static loki(options: ObjectStorageOptions): IPolicyBundle {
    return fromConstructs('objectStorage.loki', options);
  }

  /**
   * Traces of Tempo. Bundle id `objectStorage.tempo`.
   *
   * @see https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/
   */
  public static tempo(options: TempoStorageOptions): IPolicyBundle {
    return fromConstructs('objectStorage.tempo', options);
  }

  /**
   * Blocks of Thanos: sidecar, receiver, ruler, compactor, store gateway. Bundle id `objectStorage.thanos`.
   *
   * @see https://thanos.io/tip/thanos/storage.md/#s3
   */
  public static thanos(options: ObjectStorageOptions): IPolicyBundle {
    return fromConstructs('objectStorage.thanos', options);
  }

  /**
   * Blocks, rules and the state of the Alertmanager of Mimir. Bundle id `objectStorage.mimir`.
   *
   * @see https://grafana.com/docs/mimir/latest/configure/configure-object-storage-backend/
   */
  public static mimir(options: ObjectStorageOptions): IPolicyBundle {
    return fromConstructs('objectStorage.mimir', options);
  }

  private constructor() {}
}

type BundleId = 'objectStorage.loki' | 'objectStorage.tempo' | 'objectStorage.thanos' | 'objectStorage.mimir';

const READ = ['s3:GetObject'];
/** The parts of an upload that fails are taken back. */
const WRITE = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'];
const TAGS = ['s3:GetObjectTagging', 's3:PutObjectTagging'];

interface Scope {
  readonly prefix?: string;
  readonly readOnly?: boolean;
  readonly objectTags?: boolean;
}

function fromConstructs(id: BundleId, options: TempoStorageOptions) {
  const { buckets, encryptionKeys = [], prefix } = options;
  requireSome(id, 'buckets', buckets);
  if (prefix !== undefined) {
    requireFormat(DIRECTORY, `prefix of ${id}`, prefix);
  }
  const keys = keyArns(id, [...buckets.map((bucket) => bucket.encryptionKey), ...encryptionKeys]);
  return make(id, buckets.map((bucket) => arnOfOne(id, bucket.bucketArn)), keys, options);
}

function make(id: BundleId, buckets: string[], keys: string[], { prefix, readOnly = false, objectTags = false }: Scope) {
  if (readOnly && objectTags) {
    throw new Error(`objectTags of ${id} must be left out with readOnly, got true: tags are set when objects are written`);
  }
  return new CatalogueBundle(id, (scope) => [
    // A missing object must be "not found", not "denied", which listing makes so: S3 compares s3:prefix with its key.
    ...useOfBuckets({
      buckets,
      prefix: belowDirectory(prefix),
      list: true,
      objectActions: [...READ, ...(readOnly ? [] : WRITE), ...(objectTags ? TAGS : [])],
    }),
    ...(id === 'objectStorage.tempo' && prefix !== undefined ? [startOfTempo(buckets, prefix)] : []),
    ...useOfKeys(scope, ['kms:Decrypt', ...(readOnly ? [] : ['kms:GenerateDataKey'])], keys, 's3'),
  ]);
}

/** When Tempo starts it lists its prefix without the slash that follows it; the delimiter keeps other keys out of the answer. */
function startOfTempo(buckets: string[], prefix: string): BundleStatement {
  return allow({
    actions: ['s3:ListBucket'],
    resources: buckets,
    conditions: { StringEquals: { 's3:delimiter': '/', 's3:prefix': withoutSlash(prefix) } },
  });
}

const PARAMETERS: Readonly<Record<string, Parameter>> = {
  buckets: { description: 'Names or ARNs of the buckets.', type: { kind: 'texts', format: BUCKET }, required: true },
  prefix: { description: 'The prefix of all keys, as the configuration names it.', type: { kind: 'text', format: DIRECTORY } },
  encryptionKeys: ENCRYPTION_KEYS,
  readOnly: flagParameter('Allow listing and reading only.'),
};

function create(id: BundleId) {
  return (values: ParameterValues, place: Place) =>
    make(id, arnsOfBuckets(texts(values, 'buckets'), place), texts(values, 'encryptionKeys'), {
      prefix: text(values, 'prefix'), readOnly: flag(values, 'readOnly'), objectTags: flag(values, 'objectTags'),
    });
}

export const OBJECT_STORAGE_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'objectStorage.loki',
    summary: 'List, read, write and delete objects of given buckets',
    usedBy: 'Loki',
    versions: '3.7',
    sources: ['https://grafana.com/docs/loki/latest/configure/storage/'],
    parameters: PARAMETERS,
    create: create('objectStorage.loki'),
  },
  {
    id: 'objectStorage.tempo',
    summary: 'List, read, write and delete objects of given buckets, with tags if asked for',
    usedBy: 'Tempo',
    versions: '3.0',
    sources: ['https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/'],
    parameters: {
      ...PARAMETERS,
      objectTags: flagParameter('Allow the tags of objects; an error with readOnly.'),
    },
    create: create('objectStorage.tempo'),
  },
  {
    id: 'objectStorage.thanos',
    summary: 'List, read, write and delete objects of given buckets',
    usedBy: 'Thanos',
    versions: '0.42',
    sources: ['https://thanos.io/tip/thanos/storage.md/#s3'],
    parameters: PARAMETERS,
    create: create('objectStorage.thanos'),
  },
  {
    id: 'objectStorage.mimir',
    summary: 'List, read, write and delete objects of given buckets',
    usedBy: 'Mimir',
    versions: '2.17',
    sources: ['https://grafana.com/docs/mimir/latest/configure/configure-object-storage-backend/'],
    parameters: PARAMETERS,
    create: create('objectStorage.mimir'),
  },
];
