import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { arnsOfGroupConstructs, arnsOfGroups, AUTO_SCALING_GROUP, onGroups, onGroupsOfClusters } from '../resources/auto-scaling-groups';
import { CLUSTER_NAMES, clustersOfPlace, placeOfClusters, requireLiteralClusterNames } from './cluster-bound';
import type { ClusterPlace } from './cluster-bound';
import { show } from '../../core/text';
import { flag, flagParameter, texts } from '../definition';
import type { BundleDefinition, ParameterValues } from '../definition';
import { ENCRYPTION_KEYS, keyArns, useOfKeys } from '../services/kms-statements';
import { stackPlace } from '../resources/place';
import type { Place } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { arnsOfQueues, QUEUE } from '../resources/queues';
import { allow, arnOfOne, CatalogueBundle, requireSome } from '../statement';

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

const README = 'https://github.com/aws/aws-node-termination-handler/blob/main/README.md';
const WORKER = 'https://docs.aws.amazon.com/eks/latest/userguide/worker.html';

/** The AWS Node Termination Handler. Its other mode, with instance metadata, needs no role. */
export class NodeTerminationHandlerBundle {
  /**
   * Take events from given queues, and complete the lifecycle actions of a cluster's Auto Scaling groups.
   * Bundle id `nodeTerminationHandler.queueProcessor`.
   *
   * @see https://github.com/aws/aws-node-termination-handler/blob/main/README.md#5-create-an-iam-role-for-the-pods
   */
  public static queueProcessor(options: NodeTerminationHandlerOptions): IPolicyBundle {
    const { queues, clusterNames, regions, autoScalingGroups = [], encryptionKeys = [] } = options;
    requireSome(ID, 'queues', queues);
    requireSome(ID, 'clusterNames or autoScalingGroups', clusterNames, options.autoScalingGroups);
    if (regions && !clusterNames?.length) {
      throw new Error(`regions of ${ID} must be left out without clusterNames, since a given Auto Scaling group brings its own along, got ${show(regions)}`);
    }
    const place = clusterNames?.length ? placeOfClusters(ID, { clusterNames, regions }) : { ...stackPlace(), clusterNames: [] };
    return make(place, {
      queues: queues.map((queue) => arnOfOne(ID, queue.queueArn)),
      groups: arnsOfGroupConstructs(ID, autoScalingGroups),
      keys: keyArns(ID, [...queues.map((queue) => queue.encryptionMasterKey), ...encryptionKeys]),
      heartbeats: options.heartbeats,
    });
  }

  private constructor() {}
}

const ID = 'nodeTerminationHandler.queueProcessor';

interface Access {
  readonly queues: string[];
  readonly groups: string[];
  readonly keys: string[];
  readonly heartbeats?: boolean;
}

function make(place: ClusterPlace, { queues, groups, keys, heartbeats = false }: Access) {
  requireLiteralClusterNames(ID, place);
  const lifecycle = ['autoscaling:CompleteLifecycleAction', ...(heartbeats ? ['autoscaling:RecordLifecycleActionHeartbeat'] : [])];
  return new CatalogueBundle(ID, (scope) => [
    allow({ actions: ['sqs:DeleteMessage', 'sqs:ReceiveMessage'], resources: queues }),
    allow({
      actions: ['ec2:DescribeInstances', ...(heartbeats ? ['autoscaling:DescribeLifecycleHooks'] : [])],
      resources: ['*'],
      evidence: { reason: 'the instance and the lifecycle hook of an event are looked up, and the actions support no resource', source: README },
    }),
    ...onGroupsOfClusters(lifecycle, place, place.clusterNames),
    ...onGroups(lifecycle, groups),
    ...useOfKeys(scope, ['kms:Decrypt'], keys, 'sqs'),
  ]);
}

/** The clusters of a workload count only where no groups are given. */
function clustersOf(values: ParameterValues, place: Place): ClusterPlace {
  return values.clusterNames === undefined && values.autoScalingGroups !== undefined
    ? { ...place, clusterNames: [] } : clustersOfPlace(ID, values, place);
}

export const NODE_TERMINATION_HANDLER_BUNDLES: readonly BundleDefinition[] = [
  {
    id: ID,
    summary: "Take events from given queues, complete lifecycle actions of a cluster's Auto Scaling groups",
    usedBy: 'AWS Node Termination Handler (queue processor)',
    versions: '1.17 to 1.25',
    sources: [README, WORKER],
    parameters: {
      queues: { description: 'Names or ARNs of the queues that get the events.', type: { kind: 'texts', format: QUEUE }, required: true },
      clusterNames: {
        ...CLUSTER_NAMES,
        description: 'Names of the clusters in EKS whose Auto Scaling groups have the tag kubernetes.io/cluster/<cluster name>: owned. ' +
          "Default: the clusterName of each of the workload's clusters; none if autoScalingGroups are given.",
      },
      autoScalingGroups: {
        description: 'Names or ARNs of Auto Scaling groups for which lifecycle actions may be completed, whatever their tags are.',
        type: { kind: 'texts', format: AUTO_SCALING_GROUP },
      },
      encryptionKeys: ENCRYPTION_KEYS,
      heartbeats: flagParameter('Allow heartbeats, which prolong lifecycle actions (heartbeatInterval).'),
    },
    create: (values, place) => make(clustersOf(values, place), {
      queues: arnsOfQueues(texts(values, 'queues'), place),
      groups: arnsOfGroups(texts(values, 'autoScalingGroups'), place),
      keys: texts(values, 'encryptionKeys'),
      heartbeats: flag(values, 'heartbeats'),
    }),
  },
];
