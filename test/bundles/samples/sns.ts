import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { SnsBundle } from '../../../lib/bundles/services/sns';

const topic = (stack: Stack) => Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-central-1:111122223333:alerts');

export const SAMPLES: readonly Sample[] = [
  {
    name: 'sns.publish',
    make: (stack) => SnsBundle.publish({ topics: [topic(stack)], encryptionKeys: [key(stack)] }),
    values: { topics: ['alerts'], encryptionKeys: [KEY] },
  },
];
