import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { writingLogs } from '../services/cloudwatch-statements';
import type { WritingLogs } from '../services/cloudwatch-statements';
import { arnsOfLogGroups } from '../resources/log-groups';
import { flag, flagParameter, text, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { ENCRYPTION_KEYS, keyArns, useOfKeys } from '../services/kms-statements';
import { arnsOfDeliveryStreams, DELIVERY_STREAM, DELIVERY_STREAM_NAME } from '../resources/delivery-streams';
import { CREATE_LOG_GROUPS, LOG_GROUPS, resolveLogGroups, SET_RETENTION } from './log-group-options';
import { requireFormat } from '../../core/text-format';
import { stackPlace } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { arnsOfBuckets, BUCKET, KEY_PREFIX } from '../resources/buckets';
import { allow, arnOfOne, CatalogueBundle, requireSome, requireTexts } from '../statement';

/** Options for `FluentBitBundle.cloudWatchLogs`. At least one of `logGroups` and `logGroupNames` must name a log group. */
export interface FluentBitLogsOptions {
  /**
   * Log groups.
   *
   * @default - none
   */
  readonly logGroups?: ILogGroup[];

  /**
   * Names of log groups, such as `/eks/main/web`, or prefixes that end in `*`, in the account and region of the
   * role's stack. A prefix is what a `log_group_template` begins with. `*` alone is refused.
   *
   * @default - none
   */
  readonly logGroupNames?: string[];

  /**
   * Allow making the log groups: `auto_create_group`.
   *
   * @default false
   */
  readonly createLogGroups?: boolean;

  /**
   * Allow setting after how many days log events expire, to fewer days too, which deletes events:
   * `log_retention_days`. Fluent Bit sets it where it makes a log group.
   *
   * @default false
   */
  readonly setRetention?: boolean;
}

/** Options for `FluentBitBundle.s3`. */
export interface FluentBitS3Options {
  /** The buckets. At least one. The key of each is included, where the construct knows it. */
  readonly buckets: IBucket[];

  /**
   * The beginning of the keys of the objects, without a wildcard: what the `s3_key_format` begins with, without
   * the first `/`. By default Fluent Bit writes below `fluent-bit-logs/`.
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
   * Allow setting the ACL of objects: `canned_acl`.
   *
   * @default false
   */
  readonly allowObjectAcl?: boolean;
}

/** Options for `FluentBitBundle.firehose`. At least one of `deliveryStreams` and `deliveryStreamNames` must name a stream. */
export interface FluentBitFirehoseOptions {
  /**
   * Firehose streams.
   *
   * @default - none
   */
  readonly deliveryStreams?: IDeliveryStream[];

  /**
   * Names of Firehose streams in the account and region of the role's stack.
   *
   * @default - none
   */
  readonly deliveryStreamNames?: string[];
}

const LOGS = 'https://docs.fluentbit.io/manual/pipeline/outputs/cloudwatch';
const S3 = 'https://docs.fluentbit.io/manual/pipeline/outputs/s3';
const FIREHOSE = 'https://docs.fluentbit.io/manual/pipeline/outputs/firehose';

/** Fluent Bit: its outputs to AWS, of the image of AWS (`aws-for-fluent-bit`) too. */
export class FluentBitBundle {
  /**
   * The output `cloudwatch_logs`. Bundle id `fluentBit.cloudWatchLogs`.
   *
   * @see https://docs.fluentbit.io/manual/pipeline/outputs/cloudwatch
   */
  public static cloudWatchLogs(options: FluentBitLogsOptions): IPolicyBundle {
    requireSome('fluentBit.cloudWatchLogs', 'logGroups or logGroupNames', options.logGroups, options.logGroupNames);
    return cloudWatchLogs(resolveLogGroups('fluentBit.cloudWatchLogs', options, stackPlace()), options);
  }

  /**
   * The output `s3`. Bundle id `fluentBit.s3`.
   *
   * @see https://docs.fluentbit.io/manual/pipeline/outputs/s3
   */
  public static s3(options: FluentBitS3Options): IPolicyBundle {
    const { buckets, encryptionKeys = [], prefix } = options;
    requireSome('fluentBit.s3', 'buckets', buckets);
    if (prefix !== undefined) {
      requireFormat(KEY_PREFIX, 'prefix of fluentBit.s3', prefix);
    }
    const keys = keyArns('fluentBit.s3', [...buckets.map((bucket) => bucket.encryptionKey), ...encryptionKeys]);
    return s3(buckets.map((bucket) => arnOfOne('fluentBit.s3', bucket.bucketArn)), keys, prefix, options.allowObjectAcl);
  }

  /**
   * The output `kinesis_firehose`. A stream that is encrypted with a customer-managed key needs nothing more:
   * Firehose uses the key by its own grant. Bundle id `fluentBit.firehose`.
   *
   * @see https://docs.fluentbit.io/manual/pipeline/outputs/firehose
   */
  public static firehose(options: FluentBitFirehoseOptions): IPolicyBundle {
    const { deliveryStreams, deliveryStreamNames } = options;
    requireSome('fluentBit.firehose', 'deliveryStreams or deliveryStreamNames', deliveryStreams, deliveryStreamNames);
    if (deliveryStreamNames) {
      requireTexts('fluentBit.firehose', 'deliveryStreamNames', DELIVERY_STREAM_NAME, deliveryStreamNames);
    }
    return firehose([
      ...(deliveryStreams ?? []).map((stream) => arnOfOne('fluentBit.firehose', stream.deliveryStreamArn)),
      ...arnsOfDeliveryStreams(deliveryStreamNames ?? [], stackPlace()),
    ]);
  }

  private constructor() {}
}

function cloudWatchLogs(logGroups: string[], extra: WritingLogs) {
  return new CatalogueBundle('fluentBit.cloudWatchLogs', () => writingLogs(logGroups, extra));
}

/** Fluent Bit never asks for the bucket itself. `Decrypt`: an upload in parts is put together from encrypted parts. */
function s3(buckets: string[], keys: string[], prefix = '', allowObjectAcl = false) {
  return new CatalogueBundle('fluentBit.s3', (scope) => [
    allow({
      actions: ['s3:AbortMultipartUpload', 's3:PutObject', ...(allowObjectAcl ? ['s3:PutObjectAcl'] : [])],
      resources: buckets.map((bucket) => `${bucket}/${prefix}*`),
      evidence: { reason: 'the objects get their keys, from tags and times, when they are written', source: S3 },
    }),
    ...useOfKeys(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 's3'),
  ]);
}

function firehose(deliveryStreams: string[]) {
  return new CatalogueBundle('fluentBit.firehose', () => [allow({ actions: ['firehose:PutRecordBatch'], resources: deliveryStreams })]);
}

const VERSIONS = '5.1';

export const FLUENT_BIT_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'fluentBit.cloudWatchLogs',
    summary: 'Write log events to given log groups with the output cloudwatch_logs',
    usedBy: 'Fluent Bit',
    versions: VERSIONS,
    sources: [LOGS, 'https://github.com/fluent/fluent-bit/blob/master/plugins/out_cloudwatch_logs/cloudwatch_api.c'],
    parameters: { logGroups: { ...LOG_GROUPS, required: true }, createLogGroups: CREATE_LOG_GROUPS, setRetention: SET_RETENTION },
    create: (values, place) => cloudWatchLogs(arnsOfLogGroups(texts(values, 'logGroups'), place), {
      createLogGroups: flag(values, 'createLogGroups'), setRetention: flag(values, 'setRetention'),
    }),
  },
  {
    id: 'fluentBit.s3',
    summary: 'Write objects of given buckets with the output s3',
    usedBy: 'Fluent Bit',
    versions: VERSIONS,
    sources: [S3, 'https://github.com/fluent/fluent-bit/blob/master/plugins/out_s3/s3_multipart.c'],
    parameters: {
      buckets: { description: 'Names or ARNs of the buckets.', type: { kind: 'texts', format: BUCKET }, required: true },
      prefix: { description: 'The beginning of the keys of the objects, such as fluent-bit-logs/.', type: { kind: 'text', format: KEY_PREFIX } },
      encryptionKeys: ENCRYPTION_KEYS,
      allowObjectAcl: flagParameter('Allow setting the ACL of objects (canned_acl).'),
    },
    create: (values, place) => s3(
      arnsOfBuckets(texts(values, 'buckets'), place), texts(values, 'encryptionKeys'), text(values, 'prefix'), flag(values, 'allowObjectAcl')),
  },
  {
    id: 'fluentBit.firehose',
    summary: 'Put records into given Firehose streams with the output kinesis_firehose',
    usedBy: 'Fluent Bit',
    versions: VERSIONS,
    sources: [FIREHOSE, 'https://github.com/fluent/fluent-bit/blob/master/plugins/out_kinesis_firehose/firehose_api.c'],
    parameters: {
      deliveryStreams: { description: 'Names or ARNs of the Firehose streams.', type: { kind: 'texts', format: DELIVERY_STREAM }, required: true },
    },
    create: (values, place) => firehose(arnsOfDeliveryStreams(texts(values, 'deliveryStreams'), place)),
  },
];
