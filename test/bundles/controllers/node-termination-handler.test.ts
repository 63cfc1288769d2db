import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Lazy } from 'aws-cdk-lib/core';
import { NodeTerminationHandlerBundle } from '../../../lib/bundles/controllers/node-termination-handler';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { newStack } from '../../support';
import { PLACE, stackIn, statementsOf } from '../support';

const QUEUE = 'arn:aws:sqs:eu-central-1:111122223333:node-events';

const stack = stackIn(PLACE);
const queues = [Queue.fromQueueArn(stack, 'Queue', QUEUE)];
const autoScalingGroups = [AutoScalingGroup.fromAutoScalingGroupName(stack, 'Group', 'gpu-workers')];

const ID = 'nodeTerminationHandler.queueProcessor';
const FACTORY = 'NodeTerminationHandlerBundle.queueProcessor';

test.each<[string, () => unknown]>([
  [`${FACTORY}: queues: must name at least one, got []`, () => NodeTerminationHandlerBundle.queueProcessor({ queues: [], clusterNames: ['production'] })],
  [`${FACTORY}: must have at least one of clusterNames or autoScalingGroups`, () => NodeTerminationHandlerBundle.queueProcessor({ queues })],
  [
    `${FACTORY}: must have at least one of clusterNames or autoScalingGroups`,
    () => NodeTerminationHandlerBundle.queueProcessor({ queues, clusterNames: [], autoScalingGroups: [] }),
  ],
  [
    `${FACTORY}: regions: must be left out without clusterNames, since a given Auto Scaling group brings its own along, got ["eu-west-1"]`,
    () => NodeTerminationHandlerBundle.queueProcessor({ queues, autoScalingGroups, regions: ['eu-west-1'] }),
  ],
  [
    `${FACTORY}: regions: must name at least one, got []`,
    () => NodeTerminationHandlerBundle.queueProcessor({ queues, autoScalingGroups, clusterNames: [], regions: [] }),
  ],
  [
    `${FACTORY}: clusterNames: must be literal, since the name stands in the key of a condition ` +
    '(such as aws:ResourceTag/kubernetes.io/cluster/<name>), got a deploy-time value: give the cluster a literal clusterName, and name it here',
    () => NodeTerminationHandlerBundle.queueProcessor({ queues, clusterNames: [Lazy.string({ produce: () => 'production' })] }),
  ],
  [
    `${FACTORY}: queues[0]: must be one resource, without wildcards and policy variables, got "arn:aws:sqs:eu-central-1:111122223333:node-*"`,
    () => NodeTerminationHandlerBundle.queueProcessor({
      queues: [Queue.fromQueueArn(stack, 'Any', 'arn:aws:sqs:eu-central-1:111122223333:node-*')], clusterNames: ['production'],
    }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test('groups may be given beside clusters', () => {
  const statements = statementsOf(NodeTerminationHandlerBundle.queueProcessor({
    queues, clusterNames: ['production'], regions: ['eu-central-1', 'eu-west-1'], autoScalingGroups,
  }), stack);
  expect(statements.slice(2).map(({ Resource }) => Resource)).toEqual([
    [
      'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:*:autoScalingGroupName/*',
      'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/*',
    ],
    'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:*:autoScalingGroupName/gpu-workers',
  ]);
});

test('a queue brings its key along', () => {
  const own = newStack();
  const encryptionMasterKey = new Key(own, 'Key');
  const bundle = NodeTerminationHandlerBundle.queueProcessor({
    queues: [new Queue(own, 'Queue', { encryptionMasterKey })], clusterNames: ['production'],
  });
  expect(bundle.bind(own).statements!.at(-1)!.statement.resources).toEqual([encryptionMasterKey.keyArn]);
});

describe('in workloads.yaml', () => {
  const create = (values: Record<string, unknown>, place = PLACE) => statementsOf(bundleDefinition(ID)!.create({ queues: ['node-events'], ...values }, place), stack);

  test('the clusters of the workload count, unless groups are given', () => {
    const conditions = (values: Record<string, unknown>) => create(values).slice(2).map(({ Condition }) => Condition);
    const tagged = { StringEquals: { 'autoscaling:ResourceTag/kubernetes.io/cluster/production': 'owned' } };
    expect(conditions({})).toEqual([tagged]);
    expect(conditions({ autoScalingGroups: ['gpu-workers'] })).toEqual([undefined]);
    expect(conditions({ autoScalingGroups: ['gpu-workers'], clusterNames: ['production'] })).toEqual([tagged, undefined]);
  });

  test('clusters without a name are refused, unless groups are given', () => {
    const nameless = { ...PLACE, clusterNames: undefined };
    expect(() => create({}, nameless)).toThrow(`${ID}: must know the names that the workload's clusters have in EKS`);
    expect(create({ autoScalingGroups: ['gpu-workers'] }, nameless)).toHaveLength(3);
  });
});
