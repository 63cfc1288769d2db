import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required, text } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { BUCKETS } from '../resources/buckets';
import { belowDirectory, DIRECTORY, withoutSlash } from '../resources/key-prefixes';
import { encryptionKeys } from '../resources/kms-keys';
import { resources } from '../resources/resource-kind';
import { keyUseStatements } from '../services/kms-statements';
import { bucketStatements } from '../services/s3-statements';
import { allow } from '../statement';

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

/**
 * Metrics, logs and traces that are kept in S3 by Loki, Tempo, Thanos and Mimir.
 *
 * @example
 * role.addBundle(ObjectStorageBundle.loki({ buckets: [bucket] }));
 */
export class ObjectStorageBundle {
  /**
   * Chunks, indexes and rules of Loki. Bundle id `objectStorage.loki`.
   *
   * @see https://grafana.com/docs/loki/latest/configure/storage/
   */
  public static loki(options: ObjectStorageOptions): IPolicyBundle {
    return LOKI.fromOptions(options);
  }

  /**
   * Traces of Tempo. Bundle id `objectStorage.tempo`.
   *
   * @see https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/
   */
  public static tempo(options: TempoStorageOptions): IPolicyBundle {
    return TEMPO.fromOptions(options);
  }

  /**
   * Blocks of Thanos: sidecar, receiver, ruler, compactor, store gateway. Bundle id `objectStorage.thanos`.
   *
   * @see https://thanos.io/tip/thanos/storage.md/#s3
   */
  public static thanos(options: ObjectStorageOptions): IPolicyBundle {
    return THANOS.fromOptions(options);
  }

  /**
   * Blocks, rules and the state of the Alertmanager of Mimir. Bundle id `objectStorage.mimir`.
   *
   * @see https://grafana.com/docs/mimir/latest/configure/configure-object-storage-backend/
   */
  public static mimir(options: ObjectStorageOptions): IPolicyBundle {
    return MIMIR.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [LOKI, TEMPO, THANOS, MIMIR];
  }

  private constructor() {}
}

const PARAMETERS = {
  buckets: required(resources(BUCKETS, 'Names or ARNs of the buckets.')),
  prefix: text(DIRECTORY, 'The prefix of all keys, as the configuration names it.'),
  encryptionKeys: encryptionKeys({ buckets: BUCKETS }),
  readOnly: flag('Allow listing and reading only.'),
};

const LOKI = defineBundle<ObjectStorageOptions>()({
  id: 'objectStorage.loki',
  summary: 'List, read, write and delete objects of given buckets',
  usedBy: 'Loki',
  upstream: [{ repository: 'grafana/loki', release: 'v3.7.6', documents: ['docs/sources/setup/install/helm/deployment-guides/aws.md'] }],
  sources: ['https://grafana.com/docs/loki/latest/configure/storage/'],
  parameters: PARAMETERS,
  statements: (values, { scope }) => objectStorageStatements(scope, values),
});

const TEMPO = defineBundle<TempoStorageOptions>()({
  id: 'objectStorage.tempo',
  summary: 'List, read, write and delete objects of given buckets, with tags if asked for',
  usedBy: 'Tempo',
  upstream: [
    { repository: 'grafana/tempo', release: 'v3.0.3', documents: ['docs/sources/tempo/configuration/hosted-storage/s3.md#IAM policy'] },
  ],
  sources: ['https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/'],
  parameters: { ...PARAMETERS, objectTags: flag('Allow the tags of objects; an error with readOnly.') },
  check: ({ readOnly, objectTags }, { refuse }) => {
    if (readOnly && objectTags) {
      refuse('objectTags', 'must be left out with readOnly, got true: tags are set when objects are written');
    }
  },
  statements: ({ objectTags, ...values }, { scope }) => objectStorageStatements(scope, {
    ...values,
    tagActions: objectTags ? ['s3:GetObjectTagging', 's3:PutObjectTagging'] : [],
    // When Tempo starts it lists its prefix without the slash that follows it; the delimiter keeps other keys out of the answer.
    startStatements: values.prefix === undefined ? [] : [allow({
      actions: ['s3:ListBucket'],
      resources: values.buckets,
      conditions: { StringEquals: { 's3:delimiter': '/', 's3:prefix': withoutSlash(values.prefix) } },
    })],
  }),
});

const THANOS = defineBundle<ObjectStorageOptions>()({
  id: 'objectStorage.thanos',
  summary: 'List, read, write and delete objects of given buckets',
  usedBy: 'Thanos',
  upstream: [
    {
      repository: 'thanos-io/thanos',
      release: 'v0.42.4',
      documents: ['docs/storage.md#S3 Server-Side Encryption', 'docs/storage.md#AWS Policies'],
    },
  ],
  sources: ['https://thanos.io/tip/thanos/storage.md/#s3'],
  parameters: PARAMETERS,
  statements: (values, { scope }) => objectStorageStatements(scope, values),
});

const MIMIR = defineBundle<ObjectStorageOptions>()({
  id: 'objectStorage.mimir',
  summary: 'List, read, write and delete objects of given buckets',
  usedBy: 'Mimir',
  upstream: [{ repository: 'grafana/mimir', release: 'mimir-3.2.1', since: '2.17' }],
  sources: ['https://grafana.com/docs/mimir/latest/configure/configure-object-storage-backend/'],
  parameters: PARAMETERS,
  statements: (values, { scope }) => objectStorageStatements(scope, values),
});

interface ObjectStorageAccess {
  readonly buckets: readonly string[];
  readonly prefix?: string;
  readonly encryptionKeys: readonly string[];
  readonly readOnly: boolean;
  readonly tagActions?: readonly string[];
  readonly startStatements?: readonly BundleStatement[];
}

const READ_ACTIONS = ['s3:GetObject'];
/** The parts of an upload that fails are taken back. */
const WRITE_ACTIONS = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'];

function objectStorageStatements(
  scope: IConstruct, { buckets, prefix, encryptionKeys: keys, readOnly, tagActions = [], startStatements = [] }: ObjectStorageAccess,
): BundleStatement[] {
  return [
    // A missing object must be "not found", not "denied", which listing makes so: S3 compares s3:prefix with its key.
    ...bucketStatements({
      buckets,
      prefix: belowDirectory(prefix),
      list: true,
      objectActions: [...READ_ACTIONS, ...(readOnly ? [] : WRITE_ACTIONS), ...tagActions],
    }),
    ...startStatements,
    ...keyUseStatements(scope, ['kms:Decrypt', ...(readOnly ? [] : ['kms:GenerateDataKey'])], keys, 's3'),
  ];
}
