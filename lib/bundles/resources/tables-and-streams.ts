import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';
import { sessionTagProblem } from '../pod-session-tags';

const TABLE_NAME_PATTERN = '[A-Za-z0-9_.-]{3,255}';
const STREAM_NAME_PATTERN = '[A-Za-z0-9_.-]{1,128}';

/** An index has a name of its own, in the format of a table's. */
export const INDEX_NAME: TextFormat = {
  pattern: TABLE_NAME_PATTERN,
  rule: "the name of an index (3 to 255 letters, digits and '_', '.', '-')",
  example: 'by-state',
  hint: (value) => {
    const name = /\/index\/([\w.-]+)$/.exec(value)?.[1];
    return name ? `write the name alone, "${name}"` : undefined;
  },
};

/** Values of a partition key, in a condition. */
export const LEADING_KEY: TextFormat = {
  pattern: '[^\\u0000]{1,2048}',
  rule: "a value of the partition key (1 to 2048 characters), where '*' stands for any text",
  example: 'team-a/*',
  also: (value) => /^[*?]+$/.test(value) ? 'must limit the keys; leave leadingKeys out for items with any key' : sessionTagProblem(value),
};

/** A table in a `workloads.yaml`. */
export const TABLE = nameOrArn(
  { pattern: TABLE_NAME_PATTERN, rule: "the name of a table (3 to 255 letters, digits and '_', '.', '-')", example: 'jobs' },
  arnFormat({
    service: 'dynamodb',
    noun: "a table's ARN",
    resource: `table/${TABLE_NAME_PATTERN}`,
    region: 'required',
    account: 'required',
    example: 'arn:aws:dynamodb:eu-central-1:111122223333:table/jobs',
    hint: (value) => {
      const table = /^(arn:.*:table\/[\w.-]+)\/.*$/.exec(value)?.[1];
      return table ? `write the table, "${table}", and its indexes by name as 'indexNames'` : undefined;
    },
  }),
);

/** A stream of Kinesis in a `workloads.yaml`. */
export const STREAM = nameOrArn(
  { pattern: STREAM_NAME_PATTERN, rule: "the name of a stream (1 to 128 letters, digits and '_', '.', '-')", example: 'clicks' },
  arnFormat({
    service: 'kinesis',
    noun: "a stream's ARN",
    resource: `stream/${STREAM_NAME_PATTERN}`,
    region: 'required',
    account: 'required',
    example: 'arn:aws:kinesis:eu-central-1:111122223333:stream/clicks',
  }),
);

/** Tables of DynamoDB. */
export const TABLES: ResourceKind<ITable> = {
  format: TABLE,
  arns: (tables, place) => arnsByRegion(tables, place, (name, region) => `arn:${place.partition}:dynamodb:${region}:${place.account}:table/${name}`),
  arnOf: ({ tableArn }, one) => one(tableArn),
  keyOf: ({ encryptionKey }) => encryptionKey,
};

/** Streams of Kinesis. */
export const STREAMS: ResourceKind<IStream> = {
  format: STREAM,
  arns: (streams, place) => arnsByRegion(streams, place, (name, region) => `arn:${place.partition}:kinesis:${region}:${place.account}:stream/${name}`),
  arnOf: ({ streamArn }, one) => one(streamArn),
  keyOf: ({ encryptionKey }) => encryptionKey,
};

/** A consumer of a stream with enhanced fan-out. */
export const CONSUMER_NAME: TextFormat = {
  pattern: '[A-Za-z0-9_.-]{1,128}', rule: "the name of a consumer (1 to 128 letters, digits and '_.-')", example: 'shop',
};
