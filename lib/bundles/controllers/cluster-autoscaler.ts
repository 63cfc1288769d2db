import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { groupsOfClustersStatements, groupsStatements, taggedGroupsStatement } from './auto-scaling-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, regions } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { AUTO_SCALING_GROUPS } from '../resources/auto-scaling-groups';
import { clusterNames, requireLiteralNames } from '../resources/clusters';
import type { ClusterBoundOptions } from '../resources/clusters';
import { regionalArns } from '../resources/place';
import { resources } from '../resources/resource-kind';
import { allow } from '../statement';

/** Options for `ClusterAutoscalerBundle.controller`. */
export interface ClusterAutoscalerOptions extends ClusterBoundOptions {
  /**
   * Allow scaling of the clusters' self-managed node groups too: those with the tag
   * `kubernetes.io/cluster/<cluster name>: owned`, which nodes need to join. The names of the clusters
   * must then be literal, since they stand in the key of a condition.
   *
   * @default false
   */
  readonly selfManagedNodeGroups?: boolean;

  /**
   * Auto Scaling groups that may be scaled whatever their tags are, as with the flag `--nodes`.
   *
   * @default - none
   */
  readonly autoScalingGroups?: IAutoScalingGroup[];
}

/**
 * The Kubernetes Cluster Autoscaler: the node groups of given clusters.
 *
 * @example
 * role.addBundle(ClusterAutoscalerBundle.controller({ clusterNames: ['production'] }));
 */
export class ClusterAutoscalerBundle {
  /**
   * Find and scale the node groups of given clusters. Managed node groups are told by the tag
   * `eks:cluster-name`, which EKS gives to their Auto Scaling groups. Bundle id `clusterAutoscaler.controller`.
   *
   * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md#iam-policy
   */
  public static controller(options: ClusterAutoscalerOptions): IPolicyBundle {
    return CONTROLLER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [CONTROLLER];
  }

  private constructor() {}
}

const README = 'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md';
const WORKER = 'https://docs.aws.amazon.com/eks/latest/userguide/worker.html';

const SCALING_ACTIONS = ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'];

const CONTROLLER = defineBundle<ClusterAutoscalerOptions>()({
  id: 'clusterAutoscaler.controller',
  summary: 'Find and scale the node groups of given clusters',
  usedBy: 'Cluster Autoscaler',
  upstream: [
    {
      repository: 'kubernetes/autoscaler',
      release: 'cluster-autoscaler-1.36.0',
      since: '1.28',
      documents: ['cluster-autoscaler/cloudprovider/aws/README.md'],
    },
  ],
  sources: [README, WORKER],
  parameters: {
    clusterNames: clusterNames(),
    regions: regions(),
    selfManagedNodeGroups: flag(
      'Allow scaling of self-managed node groups too: those with the tag kubernetes.io/cluster/<cluster name>: owned.'),
    autoScalingGroups: resources(AUTO_SCALING_GROUPS, 'Names or ARNs of Auto Scaling groups that may be scaled whatever their tags are.'),
  },
  check: (values, check) => {
    if (values.selfManagedNodeGroups) {
      requireLiteralNames(values, check);
    }
  },
  statements: ({ clusterNames: clusters, selfManagedNodeGroups, autoScalingGroups }, { place }) => [
    allow({
      actions: [
        'autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeLaunchConfigurations', 'autoscaling:DescribeScalingActivities',
        'ec2:DescribeImages', 'ec2:DescribeInstanceTypes', 'ec2:DescribeLaunchTemplateVersions', 'ec2:GetInstanceTypesFromInstanceRequirements',
      ],
      resources: ['*'],
      evidence: { reason: 'groups and the sizes of their instances are looked up, and the actions support no resource', source: README },
    }),
    allow({
      actions: ['eks:DescribeNodegroup'],
      resources: regionalArns(place, 'eks', ...clusters.map((name) => `nodegroup/${name}/*/*`)),
      evidence: { reason: "the labels and taints of each of the cluster's empty node groups are read, whatever their names and ids", source: README },
    }),
    taggedGroupsStatement(SCALING_ACTIONS, place, 'eks:cluster-name', ...clusters),
    ...(selfManagedNodeGroups ? groupsOfClustersStatements(SCALING_ACTIONS, place, clusters) : []),
    ...groupsStatements(SCALING_ACTIONS, autoScalingGroups),
  ],
});
