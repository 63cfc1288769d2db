import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { arnsOf, texts } from './definition';
import type { BundleDefinition, Parameter, ParameterValues, Place } from './definition';
import { ENCRYPTION_KEYS, keyArns, useOfKeys } from './encryption';
import { nameOrArn } from './name-or-arn';
import type { IPolicyBundle } from './policy-bundle';
import { allow, CatalogueBundle, requireSome } from './statement';
import { arnFormat } from '../core/arn';
import { partitionOfRegion } from '../core/partition';
import type { TextFormat } from '../core/text-format';

/** Options for `SqsBundle.consume` and `SqsBundle.produce`. */
export interface SqsOptions {
  /** The queues. At least one. The key of each is included, where the construct knows it. */
  readonly queues: IQueue[];

  /**
   * Customer-managed KMS keys of queues whose constructs do not know them; usable through SQS only.
   *
   * @default - the keys that the queues' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * SQS: given queues.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export class SqsBundle {
  /** Receive and delete messages, one by one or in batches. Bundle id `sqs.consume`. */
  public static consume(options: SqsOptions): IPolicyBundle {
    return fromConstructs('sqs.consume', options);
  }

  /** Send messages, one by one or in batches. Bundle id `sqs.produce`. */
  public static produce(options: SqsOptions): IPolicyBundle {
    return fromConstructs('sqs.produce', options);
  }

  private constructor() {}
}

type BundleId = 'sqs.consume' | 'sqs.produce';

const FIND = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];

/** Sending needs `Decrypt` too: SQS verifies a new data key before it uses it. */
const OF: Readonly<Record<BundleId, { queues: readonly string[]; keys: readonly string[] }>> = {
  'sqs.consume': { queues: [...FIND, 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'], keys: ['kms:Decrypt'] },
  'sqs.produce': { queues: [...FIND, 'sqs:SendMessage'], keys: ['kms:Decrypt', 'kms:GenerateDataKey'] },
};

function fromConstructs(id: BundleId, { queues, encryptionKeys = [] }: SqsOptions) {
  requireSome(id, 'queues', queues);
  const keys = keyArns(id, [...queues.map((queue) => queue.encryptionMasterKey), ...encryptionKeys]);
  return make(id, queues.map((queue) => queue.queueArn), keys);
}

function make(id: BundleId, queues: string[], keys: string[]) {
  return new CatalogueBundle(id, (scope) => [
    allow({ actions: OF[id].queues, resources: queues }),
    ...useOfKeys(scope, OF[id].keys, keys, 'sqs'),
  ]);
}

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

const PARAMETERS: Readonly<Record<string, Parameter>> = {
  queues: { description: 'Names or ARNs of the queues.', type: { kind: 'texts', format: nameOrArn(QUEUE_NAME, QUEUE_ARN) }, required: true },
  encryptionKeys: ENCRYPTION_KEYS,
};

function create(id: BundleId) {
  return (values: ParameterValues, place: Place) => {
    const queues = arnsOf(texts(values, 'queues'), place, (name, region) => `arn:${place.partition}:sqs:${region}:${place.account}:${name}`);
    return make(id, queues, texts(values, 'encryptionKeys'));
  };
}

export const SQS_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'sqs.consume',
    summary: 'Receive and delete messages of given queues',
    parameters: PARAMETERS,
    create: create('sqs.consume'),
  },
  {
    id: 'sqs.produce',
    summary: 'Send messages to given queues',
    parameters: PARAMETERS,
    create: create('sqs.produce'),
  },
];
