import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { NodeTerminationHandlerBundle } from '../../../lib/bundles/controllers/node-termination-handler';

const queue = (stack: Stack) => Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-central-1:111122223333:node-events');

export const SAMPLES: readonly Sample[] = [
  {
    name: 'nodeTerminationHandler.queueProcessor',
    make: (stack) => NodeTerminationHandlerBundle.queueProcessor({ queues: [queue(stack)], clusterNames: ['production'] }),
    values: { queues: ['node-events'] },
  },
  {
    name: 'nodeTerminationHandler.queueProcessor-groups',
    make: (stack) => NodeTerminationHandlerBundle.queueProcessor({
      queues: [queue(stack)],
      autoScalingGroups: [AutoScalingGroup.fromAutoScalingGroupName(stack, 'Group', 'gpu-workers')],
      encryptionKeys: [key(stack)],
      heartbeats: true,
    }),
    values: { queues: ['arn:aws:sqs:eu-central-1:111122223333:node-events'], autoScalingGroups: ['gpu-workers'], encryptionKeys: [KEY], heartbeats: true },
  },
  {
    name: 'nodeTerminationHandler.queueProcessor-clusters',
    make: (stack) => NodeTerminationHandlerBundle.queueProcessor({ queues: [queue(stack)], clusterNames: ['production', 'batch'] }),
    values: { queues: ['node-events'], clusterNames: ['production', 'batch'] },
  },
];
