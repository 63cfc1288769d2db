import { Role } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Stack } from 'aws-cdk-lib/core';
import { key, KEY } from './sample';
import type { Sample } from './sample';
import { KarpenterBundle } from '../../../lib/bundles/controllers/karpenter';
import { KarpenterVersion } from '../../../lib/bundles/controllers/karpenter-version';

const NODE_ROLE = 'arn:aws:iam::111122223333:role/production-nodes';

const nodeRole = (stack: Stack) => Role.fromRoleArn(stack, 'NodeRole', NODE_ROLE);
const queue = (stack: Stack) => Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-central-1:111122223333:production');

export const SAMPLES: readonly Sample[] = [
  {
    name: 'karpenter.controller',
    make: (stack) => KarpenterBundle.controller({
      clusterNames: ['production'], nodeRoles: [nodeRole(stack)], interruptionQueues: [queue(stack)],
    }),
    values: { nodeRoles: [NODE_ROLE], interruptionQueues: ['production'] },
  },
  {
    name: 'karpenter.controller-options',
    make: (stack, keys = [key(stack)]) => KarpenterBundle.controller({
      clusterNames: ['production', 'batch'],
      nodeRoles: [nodeRole(stack)],
      version: KarpenterVersion.V1_12,
      manageInstanceProfiles: false,
      interruptionQueues: [queue(stack)],
      queueEncryptionKeys: keys,
      volumeEncryptionKeys: keys,
      amiParameters: [StringParameter.fromStringParameterName(stack, 'Ami', '/images/nodes')],
      discoveryTag: 'karpenter.sh/discovery',
      sharingAccounts: ['444455556666'],
      createSpotServiceLinkedRole: true,
    }),
    values: {
      clusterNames: ['production', 'batch'],
      nodeRoles: [NODE_ROLE],
      version: '1.14.1',
      manageInstanceProfiles: false,
      interruptionQueues: ['production'],
      queueEncryptionKeys: [KEY],
      volumeEncryptionKeys: [KEY],
      amiParameters: ['/images/nodes'],
      discoveryTag: 'karpenter.sh/discovery',
      sharingAccounts: ['444455556666'],
      createSpotServiceLinkedRole: true,
    },
  },
  {
    name: 'karpenter.controller-zonalShift',
    make: (stack) => KarpenterBundle.controller({ clusterNames: ['production'], nodeRoles: [nodeRole(stack)], zonalShift: true }),
    values: { nodeRoles: [NODE_ROLE], zonalShift: true },
  },
  {
    name: 'karpenter.controller-oldest',
    make: (stack) => KarpenterBundle.controller({ clusterNames: ['production'], nodeRoles: [nodeRole(stack)], version: KarpenterVersion.V1_0 }),
    values: { nodeRoles: [NODE_ROLE], version: '1.0' },
  },
];
