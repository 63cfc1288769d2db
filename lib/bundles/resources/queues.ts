import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import { partitionOfRegion } from '../../core/partition';
import type { TextFormat } from '../../core/text-format';

const NAME = '[A-Za-z0-9_-]{1,75}\\.fifo|[A-Za-z0-9_-]{1,80}';

const QUEUE_NAME: TextFormat = {
  pattern: NAME,
  rule: "the name of a queue (1 to 80 letters, digits, '-' and '_', and '.fifo' at the end of a FIFO queue's)",
  example: 'jobs',
  hint: (value) => {
    const [, region, account, name] = /^https?:\/\/sqs\.([a-z0-9-]+)\.[a-z.]+\/(\d{12})\/([\w-]+(?:\.fifo)?)$/.exec(value) ?? [];
    const partition = region && partitionOfRegion(region);
    return partition ? `this is the queue's URL; write its ARN, "arn:${partition.name}:sqs:${region}:${account}:${name}"` : undefined;
  },
};

const QUEUE_ARN = arnFormat({
  service: 'sqs',
  noun: "a queue's ARN",
  resource: `(?:${NAME})`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:sqs:eu-central-1:111122223333:jobs',
});

/** A queue in a `workloads.yaml`. */
export const QUEUE = nameOrArn(QUEUE_NAME, QUEUE_ARN);

/** Queues of SQS. */
export const QUEUES: ResourceKind<IQueue> = {
  format: QUEUE,
  arns: (queues, place) => arnsByRegion(queues, place, (name, region) => `arn:${place.partition}:sqs:${region}:${place.account}:${name}`),
  arnOf: ({ queueArn }, one) => one(queueArn),
  keyOf: ({ encryptionMasterKey }) => encryptionMasterKey,
};
