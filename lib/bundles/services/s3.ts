import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { keyUseStatements } from './kms-statements';
import { bucketStatements } from './s3-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required, text } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { BUCKETS, SCOPED_KEY_PREFIX } from '../resources/buckets';
import { encryptionKeys } from '../resources/kms-keys';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `S3Bundle.read`. */
export interface S3ReadOptions {
  /** The buckets. At least one. The key of each is included, where the construct knows it. */
  readonly buckets: IBucket[];

  /**
   * The beginning of the keys of the objects, without a wildcard, such as `media/`. Write the `/`: `media`
   * is the beginning of `media-private/` too. At most 1,024 characters. `HeadBucket`, with which some programs look whether a bucket is
   * there, is refused with a prefix: it asks for the whole list. It may hold session tags of EKS Pod Identity (`PodSessionTag`), each before a `/`.
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

/** Options for `S3Bundle.restore`. */
export interface S3RestoreOptions {
  /** The buckets. At least one. */
  readonly buckets: IBucket[];

  /**
   * The beginning of the keys of the objects, without a wildcard, such as `media/`.
   *
   * @default - all objects
   */
  readonly prefix?: string;
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

  /**
   * Allow writing the tags of objects, and reading them where objects are read: copies of objects keep their tags.
   *
   * @default false
   */
  readonly allowObjectTags?: boolean;
}

/**
 * S3: objects of given buckets. Calls on a bucket are allowed on its ARN, calls on objects on theirs.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 *
 * @example
 * role.addBundle(S3Bundle.readWrite({ buckets: [bucket], prefix: 'incoming/' }));
 */
export class S3Bundle {
  /** List and read objects. Bundle id `s3.read`. */
  public static read(options: S3ReadOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /**
   * Write objects, in parts too, without reading and listing them (which `aws s3 sync` does: see `readWrite`).
   * Bundle id `s3.write`.
   */
  public static write(options: S3WriteOptions): IPolicyBundle {
    return WRITE.fromOptions(options);
  }

  /** List, read and write objects. Bundle id `s3.readWrite`. */
  public static readWrite(options: S3WriteOptions): IPolicyBundle {
    return READ_WRITE.fromOptions(options);
  }

  /**
   * Give out presigned requests to upload objects, by URL or by form. The workload itself cannot write objects: what is not presigned is
   * refused. Bundle id `s3.presignUpload`.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
   */
  public static presignUpload(options: S3ReadOptions): IPolicyBundle {
    return PRESIGN_UPLOAD.fromOptions(options);
  }

  /**
   * Restore objects of S3 Glacier storage classes, and see how far that is. Reading them is `read`. Bundle id `s3.restore`.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html
   */
  public static restore(options: S3RestoreOptions): IPolicyBundle {
    return RESTORE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ, WRITE, READ_WRITE, PRESIGN_UPLOAD, RESTORE];
  }

  private constructor() {}
}

const ACTIONS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html';

const READ_ACTIONS = ['s3:GetObject'];
const WRITE_ACTIONS = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'];

const READ_PARAMETERS = {
  buckets: required(resources(BUCKETS, 'Names or ARNs of the buckets.')),
  prefix: text(SCOPED_KEY_PREFIX, 'The beginning of the keys of the objects, such as media/. It may hold session tags, such as ${aws:PrincipalTag/kubernetes-namespace}/.'),
  encryptionKeys: encryptionKeys({ buckets: BUCKETS }),
};

const WRITE_PARAMETERS = {
  ...READ_PARAMETERS,
  allowDelete: flag('Allow deleting objects.'),
  allowObjectAcl: flag('Allow setting the ACL of objects.'),
  allowObjectTags: flag('Allow writing the tags of objects, and reading them where objects are read.'),
};

const READ = defineBundle<S3ReadOptions>()({
  id: 's3.read',
  summary: 'List and read objects of given buckets',
  sources: [ACTIONS],
  parameters: READ_PARAMETERS,
  statements: (values, { scope }) => s3Statements(scope, { ...values, list: true, objectActions: READ_ACTIONS, keyActions: ['kms:Decrypt'] }),
});

/** Writing needs `Decrypt` too: an upload in parts is put together from parts that are encrypted already. */
const WRITE_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

const WRITE = defineBundle<S3WriteOptions>()({
  id: 's3.write',
  summary: 'Write objects of given buckets, without reading them',
  sources: [ACTIONS],
  parameters: WRITE_PARAMETERS,
  statements: (values, { scope }) =>
    s3Statements(scope, { ...values, list: false, objectActions: WRITE_ACTIONS, keyActions: WRITE_KEY_ACTIONS }),
});

const READ_WRITE = defineBundle<S3WriteOptions>()({
  id: 's3.readWrite',
  summary: 'List, read and write objects of given buckets',
  sources: [ACTIONS],
  parameters: WRITE_PARAMETERS,
  statements: (values, { scope }) => s3Statements(scope, {
    ...values, list: true, objectActions: [...READ_ACTIONS, ...WRITE_ACTIONS], keyActions: WRITE_KEY_ACTIONS,
  }),
});

const PRESIGN_UPLOAD = defineBundle<S3ReadOptions>()({
  id: 's3.presignUpload',
  summary: 'Give out presigned requests to upload objects of given buckets',
  sources: ['https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html', ACTIONS],
  parameters: READ_PARAMETERS,
  statements: ({ buckets, prefix = '', encryptionKeys: keys }, { scope }) => [
    allow({
      actions: ['s3:PutObject'],
      resources: buckets.map((bucket) => `${bucket}/${prefix}*`),
      conditions: { StringEquals: { 's3:authType': ['POST', 'REST-QUERY-STRING'] } },
      evidence: { reason: 'the objects get their keys when they are uploaded', source: ACTIONS },
    }),
    ...keyUseStatements(scope, WRITE_KEY_ACTIONS, keys, 's3'),
  ],
});

const RESTORE = defineBundle<S3RestoreOptions>()({
  id: 's3.restore',
  summary: 'Restore archived objects of given buckets',
  sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html', ACTIONS],
  parameters: { buckets: READ_PARAMETERS.buckets, prefix: READ_PARAMETERS.prefix },
  statements: ({ buckets, prefix }) => bucketStatements({ buckets, prefix, list: true, objectActions: ['s3:RestoreObject'] }),
});

interface S3Access {
  readonly buckets: readonly string[];
  readonly prefix?: string;
  readonly encryptionKeys: readonly string[];
  readonly allowDelete?: boolean;
  readonly allowObjectAcl?: boolean;
  readonly allowObjectTags?: boolean;
  readonly list: boolean;
  readonly objectActions: readonly string[];
  readonly keyActions: readonly string[];
}

function s3Statements(scope: IConstruct, { buckets, prefix, list, objectActions, ...access }: S3Access): BundleStatement[] {
  return [
    ...bucketStatements({
      buckets,
      prefix,
      list,
      objectActions: [
        ...objectActions,
        ...(access.allowDelete ? ['s3:DeleteObject'] : []),
        ...(access.allowObjectAcl ? ['s3:PutObjectAcl'] : []),
        ...(access.allowObjectTags ? ['s3:PutObjectTagging', ...(objectActions.includes('s3:GetObject') ? ['s3:GetObjectTagging'] : [])] : []),
      ],
    }),
    ...keyUseStatements(scope, access.keyActions, access.encryptionKeys, 's3'),
  ];
}
