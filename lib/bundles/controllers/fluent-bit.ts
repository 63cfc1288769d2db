import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, orNone, required, text } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { BUCKETS, KEY_PREFIX } from '../resources/buckets';
import { DELIVERY_STREAMS } from '../resources/delivery-streams';
import { encryptionKeys } from '../resources/kms-keys';
import { LOG_GROUPS } from '../resources/log-groups';
import { namesFor, resources } from '../resources/resource-kind';
import { STREAMS } from '../resources/tables-and-streams';
import { logWritingStatements } from '../services/cloudwatch-statements';
import { keyUseStatements } from '../services/kms-statements';
import { CREATE_LOG_GROUPS, SET_RETENTION } from '../services/log-group-parameters';
import { allow } from '../statement';

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

/** Options for `FluentBitBundle.kinesis`. */
export interface FluentBitKinesisOptions {
  /** The streams. At least one. The key of each is included, where the construct knows it. */
  readonly streams: IStream[];

  /**
   * Customer-managed KMS keys of streams whose constructs do not know them; usable through Kinesis only.
   *
   * @default - the keys that the streams' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * Fluent Bit: its outputs to AWS, of the image of AWS (`aws-for-fluent-bit`) too.
 *
 * @example
 * role.addBundle(FluentBitBundle.cloudWatchLogs({ logGroups: [logGroup] }));
 */
export class FluentBitBundle {
  /**
   * The output `cloudwatch_logs`. Bundle id `fluentBit.cloudWatchLogs`.
   *
   * @see https://docs.fluentbit.io/manual/pipeline/outputs/cloudwatch
   */
  public static cloudWatchLogs(options: FluentBitLogsOptions): IPolicyBundle {
    return CLOUDWATCH_LOGS.fromOptions(options);
  }

  /**
   * The output `s3`. Bundle id `fluentBit.s3`.
   *
   * @see https://docs.fluentbit.io/manual/pipeline/outputs/s3
   */
  public static s3(options: FluentBitS3Options): IPolicyBundle {
    return S3.fromOptions(options);
  }

  /**
   * The output `kinesis_firehose`. A stream that is encrypted with a customer-managed key needs nothing more:
   * Firehose uses the key by its own grant. Bundle id `fluentBit.firehose`.
   *
   * @see https://docs.fluentbit.io/manual/pipeline/outputs/firehose
   */
  public static firehose(options: FluentBitFirehoseOptions): IPolicyBundle {
    return FIREHOSE.fromOptions(options);
  }

  /**
   * The output `kinesis_streams`. Bundle id `fluentBit.kinesis`.
   *
   * @see https://docs.fluentbit.io/manual/pipeline/outputs/kinesis
   */
  public static kinesis(options: FluentBitKinesisOptions): IPolicyBundle {
    return KINESIS.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [CLOUDWATCH_LOGS, S3, FIREHOSE, KINESIS];
  }

  private constructor() {}
}

const OUTPUTS = 'https://docs.fluentbit.io/manual/pipeline/outputs';
const PLUGINS = 'https://github.com/fluent/fluent-bit/blob/master/plugins';
const UPSTREAM = [{ repository: 'fluent/fluent-bit', release: 'v5.1.1' }];

const CLOUDWATCH_LOGS = defineBundle<FluentBitLogsOptions>()({
  id: 'fluentBit.cloudWatchLogs',
  summary: 'Write log events to given log groups with the output cloudwatch_logs',
  usedBy: 'Fluent Bit',
  upstream: UPSTREAM,
  sources: [`${OUTPUTS}/cloudwatch`, `${PLUGINS}/out_cloudwatch_logs/cloudwatch_api.c`],
  parameters: {
    logGroups: resources(LOG_GROUPS, 'Names or ARNs of log groups, or prefixes that end in *.'),
    logGroupNames: namesFor('logGroups', LOG_GROUPS),
    createLogGroups: CREATE_LOG_GROUPS,
    setRetention: SET_RETENTION,
  },
  oneOf: ['logGroups', 'logGroupNames'],
  statements: ({ logGroups, ...more }) => logWritingStatements(logGroups, more),
});

const S3 = defineBundle<FluentBitS3Options>()({
  id: 'fluentBit.s3',
  summary: 'Write objects of given buckets with the output s3',
  usedBy: 'Fluent Bit',
  upstream: UPSTREAM,
  sources: [`${OUTPUTS}/s3`, `${PLUGINS}/out_s3/s3_multipart.c`],
  parameters: {
    buckets: required(resources(BUCKETS, 'Names or ARNs of the buckets.')),
    prefix: text(KEY_PREFIX, 'The beginning of the keys of the objects, such as fluent-bit-logs/.'),
    encryptionKeys: encryptionKeys({ buckets: BUCKETS }),
    allowObjectAcl: flag('Allow setting the ACL of objects (canned_acl).'),
  },
  // Fluent Bit never asks for the bucket itself. `Decrypt`: an upload in parts is put together from encrypted parts.
  statements: ({ buckets, prefix = '', encryptionKeys: keys, allowObjectAcl }, { scope }) => [
    allow({
      actions: ['s3:AbortMultipartUpload', 's3:PutObject', ...(allowObjectAcl ? ['s3:PutObjectAcl'] : [])],
      resources: buckets.map((bucket) => `${bucket}/${prefix}*`),
      evidence: { reason: 'the objects get their keys, from tags and times, when they are written', source: `${OUTPUTS}/s3` },
    }),
    ...keyUseStatements(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 's3'),
  ],
});

const FIREHOSE = defineBundle<FluentBitFirehoseOptions>()({
  id: 'fluentBit.firehose',
  summary: 'Put records into given Firehose streams with the output kinesis_firehose',
  usedBy: 'Fluent Bit',
  upstream: UPSTREAM,
  sources: [`${OUTPUTS}/firehose`, `${PLUGINS}/out_kinesis_firehose/firehose_api.c`],
  parameters: {
    deliveryStreams: orNone(resources(DELIVERY_STREAMS, 'Names or ARNs of the Firehose streams.')),
    deliveryStreamNames: namesFor('deliveryStreams', DELIVERY_STREAMS),
  },
  oneOf: ['deliveryStreams', 'deliveryStreamNames'],
  statements: ({ deliveryStreams }) => [allow({ actions: ['firehose:PutRecordBatch'], resources: deliveryStreams })],
});

const KINESIS = defineBundle<FluentBitKinesisOptions>()({
  id: 'fluentBit.kinesis',
  summary: 'Put records into given streams with the output kinesis_streams',
  usedBy: 'Fluent Bit',
  upstream: UPSTREAM,
  sources: [`${OUTPUTS}/kinesis`, `${PLUGINS}/out_kinesis_streams/kinesis_api.c`],
  parameters: {
    streams: required(resources(STREAMS, 'Names or ARNs of the streams.')),
    encryptionKeys: encryptionKeys({ streams: STREAMS }),
  },
  statements: ({ streams, encryptionKeys: keys }, { scope }) => [
    allow({ actions: ['kinesis:PutRecords'], resources: streams }),
    ...keyUseStatements(scope, ['kms:GenerateDataKey'], keys, 'kinesis'),
  ],
});
