import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, MachineImage, Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnParameter, Lazy } from 'aws-cdk-lib/core';
import { ClusterAutoscalerBundle } from '../../../lib/bundles/controllers/cluster-autoscaler';
import { bundleDefinition } from '../../../lib/bundles/definitions';
import { AUTO_SCALING_GROUP } from '../../../lib/bundles/resources/auto-scaling-groups';
import { explain } from '../../../lib/core/text-format';
import { newStack } from '../../support';
import { PLACE, stackIn, statementsOf } from '../support';

const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab';

test.each<[string, () => unknown]>([
  ['ClusterAutoscalerBundle.controller: clusterNames: must name at least one, got []', () => ClusterAutoscalerBundle.controller({ clusterNames: [] })],
  [
    'ClusterAutoscalerBundle.controller: clusterNames[0]: must be the name of a cluster in EKS ' +
    '(1 to 100 letters, digits, \'-\' and \'_\', beginning with a letter or digit), ' +
    'got "arn:aws:eks:eu-central-1:111122223333:cluster/production": this is the cluster\'s ARN; write its name, "production"',
    () => ClusterAutoscalerBundle.controller({ clusterNames: ['arn:aws:eks:eu-central-1:111122223333:cluster/production'] }),
  ],
  [
    'ClusterAutoscalerBundle.controller: autoScalingGroups: must name at least one, got []',
    () => ClusterAutoscalerBundle.controller({ clusterNames: ['production'], autoScalingGroups: [] }),
  ],
  [
    'ClusterAutoscalerBundle.controller: autoScalingGroups[0]: must be one resource, without wildcards and policy variables, got "eks-*"',
    () => ClusterAutoscalerBundle.controller({
      clusterNames: ['production'], autoScalingGroups: [AutoScalingGroup.fromAutoScalingGroupName(newStack(), 'Any', 'eks-*')],
    }),
  ],
  [
    'ClusterAutoscalerBundle.controller: clusterNames: must be literal, since the name stands in the key of a condition ' +
    '(such as aws:ResourceTag/kubernetes.io/cluster/<name>), got a deploy-time value: give the cluster a literal clusterName, and name it here',
    () => ClusterAutoscalerBundle.controller({ clusterNames: [Lazy.string({ produce: () => 'production' })], selfManagedNodeGroups: true }),
  ],
])('%s', (message, make) => {
  expect(make).toThrow(new Error(message));
});

test('a name that is known at deploy time is enough for managed node groups', () => {
  const stack = stackIn(PLACE);
  const clusterNames = [new CfnParameter(stack, 'Name').valueAsString];
  const statements = statementsOf(ClusterAutoscalerBundle.controller({ clusterNames }), stack);
  expect(statements[1].Resource).toBe('arn:aws:eks:eu-central-1:111122223333:nodegroup/<Name>/*/*');
  expect(statements[2].Condition).toEqual({ StringEquals: { 'autoscaling:ResourceTag/eks:cluster-name': '<Name>' } });
});

test('groups of this app are named, whatever their ids', () => {
  // GIVEN
  const stack = stackIn(PLACE);
  const group = new AutoScalingGroup(stack, 'Group', {
    vpc: new Vpc(stack, 'Vpc'), instanceType: new InstanceType('m7i.large'), machineImage: MachineImage.genericLinux({ 'eu-central-1': 'ami-1' }),
  });
  // WHEN
  const statements = statementsOf(ClusterAutoscalerBundle.controller({ clusterNames: ['production'], autoScalingGroups: [group] }), stack);
  // THEN
  const name = stack.resolve(group.autoScalingGroupName).Ref;
  expect(statements[3].Resource).toBe(`arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:*:autoScalingGroupName/<${name}>`);
});

test('two regions', () => {
  const statements = statementsOf(ClusterAutoscalerBundle.controller({ clusterNames: ['blue'], regions: ['eu-central-1', 'eu-west-1'] }), stackIn(PLACE));
  expect(statements[2].Resource).toEqual([
    'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:*:autoScalingGroupName/*',
    'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/*',
  ]);
});

describe('in workloads.yaml', () => {
  const create = (values: Record<string, unknown>, place = PLACE) => bundleDefinition('clusterAutoscaler.controller')!.create(values, place);

  test('clusters without a name are refused', () => {
    expect(() => create({}, { ...PLACE, clusterNames: undefined })).toThrow('clusterAutoscaler.controller: must know the names');
  });

  test('a group may have its ARN, which has no wildcard', () => {
    const arn = `arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:${UUID}:autoScalingGroupName/gpu`;
    const bundle = create({ autoScalingGroups: [arn] });
    const [, , , named] = bundle.bind(stackIn(PLACE)).statements!;
    expect(named.statement.resources).toEqual([arn]);
    expect(named.evidence).toEqual([]);
  });

  test.each([
    ['eks-*', 'must be the name of an Auto Scaling group (1 to 255 letters, digits, spaces and _./@+=,()#-), or an Auto Scaling group\'s ARN'],
    [`arn:aws:ec2:eu-west-1:111122223333:autoScalingGroup:${UUID}:autoScalingGroupName/gpu`, 'this ARN is of service "ec2", not "autoscaling"'],
  ])('%s is no group', (value, message) => {
    expect(explain(AUTO_SCALING_GROUP, value)).toContain(message);
  });
});
