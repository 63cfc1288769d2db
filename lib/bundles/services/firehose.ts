import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { DELIVERY_STREAMS } from '../resources/delivery-streams';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `FirehoseBundle.put`. */
export interface FirehosePutOptions {
  /** The Firehose streams. At least one. */
  readonly deliveryStreams: IDeliveryStream[];
}

/**
 * Amazon Data Firehose: given streams.
 *
 * @example
 * role.addBundle(FirehoseBundle.put({ deliveryStreams: [deliveryStream] }));
 */
export class FirehoseBundle {
  /** Put records, one by one or in batches. A stream's KMS key is not needed: Firehose uses it by a grant. Bundle id `firehose.put`. */
  public static put(options: FirehosePutOptions): IPolicyBundle {
    return PUT.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [PUT];
  }

  private constructor() {}
}

const PUT = defineBundle<FirehosePutOptions>()({
  id: 'firehose.put',
  summary: 'Put records into given Firehose streams',
  sources: [
    'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html',
    'https://docs.aws.amazon.com/firehose/latest/dev/encryption.html',
  ],
  parameters: {
    deliveryStreams: required(resources(DELIVERY_STREAMS, 'Names or ARNs of the Firehose streams.')),
  },
  statements: ({ deliveryStreams }) => [allow({ actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'], resources: deliveryStreams })],
});
