import { arnFormat } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';
import { arnsOf } from '../definition';
import { nameOrArn } from './name-or-arn';
import type { Place } from './place';

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

export function arnsOfDeliveryStreams(streams: readonly string[], place: Place): string[] {
  return arnsOf(streams, place, (name, region) => `arn:${place.partition}:firehose:${region}:${place.account}:deliverystream/${name}`);
}
