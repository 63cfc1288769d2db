import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { texts } from '../definition';
import type { BundleDefinition, Parameter, ParameterValues } from '../definition';
import { ENCRYPTION_KEYS, keyArns, useOfKeys } from './kms-statements';
import type { Place } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { arnsOfQueues, QUEUE } from '../resources/queues';
import { allow, arnOfOne, CatalogueBundle, requireSome } from '../statement';

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
  return make(id, queues.map((queue) => arnOfOne(id, queue.queueArn)), keys);
}

function make(id: BundleId, queues: string[], keys: string[]) {
  return new CatalogueBundle(id, (scope) => [
    allow({ actions: OF[id].queues, resources: queues }),
    ...useOfKeys(scope, OF[id].keys, keys, 'sqs'),
  ]);
}

const PARAMETERS: Readonly<Record<string, Parameter>> = {
  queues: { description: 'Names or ARNs of the queues.', type: { kind: 'texts', format: QUEUE }, required: true },
  encryptionKeys: ENCRYPTION_KEYS,
};

function create(id: BundleId) {
  return (values: ParameterValues, place: Place) => {
    return make(id, arnsOfQueues(texts(values, 'queues'), place), texts(values, 'encryptionKeys'));
  };
}

const KEY_MANAGEMENT = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html';

export const SQS_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'sqs.consume',
    summary: 'Receive and delete messages of given queues',
    sources: [KEY_MANAGEMENT],
    parameters: PARAMETERS,
    create: create('sqs.consume'),
  },
  {
    id: 'sqs.produce',
    summary: 'Send messages to given queues',
    sources: [KEY_MANAGEMENT],
    parameters: PARAMETERS,
    create: create('sqs.produce'),
  },
];
