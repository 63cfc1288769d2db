import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { keyUseStatements } from './kms-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required, texts } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { encryptionKeys } from '../resources/kms-keys';
import { resources } from '../resources/resource-kind';
import { CONSUMER_NAME, STREAMS } from '../resources/tables-and-streams';
import { allow } from '../statement';

/** Options for `KinesisBundle.consume` and `KinesisBundle.produce`. */
export interface KinesisOptions {
  /** The streams. At least one. The key of each is included, where the construct knows it. */
  readonly streams: IStream[];

  /**
   * Customer-managed KMS keys of streams whose constructs do not know them; usable through Kinesis only.
   *
   * @default - the keys that the streams' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/** Options for `KinesisBundle.consume`. */
export interface KinesisConsumeOptions extends KinesisOptions {
  /**
   * Names of consumers with enhanced fan-out, as the Kinesis Client Library registers them: its application's name.
   *
   * @default - none; records are read with shared throughput
   */
  readonly consumerNames?: string[];
}

/**
 * Kinesis Data Streams: given streams.
 *
 * @see https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html
 *
 * @example
 * role.addBundle(KinesisBundle.consume({ streams: [stream] }));
 */
export class KinesisBundle {
  /**
   * Read records, with shared throughput or as given consumers with enhanced fan-out. The tables and metrics of the Kinesis Client Library
   * are not included: see `DynamoDbBundle.readWrite` and `CloudWatchBundle.putMetrics`. Bundle id `kinesis.consume`.
   */
  public static consume(options: KinesisConsumeOptions): IPolicyBundle {
    return CONSUME.fromOptions(options);
  }

  /** Write records, one by one or in batches. Bundle id `kinesis.produce`. */
  public static produce(options: KinesisOptions): IPolicyBundle {
    return PRODUCE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [CONSUME, PRODUCE];
  }

  private constructor() {}
}

const GUIDE = 'https://docs.aws.amazon.com/streams/latest/dev';

const SOURCES = [`${GUIDE}/controlling-access.html`, `${GUIDE}/permissions-user-key-KMS.html`];

/** A consumer is made once, by name, and then has records pushed to it. */
function consumerStatements(streams: readonly string[], consumerNames: readonly string[]): BundleStatement[] {
  return [
    allow({ actions: ['kinesis:RegisterStreamConsumer'], resources: streams }),
    allow({
      actions: ['kinesis:DescribeStreamConsumer', 'kinesis:SubscribeToShard'],
      resources: streams.flatMap((stream) => consumerNames.map((name) => `${stream}/consumer/${name}:*`)),
      evidence: { reason: 'the ARN of a consumer ends with the time at which it was registered', source: `${GUIDE}/controlling-access.html` },
    }),
  ];
}

const FIND_ACTIONS = ['kinesis:DescribeStreamSummary', 'kinesis:ListShards'];

const PARAMETERS = {
  streams: required(resources(STREAMS, 'Names or ARNs of the streams.')),
  encryptionKeys: encryptionKeys({ streams: STREAMS }),
};

const CONSUME = defineBundle<KinesisConsumeOptions>()({
  id: 'kinesis.consume',
  summary: 'Read records of given streams',
  sources: SOURCES,
  parameters: { ...PARAMETERS, consumerNames: texts(CONSUMER_NAME, 'Names of consumers with enhanced fan-out.') },
  statements: ({ streams, consumerNames, encryptionKeys: keys }, { scope }) => [
    // `DescribeStream` is what clients before `ListShards` find the shards with.
    allow({ actions: [...FIND_ACTIONS, 'kinesis:DescribeStream', 'kinesis:GetRecords', 'kinesis:GetShardIterator'], resources: streams }),
    ...(consumerNames.length > 0 ? consumerStatements(streams, consumerNames) : []),
    ...keyUseStatements(scope, ['kms:Decrypt'], keys, 'kinesis'),
  ],
});

const PRODUCE = defineBundle<KinesisOptions>()({
  id: 'kinesis.produce',
  summary: 'Write records to given streams',
  sources: SOURCES,
  parameters: PARAMETERS,
  statements: ({ streams, encryptionKeys: keys }, { scope }) => [
    allow({ actions: [...FIND_ACTIONS, 'kinesis:PutRecord', 'kinesis:PutRecords'], resources: streams }),
    ...keyUseStatements(scope, ['kms:GenerateDataKey'], keys, 'kinesis'),
  ],
});
