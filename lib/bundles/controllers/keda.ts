import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { encryptionKeys } from '../resources/kms-keys';
import { QUEUES } from '../resources/queues';
import { resources } from '../resources/resource-kind';
import { INDEX_NAME, STREAMS, TABLES } from '../resources/tables-and-streams';
import { keyUseStatements } from '../services/kms-statements';
import { allow } from '../statement';

/** Options for `KedaBundle.sqs`. */
export interface KedaSqsOptions {
  /** The queues of the triggers. At least one. */
  readonly queues: IQueue[];
}

/** Options for `KedaBundle.dynamoDb`. */
export interface KedaDynamoDbOptions {
  /** The tables of the triggers. At least one. The key of each is included, where the construct knows it. */
  readonly tables: ITable[];

  /**
   * Names of indexes that triggers query (`indexName`), in each of the tables.
   *
   * @default - none
   */
  readonly indexNames?: string[];

  /**
   * Customer-managed KMS keys of tables whose constructs do not know them; usable through DynamoDB only.
   *
   * @default - the keys that the tables' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/** Options for `KedaBundle.dynamoDbStreams`. */
export interface KedaDynamoDbStreamsOptions {
  /** The tables whose streams the triggers read. At least one. */
  readonly tables: ITable[];
}

/** Options for `KedaBundle.kinesis`. */
export interface KedaKinesisOptions {
  /** The streams of the triggers. At least one. */
  readonly streams: IStream[];
}

/**
 * KEDA: reading the metrics by which workloads are scaled. The role is that of KEDA's operator, or of the workload
 * if the trigger's authentication says so; a role that the operator assumes for a workload needs `StsBundle.assumeRole`
 * on the operator's side.
 *
 * @see https://keda.sh/docs/latest/authentication-providers/aws/
 *
 * @example
 * role.addBundle(KedaBundle.sqs({ queues: [queue] }));
 */
export class KedaBundle {
  /**
   * The length of given queues. Bundle id `keda.sqs`.
   *
   * @see https://keda.sh/docs/latest/scalers/aws-sqs/
   */
  public static sqs(options: KedaSqsOptions): IPolicyBundle {
    return SQS.fromOptions(options);
  }

  /**
   * The metrics of the account. Bundle id `keda.cloudWatch`.
   *
   * @see https://keda.sh/docs/latest/scalers/aws-cloudwatch/
   */
  public static cloudWatch(): IPolicyBundle {
    return CLOUDWATCH.fromOptions({});
  }

  /**
   * Queries on given tables, which give the items too. Bundle id `keda.dynamoDb`.
   *
   * @see https://keda.sh/docs/latest/scalers/aws-dynamodb/
   */
  public static dynamoDb(options: KedaDynamoDbOptions): IPolicyBundle {
    return DYNAMODB.fromOptions(options);
  }

  /**
   * The number of shards of the streams of given tables. Bundle id `keda.dynamoDbStreams`.
   *
   * @see https://keda.sh/docs/latest/scalers/aws-dynamodb-streams/
   */
  public static dynamoDbStreams(options: KedaDynamoDbStreamsOptions): IPolicyBundle {
    return DYNAMODB_STREAMS.fromOptions(options);
  }

  /**
   * The number of shards of given streams. Bundle id `keda.kinesis`.
   *
   * @see https://keda.sh/docs/latest/scalers/aws-kinesis/
   */
  public static kinesis(options: KedaKinesisOptions): IPolicyBundle {
    return KINESIS.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [SQS, CLOUDWATCH, DYNAMODB, DYNAMODB_STREAMS, KINESIS];
  }

  private constructor() {}
}

const SCALERS = 'https://keda.sh/docs/latest/scalers';
const UPSTREAM = [{ repository: 'kedacore/keda', release: 'v2.20.2' }];

const SQS = defineBundle<KedaSqsOptions>()({
  id: 'keda.sqs',
  summary: 'Read the length of given queues',
  usedBy: 'KEDA (aws-sqs-queue)',
  upstream: UPSTREAM,
  sources: [`${SCALERS}/aws-sqs/`],
  parameters: { queues: required(resources(QUEUES, 'Names or ARNs of the queues.')) },
  statements: ({ queues }) => [allow({ actions: ['sqs:GetQueueAttributes'], resources: queues })],
});

const CLOUDWATCH = defineBundle<object>()({
  id: 'keda.cloudWatch',
  summary: 'Read the metrics of the account',
  usedBy: 'KEDA (aws-cloudwatch)',
  upstream: UPSTREAM,
  sources: [`${SCALERS}/aws-cloudwatch/`],
  parameters: {},
  statements: () => [allow({
    actions: ['cloudwatch:GetMetricData'],
    resources: ['*'],
    evidence: {
      reason: 'a metric has no ARN: the one resource that the action knows is a data set, which KEDA does not query',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html',
    },
  })],
});

const DYNAMODB = defineBundle<KedaDynamoDbOptions>()({
  id: 'keda.dynamoDb',
  summary: 'Query given tables',
  usedBy: 'KEDA (aws-dynamodb)',
  upstream: UPSTREAM,
  sources: [`${SCALERS}/aws-dynamodb/`],
  parameters: {
    tables: required(resources(TABLES, 'Names or ARNs of the tables.')),
    indexNames: texts(INDEX_NAME, 'Names of indexes to query, in each of the tables.'),
    encryptionKeys: encryptionKeys({ tables: TABLES }),
  },
  statements: ({ tables, indexNames, encryptionKeys: keys }, { scope }) => [
    allow({
      actions: ['dynamodb:Query'],
      resources: [...tables, ...tables.flatMap((table) => indexNames.map((name) => `${table}/index/${name}`))],
    }),
    ...keyUseStatements(scope, ['kms:Decrypt'], keys, 'dynamodb'),
  ],
});

const DYNAMODB_STREAMS = defineBundle<KedaDynamoDbStreamsOptions>()({
  id: 'keda.dynamoDbStreams',
  summary: 'Read the number of shards of the streams of given tables',
  usedBy: 'KEDA (aws-dynamodb-streams)',
  upstream: UPSTREAM,
  sources: [`${SCALERS}/aws-dynamodb-streams/`, 'https://github.com/kedacore/keda/blob/main/pkg/scalers/aws_dynamodb_streams_scaler.go'],
  parameters: { tables: required(resources(TABLES, 'Names or ARNs of the tables.')) },
  statements: ({ tables }) => [
    allow({ actions: ['dynamodb:DescribeTable'], resources: tables }),
    allow({
      actions: ['dynamodb:DescribeStream'],
      resources: tables.map((table) => `${table}/stream/*`),
      evidence: { reason: 'a stream of a table gets the time at which it is enabled as its name', source: `${SCALERS}/aws-dynamodb-streams/` },
    }),
  ],
});

const KINESIS = defineBundle<KedaKinesisOptions>()({
  id: 'keda.kinesis',
  summary: 'Read the number of shards of given streams',
  usedBy: 'KEDA (aws-kinesis-stream)',
  upstream: UPSTREAM,
  sources: [`${SCALERS}/aws-kinesis/`],
  parameters: { streams: required(resources(STREAMS, 'Names or ARNs of the streams.')) },
  statements: ({ streams }) => [allow({ actions: ['kinesis:DescribeStreamSummary'], resources: streams })],
});
