import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { FluentBitBundle } from '../../../lib/bundles/controllers/fluent-bit';
import { PLACE, stackIn, statementsOf } from '../support';

const stack = stackIn(PLACE);
const buckets = [Bucket.fromBucketName(stack, 'Bucket', 'logs-of-web')];

test.each<[string, () => unknown]>([
  ['FluentBitBundle.cloudWatchLogs: must have at least one of logGroups or logGroupNames', () => FluentBitBundle.cloudWatchLogs({})],
  ['FluentBitBundle.cloudWatchLogs: must have at least one of logGroups or logGroupNames', () => FluentBitBundle.cloudWatchLogs({ logGroups: [] })],
  [
    'FluentBitBundle.cloudWatchLogs: logGroups: must name at least one, got []',
    () => FluentBitBundle.cloudWatchLogs({ logGroups: [], logGroupNames: ['/eks/web'] }),
  ],
  [
    'FluentBitBundle.cloudWatchLogs: logGroupNames[0]: must be the name of a log group (1 to 512 letters, digits and _/.#-), or a prefix that ends in \'*\', ' +
    'got "*": this would give every log group of the account',
    () => FluentBitBundle.cloudWatchLogs({ logGroupNames: ['*'] }),
  ],
  [
    'FluentBitBundle.cloudWatchLogs: logGroups[0]: must be one resource, without wildcards and policy variables, ' +
    'got "arn:<deploy-time value>:logs:eu-central-1:111122223333:log-group:/eks/*"',
    () => FluentBitBundle.cloudWatchLogs({ logGroups: [LogGroup.fromLogGroupName(stack, 'Logs', '/eks/*')] }),
  ],
  ['FluentBitBundle.s3: buckets: must name at least one, got []', () => FluentBitBundle.s3({ buckets: [] })],
  [
    'FluentBitBundle.s3: prefix: must be the beginning of keys (not beginning with \'/\', without \'*\', \'?\' and \'$\', at most 1,024 characters), ' +
    'got "/fluent-bit-logs/": perhaps "fluent-bit-logs/"',
    () => FluentBitBundle.s3({ buckets, prefix: '/fluent-bit-logs/' }),
  ],
  ['FluentBitBundle.firehose: must have at least one of deliveryStreams or deliveryStreamNames', () => FluentBitBundle.firehose({})],
  [
    'FluentBitBundle.firehose: deliveryStreamNames[0]: must be the name of a Firehose stream (1 to 64 letters, digits and _.-), got "logs-*"',
    () => FluentBitBundle.firehose({ deliveryStreamNames: ['logs-*'] }),
  ],
  [
    'FluentBitBundle.firehose: deliveryStreams[0]: must be one resource, without wildcards and policy variables, ' +
    'got "arn:aws:firehose:eu-central-1:111122223333:deliverystream/*"',
    () => FluentBitBundle.firehose({
      deliveryStreams: [DeliveryStream.fromDeliveryStreamArn(stack, 'Stream', 'arn:aws:firehose:eu-central-1:111122223333:deliverystream/*')],
    }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test('the bucket itself is never touched', () => {
  const statements = statementsOf(FluentBitBundle.s3({ buckets, prefix: 'fluent-bit-logs/' }), stack);
  expect(statements.map(({ Resource }) => Resource)).toEqual(['arn:aws:s3:::logs-of-web/fluent-bit-logs/*']);
});

describe('wrong constructs and lists', () => {
  const scope = stackIn(PLACE);
  const anyBucket = Bucket.fromBucketAttributes(scope, 'AnyBucket', { bucketName: 'media', bucketArn: 'arn:aws:s3:::*' });

  // With a name that somebody imported, a bundle's own evidence would speak for somebody else's wildcard.
  test.each<[string, string, () => unknown]>([
    ['FluentBitBundle.s3: buckets\\[0\\]', ':s3:', () => FluentBitBundle.s3({ buckets: [anyBucket] })],
  ])('an imported wildcard: %s (%s)', (path, service, make) => {
    expect(make).toThrow(new RegExp(`^${path}: must be one resource, without wildcards and policy variables, got "arn:.*${service}.*\\*"$`));
  });
});
