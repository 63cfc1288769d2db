import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { FluentBitBundle } from '../../../lib/bundles/controllers/fluent-bit';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'fluentBit.cloudWatchLogs',
    make: (stack) => FluentBitBundle.cloudWatchLogs({ logGroups: [LogGroup.fromLogGroupName(stack, 'Logs', '/eks/production/web')] }),
    values: { logGroups: ['/eks/production/web'] },
  },
  {
    name: 'fluentBit.cloudWatchLogs-create',
    make: () => FluentBitBundle.cloudWatchLogs({ logGroupNames: ['/eks/production/*'], createLogGroups: true, setRetention: true }),
    values: { logGroups: ['/eks/production/*'], createLogGroups: true, setRetention: true },
  },
  {
    name: 'fluentBit.s3',
    make: (stack) => FluentBitBundle.s3({ buckets: [Bucket.fromBucketName(stack, 'Bucket', 'logs-of-web')] }),
    values: { buckets: ['logs-of-web'] },
  },
  {
    name: 'fluentBit.s3-prefix',
    make: (stack) => FluentBitBundle.s3({
      buckets: [Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'logs-of-web', encryptionKey: key(stack) })],
      prefix: 'fluent-bit-logs/',
      allowObjectAcl: true,
    }),
    values: { buckets: ['arn:aws:s3:::logs-of-web'], prefix: 'fluent-bit-logs/', encryptionKeys: [KEY], allowObjectAcl: true },
  },
  {
    name: 'fluentBit.firehose',
    make: (stack) => FluentBitBundle.firehose({
      deliveryStreams: [DeliveryStream.fromDeliveryStreamName(stack, 'Stream', 'logs')], deliveryStreamNames: ['audit'],
    }),
    values: { deliveryStreams: ['logs', 'arn:aws:firehose:eu-central-1:111122223333:deliverystream/audit'] },
  },
  {
    name: 'fluentBit.kinesis',
    make: (stack) => FluentBitBundle.kinesis({
      streams: [Stream.fromStreamArn(stack, 'Clicks', 'arn:aws:kinesis:eu-central-1:111122223333:stream/clicks')], encryptionKeys: [key(stack)],
    }),
    values: { streams: ['clicks'], encryptionKeys: [KEY] },
  },
];
