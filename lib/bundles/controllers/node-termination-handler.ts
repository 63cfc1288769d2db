import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { groupsOfClustersStatements, groupsStatements } from './auto-scaling-statements';
import { CLUSTER_NAME } from '../../core/names';
import { show } from '../../core/text';
import type { BundleParameter } from '../bundle-parameter';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, orNone, regions, required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { AUTO_SCALING_GROUPS } from '../resources/auto-scaling-groups';
import { clusterNames, requireLiteralNames } from '../resources/clusters';
import { encryptionKeys } from '../resources/kms-keys';
import { QUEUES } from '../resources/queues';
import { resources } from '../resources/resource-kind';
import { keyUseStatements } from '../services/kms-statements';
import { allow } from '../statement';

/** Options for `NodeTerminationHandlerBundle.queueProcessor`. At least one of `clusterNames` and `autoScalingGroups` must name one. */
export interface NodeTerminationHandlerOptions {
  /** The queues that get the events. At least one. The key of each is included, where the construct knows it. */
  readonly queues: IQueue[];

  /**
   * The names of the clusters in EKS. Lifecycle actions may be completed for every Auto Scaling group
   * with the tag `kubernetes.io/cluster/<cluster name>: owned`, which self-managed nodes need to join. Literal
   * names, since they stand in the key of a condition; where they are known only at deploy time, give the
   * `autoScalingGroups`.
   *
   * @default - no group is told by its tag
   */
  readonly clusterNames?: string[];

  /**
   * The regions of the clusters. An error without `clusterNames`, since a given Auto Scaling group brings its own along.
   *
   * @default - the region of the role's stack
   */
  readonly regions?: string[];

  /**
   * Auto Scaling groups for which lifecycle actions may be completed, whatever their tags are.
   *
   * @default - none
   */
  readonly autoScalingGroups?: IAutoScalingGroup[];

  /**
   * Customer-managed KMS keys of queues whose constructs do not know them; usable through SQS only.
   *
   * @default - the keys that the queues' constructs know
   */
  readonly encryptionKeys?: IKey[];

  /**
   * Allow heartbeats, which prolong lifecycle actions: for the flag `--heartbeat-interval` (in the Helm chart
   * `heartbeatInterval`) of 1.24 and later.
   *
   * @default false
   */
  readonly heartbeats?: boolean;
}

/**
 * The AWS Node Termination Handler. Its other mode, with instance metadata, needs no role.
 *
 * @example
 * role.addBundle(NodeTerminationHandlerBundle.queueProcessor({ queues: [queue], clusterNames: ['production'] }));
 */
export class NodeTerminationHandlerBundle {
  /**
   * Take events from given queues, and complete the lifecycle actions of a cluster's Auto Scaling groups.
   * Bundle id `nodeTerminationHandler.queueProcessor`.
   *
   * @see https://github.com/aws/aws-node-termination-handler/blob/main/README.md#5-create-an-iam-role-for-the-pods
   */
  public static queueProcessor(options: NodeTerminationHandlerOptions): IPolicyBundle {
    return QUEUE_PROCESSOR.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [QUEUE_PROCESSOR];
  }

  private constructor() {}
}

const README = 'https://github.com/aws/aws-node-termination-handler/blob/main/README.md';
const WORKER = 'https://docs.aws.amazon.com/eks/latest/userguide/worker.html';

const QUEUE_PROCESSOR = defineBundle<NodeTerminationHandlerOptions>()({
  id: 'nodeTerminationHandler.queueProcessor',
  summary: "Take events from given queues, complete lifecycle actions of a cluster's Auto Scaling groups",
  usedBy: 'AWS Node Termination Handler (queue processor)',
  upstream: [
    { repository: 'aws/aws-node-termination-handler', release: 'v1.25.6', since: '1.17', documents: ['README.md'] },
  ],
  sources: [README, WORKER],
  parameters: {
    queues: required(resources(QUEUES, 'Names or ARNs of the queues that get the events.')),
    clusterNames: clusterNamesUnlessGroups(),
    regions: regions(),
    autoScalingGroups: orNone(resources(AUTO_SCALING_GROUPS,
      'Names or ARNs of Auto Scaling groups for which lifecycle actions may be completed, whatever their tags are.')),
    encryptionKeys: encryptionKeys({ queues: QUEUES }),
    heartbeats: flag('Allow heartbeats, which prolong lifecycle actions (heartbeatInterval).'),
  },
  check: (values, check) => {
    if (values.clusterNames.length + values.autoScalingGroups.length === 0) {
      check.refuse(undefined, 'must have at least one of clusterNames or autoScalingGroups');
    }
    if (values.regions.length > 0 && values.clusterNames.length === 0) {
      check.refuse('regions',
        `must be left out without clusterNames, since a given Auto Scaling group brings its own along, got ${show(values.regions)}`);
    }
    requireLiteralNames(values, check);
  },
  statements: (values, { place, scope }) => {
    const { heartbeats } = values;
    const lifecycle = ['autoscaling:CompleteLifecycleAction', ...(heartbeats ? ['autoscaling:RecordLifecycleActionHeartbeat'] : [])];
    return [
      allow({ actions: ['sqs:DeleteMessage', 'sqs:ReceiveMessage'], resources: values.queues }),
      allow({
        actions: ['ec2:DescribeInstances', ...(heartbeats ? ['autoscaling:DescribeLifecycleHooks'] : [])],
        resources: ['*'],
        evidence: { reason: 'the instance and the lifecycle hook of an event are looked up, and the actions support no resource', source: README },
      }),
      ...groupsOfClustersStatements(lifecycle, place, values.clusterNames),
      ...groupsStatements(lifecycle, values.autoScalingGroups),
      ...keyUseStatements(scope, ['kms:Decrypt'], values.encryptionKeys, 'sqs'),
    ];
  },
});

/** The clusters of a workload count only where no groups are given. */
function clusterNamesUnlessGroups(): BundleParameter<string[] | undefined, string[]> {
  const parameter = orNone(texts(CLUSTER_NAME,
    'Names of the clusters in EKS whose Auto Scaling groups have the tag kubernetes.io/cluster/<cluster name>: owned. ' +
    "Default: the clusterName of each of the workload's clusters; none if autoScalingGroups are given."));
  return {
    ...parameter,
    fromYaml: (given, name, input) => given === undefined && input.given('autoScalingGroups') !== undefined
      ? [] : clusterNames().fromYaml(given, name, input),
  };
}
