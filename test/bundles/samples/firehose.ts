import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { Sample } from './sample';
import { FirehoseBundle } from '../../../lib/bundles/services/firehose';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'firehose.put',
    make: (stack) => FirehoseBundle.put({ deliveryStreams: [DeliveryStream.fromDeliveryStreamName(stack, 'Stream', 'logs')] }),
    values: { deliveryStreams: ['logs'] },
  },
];
