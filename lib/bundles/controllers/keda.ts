import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { ENCRYPTION_KEYS, keyArns, useOfKeys } from '../services/kms-statements';
import { arnsOfStreams, arnsOfTables, INDEX_NAME, STREAM, TABLE } from '../resources/tables-and-streams';
import type { IPolicyBundle } from '../policy-bundle';
import { arnsOfQueues, QUEUE } from '../resources/queues';
import { allow, arnOfOne, CatalogueBundle, requireSome, requireTexts } from '../statement';

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
 */
export class KedaBundle {
  /**
   * The length of given queues. Bundle id `keda.sqs`.
   *
   * @see https://keda.sh/docs/latest/scalers/aws-sqs/
   */
  public static sqs(options: KedaSqsOptions): IPolicyBundle {
    requireSome('keda.sqs', 'queues', options.queues);
    return sqs(options.queues.map((queue) => arnOfOne('keda.sqs', queue.queueArn)));
  }

  /**
   * The metrics of the account. Bundle id `keda.cloudWatch`.
   *
   * @see https://keda.sh/docs/latest/scalers/aws-cloudwatch/
   */
  public static cloudWatch(): IPolicyBundle {
    return cloudWatch();
  }

  /**
   * Queries on given tables, which give the items too. Bundle id `keda.dynamoDb`.
   *
   * @see https://keda.sh/docs/latest/scalers/aws-dynamodb/
   */
  public static dynamoDb(options: KedaDynamoDbOptions): IPolicyBundle {
    const { tables, indexNames, encryptionKeys = [] } = options;
    requireSome('keda.dynamoDb', 'tables', tables);
    if (indexNames) {
      requireTexts('keda.dynamoDb', 'indexNames', INDEX_NAME, indexNames);
    }
    const keys = keyArns('keda.dynamoDb', [...tables.map((table) => table.encryptionKey), ...encryptionKeys]);
    return dynamoDb(tables.map((table) => arnOfOne('keda.dynamoDb', table.tableArn)), indexNames ?? [], keys);
  }

  /**
   * The number of shards of given streams. Bundle id `keda.kinesis`.
   *
   * @see https://keda.sh/docs/latest/scalers/aws-kinesis/
   */
  public static kinesis(options: KedaKinesisOptions): IPolicyBundle {
    requireSome('keda.kinesis', 'streams', options.streams);
    return kinesis(options.streams.map((stream) => arnOfOne('keda.kinesis', stream.streamArn)));
  }

  private constructor() {}
}

function sqs(queues: string[]) {
  return new CatalogueBundle('keda.sqs', () => [allow({ actions: ['sqs:GetQueueAttributes'], resources: queues })]);
}

function cloudWatch() {
  return new CatalogueBundle('keda.cloudWatch', () => [allow({
    actions: ['cloudwatch:GetMetricData'],
    resources: ['*'],
    evidence: {
      reason: 'a metric has no ARN: the one resource that the action knows is a data set, which KEDA does not query',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html',
    },
  })]);
}

function dynamoDb(tables: string[], indexNames: string[], keys: string[]) {
  return new CatalogueBundle('keda.dynamoDb', (scope) => [
    allow({
      actions: ['dynamodb:Query'],
      resources: [...tables, ...tables.flatMap((table) => indexNames.map((name) => `${table}/index/${name}`))],
    }),
    ...useOfKeys(scope, ['kms:Decrypt'], keys, 'dynamodb'),
  ]);
}

function kinesis(streams: string[]) {
  return new CatalogueBundle('keda.kinesis', () => [allow({ actions: ['kinesis:DescribeStreamSummary'], resources: streams })]);
}

export const KEDA_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'keda.sqs',
    summary: 'Read the length of given queues',
    usedBy: 'KEDA (aws-sqs-queue)',
    versions: '2.20',
    sources: ['https://keda.sh/docs/latest/scalers/aws-sqs/'],
    parameters: { queues: { description: 'Names or ARNs of the queues.', type: { kind: 'texts', format: QUEUE }, required: true } },
    create: (values, place) => sqs(arnsOfQueues(texts(values, 'queues'), place)),
  },
  {
    id: 'keda.cloudWatch',
    summary: 'Read the metrics of the account',
    usedBy: 'KEDA (aws-cloudwatch)',
    versions: '2.20',
    sources: ['https://keda.sh/docs/latest/scalers/aws-cloudwatch/'],
    parameters: {},
    create: () => cloudWatch(),
  },
  {
    id: 'keda.dynamoDb',
    summary: 'Query given tables',
    usedBy: 'KEDA (aws-dynamodb)',
    versions: '2.20',
    sources: ['https://keda.sh/docs/latest/scalers/aws-dynamodb/'],
    parameters: {
      tables: { description: 'Names or ARNs of the tables.', type: { kind: 'texts', format: TABLE }, required: true },
      indexNames: { description: 'Names of indexes to query, in each of the tables.', type: { kind: 'texts', format: INDEX_NAME } },
      encryptionKeys: ENCRYPTION_KEYS,
    },
    create: (values, place) => dynamoDb(
      arnsOfTables(texts(values, 'tables'), place), texts(values, 'indexNames'), texts(values, 'encryptionKeys')),
  },
  {
    id: 'keda.kinesis',
    summary: 'Read the number of shards of given streams',
    usedBy: 'KEDA (aws-kinesis-stream)',
    versions: '2.20',
    sources: ['https://keda.sh/docs/latest/scalers/aws-kinesis/'],
    parameters: { streams: { description: 'Names or ARNs of the streams.', type: { kind: 'texts', format: STREAM }, required: true } },
    create: (values, place) => kinesis(arnsOfStreams(texts(values, 'streams'), place)),
  },
];
