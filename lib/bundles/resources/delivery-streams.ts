import type { IDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';

const NAME = '[A-Za-z0-9_.-]{1,64}';

export const DELIVERY_STREAM_NAME: TextFormat = {
  pattern: NAME,
  rule: 'the name of a Firehose stream (1 to 64 letters, digits and _.-)',
  example: 'logs',
};

const DELIVERY_STREAM_ARN = arnFormat({
  service: 'firehose',
  noun: "a Firehose stream's ARN",
  resource: `deliverystream/${NAME}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:firehose:eu-central-1:111122223333:deliverystream/logs',
});

/** A Firehose stream in a `workloads.yaml`. */
export const DELIVERY_STREAM = nameOrArn(DELIVERY_STREAM_NAME, DELIVERY_STREAM_ARN);

/** Firehose streams. */
export const DELIVERY_STREAMS: ResourceKind<IDeliveryStream> = {
  format: DELIVERY_STREAM,
  nameFormat: DELIVERY_STREAM_NAME,
  arns: (streams, place) =>
    arnsByRegion(streams, place, (name, region) => `arn:${place.partition}:firehose:${region}:${place.account}:deliverystream/${name}`),
  arnOf: ({ deliveryStreamArn }, one) => one(deliveryStreamArn),
};
