import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { KedaBundle } from '../../../lib/bundles/controllers/keda';

const QUEUE = 'arn:aws:sqs:eu-central-1:111122223333:jobs';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'keda.sqs',
    make: (stack) => KedaBundle.sqs({ queues: [Queue.fromQueueArn(stack, 'Queue', QUEUE)] }),
    values: { queues: ['jobs'] },
  },
  {
    name: 'keda.cloudWatch',
    make: () => KedaBundle.cloudWatch(),
    values: {},
  },
  {
    name: 'keda.dynamoDb',
    make: (stack) => KedaBundle.dynamoDb({ tables: [Table.fromTableName(stack, 'Table', 'jobs')] }),
    values: { tables: ['jobs'] },
  },
  {
    name: 'keda.dynamoDb-index',
    make: (stack) => KedaBundle.dynamoDb({
      tables: [Table.fromTableName(stack, 'Table', 'jobs')], indexNames: ['by-state'], encryptionKeys: [key(stack)],
    }),
    values: { tables: ['arn:aws:dynamodb:eu-central-1:111122223333:table/jobs'], indexNames: ['by-state'], encryptionKeys: [KEY] },
  },
  {
    name: 'keda.dynamoDbStreams',
    make: (stack) => KedaBundle.dynamoDbStreams({ tables: [Table.fromTableName(stack, 'Table', 'jobs')] }),
    values: { tables: ['jobs'] },
  },
  {
    name: 'keda.kinesis',
    make: (stack) => KedaBundle.kinesis({
      streams: [Stream.fromStreamArn(stack, 'Stream', 'arn:aws:kinesis:eu-central-1:111122223333:stream/clicks')],
    }),
    values: { streams: ['clicks'] },
  },
];
