import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { keyUseStatements } from './kms-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { encryptionKeys } from '../resources/kms-keys';
import { QUEUES } from '../resources/queues';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';

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

/** Options for `SqsBundle.redrive`. */
export interface SqsRedriveOptions {
  /** The dead-letter queues. At least one. The key of each is included, where the construct knows it. */
  readonly deadLetterQueues: IQueue[];

  /** The queues to which messages go back. At least one. */
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
 *
 * @example
 * role.addBundle(SqsBundle.consume({ queues: [queue] }));
 */
export class SqsBundle {
  /** Receive and delete messages, one by one or in batches. Bundle id `sqs.consume`. */
  public static consume(options: SqsOptions): IPolicyBundle {
    return CONSUME.fromOptions(options);
  }

  /** Send messages, one by one or in batches. Bundle id `sqs.produce`. */
  public static produce(options: SqsOptions): IPolicyBundle {
    return PRODUCE.fromOptions(options);
  }

  /**
   * Move messages from dead-letter queues back to given queues. Bundle id `sqs.redrive`.
   *
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
   */
  public static redrive(options: SqsRedriveOptions): IPolicyBundle {
    return REDRIVE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [CONSUME, PRODUCE, REDRIVE];
  }

  private constructor() {}
}

const KEY_MANAGEMENT = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html';

const FIND_ACTIONS = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];

const PARAMETERS = {
  queues: required(resources(QUEUES, 'Names or ARNs of the queues.')),
  encryptionKeys: encryptionKeys({ queues: QUEUES }),
};

const CONSUME = defineBundle<SqsOptions>()({
  id: 'sqs.consume',
  summary: 'Receive and delete messages of given queues',
  sources: [KEY_MANAGEMENT],
  parameters: PARAMETERS,
  statements: ({ queues, encryptionKeys: keys }, { scope }) => [
    allow({ actions: [...FIND_ACTIONS, 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'], resources: queues }),
    ...keyUseStatements(scope, ['kms:Decrypt'], keys, 'sqs'),
  ],
});

const PRODUCE = defineBundle<SqsOptions>()({
  id: 'sqs.produce',
  summary: 'Send messages to given queues',
  sources: [KEY_MANAGEMENT],
  parameters: PARAMETERS,
  statements: ({ queues, encryptionKeys: keys }, { scope }) => [
    allow({ actions: [...FIND_ACTIONS, 'sqs:SendMessage'], resources: queues }),
    // Sending needs `Decrypt` too: SQS verifies a new data key before it uses it.
    ...keyUseStatements(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 'sqs'),
  ],
});

const REDRIVE = defineBundle<SqsRedriveOptions>()({
  id: 'sqs.redrive',
  summary: 'Move messages from given dead-letter queues back to given queues',
  sources: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html', KEY_MANAGEMENT],
  parameters: {
    deadLetterQueues: required(resources(QUEUES, 'Names or ARNs of the dead-letter queues.')),
    queues: required(resources(QUEUES, 'Names or ARNs of the queues to which messages go back.')),
    encryptionKeys: encryptionKeys({ deadLetterQueues: QUEUES, queues: QUEUES }),
  },
  statements: ({ deadLetterQueues, queues, encryptionKeys: keys }, { scope }) => [
    allow({
      actions: [
        ...FIND_ACTIONS, 'sqs:CancelMessageMoveTask', 'sqs:DeleteMessage', 'sqs:ListMessageMoveTasks', 'sqs:ReceiveMessage', 'sqs:StartMessageMoveTask',
      ],
      resources: deadLetterQueues,
    }),
    allow({ actions: ['sqs:SendMessage'], resources: queues }),
    ...keyUseStatements(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 'sqs'),
  ],
});
