import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { KinesisBundle } from '../../../lib/bundles/services/kinesis';

const CLICKS = 'arn:aws:kinesis:eu-central-1:111122223333:stream/clicks';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'kinesis.consume',
    make: (stack) => KinesisBundle.consume({ streams: [Stream.fromStreamAttributes(stack, 'Stream', { streamArn: CLICKS, encryptionKey: key(stack) })] }),
    values: { streams: ['clicks'], encryptionKeys: [KEY] },
  },
  {
    name: 'kinesis.consume-fanOut',
    make: (stack) => KinesisBundle.consume({ streams: [Stream.fromStreamArn(stack, 'Stream', CLICKS)], consumerNames: ['shop'] }),
    values: { streams: ['clicks'], consumerNames: ['shop'] },
  },
  {
    name: 'kinesis.produce',
    make: (stack) => KinesisBundle.produce({ streams: [Stream.fromStreamArn(stack, 'Stream', CLICKS)], encryptionKeys: [key(stack)] }),
    values: { streams: [CLICKS], encryptionKeys: [KEY] },
  },
];
