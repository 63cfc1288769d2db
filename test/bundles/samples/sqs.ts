import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { SqsBundle } from '../../../lib/bundles/services/sqs';

const queue = (stack: Stack) => Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-central-1:111122223333:jobs');
const encryptedQueue = (stack: Stack) => Queue.fromQueueAttributes(stack, 'Queue', {
  queueArn: 'arn:aws:sqs:eu-central-1:111122223333:jobs', keyArn: KEY,
});

export const SAMPLES: readonly Sample[] = [
  {
    name: 'sqs.consume',
    make: (stack) => SqsBundle.consume({ queues: [encryptedQueue(stack)] }),
    values: { queues: ['jobs'], encryptionKeys: [KEY] },
  },
  {
    name: 'sqs.produce',
    make: (stack) => SqsBundle.produce({ queues: [queue(stack)], encryptionKeys: [key(stack)] }),
    values: { queues: ['arn:aws:sqs:eu-central-1:111122223333:jobs'], encryptionKeys: [KEY] },
  },
  {
    name: 'sqs.redrive',
    make: (stack) => SqsBundle.redrive({
      deadLetterQueues: [Queue.fromQueueArn(stack, 'Dead', 'arn:aws:sqs:eu-central-1:111122223333:jobs-dead')],
      queues: [encryptedQueue(stack)],
    }),
    values: { deadLetterQueues: ['jobs-dead'], queues: ['jobs'], encryptionKeys: [KEY] },
  },
];
