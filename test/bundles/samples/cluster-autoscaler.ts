import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { Sample } from './sample';
import { ClusterAutoscalerBundle } from '../../../lib/bundles/controllers/cluster-autoscaler';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'clusterAutoscaler.controller',
    make: () => ClusterAutoscalerBundle.controller({ clusterNames: ['production'] }),
    values: {},
  },
  {
    name: 'clusterAutoscaler.controller-selfManaged',
    make: (stack) => ClusterAutoscalerBundle.controller({
      clusterNames: ['production', 'batch'],
      selfManagedNodeGroups: true,
      autoScalingGroups: [AutoScalingGroup.fromAutoScalingGroupName(stack, 'Group', 'gpu-workers')],
    }),
    values: { clusterNames: ['production', 'batch'], selfManagedNodeGroups: true, autoScalingGroups: ['gpu-workers'] },
  },
];
