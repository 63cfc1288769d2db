import type { IKey } from 'aws-cdk-lib/aws-kms';
import { accessPointStatements } from './access-point-statements';
import { keyUseStatements } from './kms-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, required, text } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { KEY_PREFIX } from '../resources/buckets';
import { S3_ACCESS_POINTS } from '../resources/directory-buckets';
import { encryptionKeys } from '../resources/kms-keys';
import { names } from '../resources/resource-kind';

/** Options for `S3AccessPointBundle.read`. */
export interface S3AccessPointReadOptions {
  /** Names of access points in the account and region of the role's stack, or ARNs. At least one. */
  readonly accessPoints: string[];

  /**
   * The beginning of the keys of the objects, without a wildcard, such as `media/`.
   *
   * @default - all objects
   */
  readonly prefix?: string;

  /**
   * Customer-managed KMS keys of the buckets; usable through S3 only.
   *
   * @default - none
   */
  readonly encryptionKeys?: IKey[];
}

/** Options for `S3AccessPointBundle.readWrite`. */
export interface S3AccessPointReadWriteOptions extends S3AccessPointReadOptions {
  /**
   * Allow deleting objects (never versions of objects).
   *
   * @default false
   */
  readonly allowDelete?: boolean;
}

/**
 * S3 through given access points of general purpose buckets. The policy of the bucket must leave access to its access points.
 *
 * @example
 * role.addBundle(S3AccessPointBundle.read({ accessPoints: ['media-readers'] }));
 */
export class S3AccessPointBundle {
  /**
   * List and read objects. Bundle id `s3AccessPoint.read`.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
   */
  public static read(options: S3AccessPointReadOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /**
   * List, read and write objects. Bundle id `s3AccessPoint.readWrite`.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
   */
  public static readWrite(options: S3AccessPointReadWriteOptions): IPolicyBundle {
    return READ_WRITE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ, READ_WRITE];
  }

  private constructor() {}
}

const SOURCES = ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html', 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-usage-examples.html'];

const READ_PARAMETERS = {
  accessPoints: required(names(S3_ACCESS_POINTS, 'Names or ARNs of the access points.')),
  prefix: text(KEY_PREFIX, 'The beginning of the keys of the objects, such as media/.'),
  encryptionKeys: encryptionKeys({}, 'ARNs of the customer-managed KMS keys of the buckets.'),
};

const READ = defineBundle<S3AccessPointReadOptions>()({
  id: 's3AccessPoint.read',
  summary: 'List and read objects through given access points',
  sources: SOURCES,
  parameters: READ_PARAMETERS,
  statements: ({ accessPoints, prefix, encryptionKeys: keys }, { scope }) => [
    ...accessPointStatements(accessPoints, prefix, ['s3:GetObject']),
    ...keyUseStatements(scope, ['kms:Decrypt'], keys, 's3'),
  ],
});

const READ_WRITE = defineBundle<S3AccessPointReadWriteOptions>()({
  id: 's3AccessPoint.readWrite',
  summary: 'List, read and write objects through given access points',
  sources: SOURCES,
  parameters: { ...READ_PARAMETERS, allowDelete: flag('Allow deleting objects.') },
  statements: ({ accessPoints, prefix, allowDelete, encryptionKeys: keys }, { scope }) => [
    ...accessPointStatements(accessPoints, prefix, [
      's3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject', ...(allowDelete ? ['s3:DeleteObject'] : []),
    ]),
    // `Decrypt`: an upload in parts is put together from encrypted parts.
    ...keyUseStatements(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 's3'),
  ],
});
