import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { arnsOfGroupConstructs, arnsOfGroups, AUTO_SCALING_GROUP, onGroups, onGroupsOfClusters, onTaggedGroups } from '../resources/auto-scaling-groups';
import { CLUSTER_NAMES, clustersOfPlace, placeOfClusters, requireLiteralClusterNames } from './cluster-bound';
import type { ClusterBoundOptions, ClusterPlace } from './cluster-bound';
import { flag, flagParameter, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { regionalArns } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { allow, CatalogueBundle, requireSome } from '../statement';

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

const README = 'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md';
const WORKER = 'https://docs.aws.amazon.com/eks/latest/userguide/worker.html';

/** The Kubernetes Cluster Autoscaler: the node groups of given clusters. */
export class ClusterAutoscalerBundle {
  /**
   * Find and scale the node groups of given clusters. Managed node groups are told by the tag
   * `eks:cluster-name`, which EKS gives to their Auto Scaling groups. Bundle id `clusterAutoscaler.controller`.
   *
   * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md#iam-policy
   */
  public static controller(options: ClusterAutoscalerOptions): IPolicyBundle {
    const { selfManagedNodeGroups, autoScalingGroups } = options;
    const place = placeOfClusters(ID, options);
    if (autoScalingGroups) {
      requireSome(ID, 'autoScalingGroups', autoScalingGroups);
    }
    return make(place, arnsOfGroupConstructs(ID, autoScalingGroups ?? []), selfManagedNodeGroups);
  }

  private constructor() {}
}

const ID = 'clusterAutoscaler.controller';

const SCALE = ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'];

function make(place: ClusterPlace, groups: string[], selfManagedNodeGroups: boolean = false) {
  if (selfManagedNodeGroups) {
    requireLiteralClusterNames(ID, place);
  }
  return new CatalogueBundle(ID, () => [
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
      resources: regionalArns(place, 'eks', ...place.clusterNames.map((name) => `nodegroup/${name}/*/*`)),
      evidence: { reason: "the labels and taints of each of the cluster's empty node groups are read, whatever their names and ids", source: README },
    }),
    onTaggedGroups(SCALE, place, 'eks:cluster-name', ...place.clusterNames),
    ...(selfManagedNodeGroups ? onGroupsOfClusters(SCALE, place, place.clusterNames) : []),
    ...onGroups(SCALE, groups),
  ]);
}

export const CLUSTER_AUTOSCALER_BUNDLES: readonly BundleDefinition[] = [
  {
    id: ID,
    summary: 'Find and scale the node groups of given clusters',
    usedBy: 'Cluster Autoscaler',
    versions: '1.28 to 1.36',
    sources: [README, WORKER],
    parameters: {
      clusterNames: CLUSTER_NAMES,
      selfManagedNodeGroups: flagParameter(
        'Allow scaling of self-managed node groups too: those with the tag kubernetes.io/cluster/<cluster name>: owned.'),
      autoScalingGroups: {
        description: 'Names or ARNs of Auto Scaling groups that may be scaled whatever their tags are.',
        type: { kind: 'texts', format: AUTO_SCALING_GROUP },
      },
    },
    create: (values, place) => make(clustersOfPlace(ID, values, place), arnsOfGroups(texts(values, 'autoScalingGroups'), place),
      flag(values, 'selfManagedNodeGroups')),
  },
];
