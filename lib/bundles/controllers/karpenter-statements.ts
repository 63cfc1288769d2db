import type { IConstruct } from 'constructs';
import { changeStatements, launchStatements } from './karpenter-launch-statements';
import type { LaunchSources } from './karpenter-launch-statements';
import { CLOUDFORMATION, CLUSTER_TAG, NODE_CLASS_TAG, REGION_TAG } from './karpenter-tags';
import { isAtLeast } from './version';
import type { BundleStatement } from '../policy-bundle';
import type { ClusterPlace } from '../resources/clusters';
import { globalArn, regionalArns, regionalArnsWithoutAccount } from '../resources/place';
import { keyGrantStatements, keyUseStatements } from '../services/kms-statements';
import { serviceLinkedRoleStatement } from '../services/service-linked-role';
import { allow, oneOrMore } from '../statement';

/** What Karpenter may do, by plain values. */
export interface KarpenterAccess extends LaunchSources {
  readonly place: ClusterPlace;
  /** ARNs of the nodes' roles. */
  readonly nodeRoles: readonly string[];
  readonly manageInstanceProfiles: boolean;
  readonly interruptionQueues: readonly string[];
  readonly queueEncryptionKeys: readonly string[];
  readonly volumeEncryptionKeys: readonly string[];
  /** ARNs of parameters that hold the id of an image. */
  readonly amiParameters: readonly string[];
  readonly createSpotServiceLinkedRole: boolean;
  readonly zonalShift: boolean;
}

/** @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html */
const VOLUME_KEY_ACTIONS = ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

export function karpenterStatements(scope: IConstruct, access: KarpenterAccess): BundleStatement[] {
  const { place, interruptionQueues, volumeEncryptionKeys } = access;
  return [
    ...launchStatements(place, access),
    ...changeStatements(place),
    ...readStatements(access),
    passRoleStatement(access.nodeRoles),
    ...(access.manageInstanceProfiles ? instanceProfileStatements(place, access.version) : []),
    // The keys of queues do nothing without queues.
    ...(interruptionQueues.length > 0 ? [
      allow({ actions: ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'], resources: interruptionQueues }),
      ...keyUseStatements(scope, ['kms:Decrypt'], access.queueEncryptionKeys, 'sqs'),
    ] : []),
    ...keyUseStatements(scope, VOLUME_KEY_ACTIONS, volumeEncryptionKeys, 'ec2'),
    ...keyGrantStatements(scope, volumeEncryptionKeys, 'ec2'),
    ...(access.createSpotServiceLinkedRole ? [serviceLinkedRoleStatement(place, 'spot.amazonaws.com', 'AWSServiceRoleForEC2Spot')] : []),
    ...(access.zonalShift ? [zonalShiftStatement(place)] : []),
  ];
}

/** Looking up what there is. */
function readStatements({ place, version, amiParameters }: KarpenterAccess): BundleStatement[] {
  return [
    describeStatement(place, version),
    allow({
      actions: ['pricing:GetProducts', ...(isAtLeast(version, '1.7') ? ['iam:ListInstanceProfiles'] : [])],
      resources: ['*'],
      evidence: { reason: "prices, and the instance profiles of the cluster's path, are listed; the actions support no resource", source: CLOUDFORMATION },
    }),
    allow({
      actions: ['ssm:GetParameter'],
      resources: [...regionalArnsWithoutAccount(place, 'ssm', 'parameter/aws/service/*'), ...amiParameters],
      evidence: { reason: "AWS's public parameters name the newest images of each kind, and hold nothing secret", source: CLOUDFORMATION },
    }),
    allow({
      actions: ['eks:DescribeCluster'],
      resources: regionalArns(place, 'eks', ...place.clusterNames.map((name) => `cluster/${name}`)),
    }),
    allow({
      actions: ['iam:GetInstanceProfile'],
      resources: [globalArn(place, 'iam', 'instance-profile/*')],
      evidence: { reason: 'a node class may name a profile of the user, which is looked up by its name', source: 'https://karpenter.sh/docs/concepts/nodeclasses/' },
    }),
  ];
}

/** Instances, and what node classes choose for them. */
function describeStatement(place: ClusterPlace, version: string): BundleStatement {
  return allow({
    actions: [
      'ec2:DescribeImages', 'ec2:DescribeInstanceTypeOfferings', 'ec2:DescribeInstanceTypes', 'ec2:DescribeInstances', 'ec2:DescribeLaunchTemplates',
      'ec2:DescribeSecurityGroups', 'ec2:DescribeSpotPriceHistory', 'ec2:DescribeSubnets',
      ...(isAtLeast(version, '1.3') ? ['ec2:DescribeCapacityReservations'] : []),
      ...(isAtLeast(version, '1.11') ? ['ec2:DescribePlacementGroups'] : []),
      ...(isAtLeast(version, '1.12') ? ['ec2:DescribeInstanceStatus'] : []),
    ],
    resources: ['*'],
    conditions: { StringEquals: { 'ec2:Region': oneOrMore(place.regions) } },
    evidence: { reason: 'node classes choose by tags and names, so all is looked up; the actions support no resource', source: CLOUDFORMATION },
  });
}

/** Giving instances one of the roles, by instance profiles of the user or of Karpenter. */
function passRoleStatement(roles: readonly string[]): BundleStatement {
  return allow({
    actions: ['iam:PassRole'],
    resources: roles,
    // In China EC2 has either name.
    conditions: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
  });
}

/** Making, changing and deleting the instance profiles of the clusters. */
function instanceProfileStatements(place: ClusterPlace, version: string): BundleStatement[] {
  // Until 1.6 a profile had no path; one that does not exist yet has none either when it is looked up.
  const resources = place.clusterNames.flatMap((name) => [
    globalArn(place, 'iam', `instance-profile/${name}_*`),
    ...place.regions.map((region) => globalArn(place, 'iam', `instance-profile/karpenter/${region}/${name}/*`)),
  ]);
  const evidence = {
    reason: 'a profile gets a hash as its name when Karpenter makes it; tags with the name and region of the cluster limit the statement',
    source: CLOUDFORMATION,
  };
  const [requested, owned] = ['aws:RequestTag', 'aws:ResourceTag'].map((key) => ({
    StringEquals: { [`${key}/${CLUSTER_TAG}`]: oneOrMore(place.clusterNames), [`${key}/${REGION_TAG}`]: oneOrMore(place.regions) },
    StringLike: { [`${key}/${NODE_CLASS_TAG}`]: '*' },
  }));
  return [
    allow({ actions: ['iam:CreateInstanceProfile'], resources, conditions: requested, evidence }),
    ...(isAtLeast(version, '1.1') ? [] : place.clusterNames.map((name) => adoptionStatement(place, name, requested))),
    allow({
      actions: ['iam:AddRoleToInstanceProfile', 'iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'],
      resources,
      conditions: owned,
      evidence,
    }),
  ];
}

/**
 * Giving the tag with the cluster's name to a profile that a version before 1.0 made, and that is known by its older tag. Nothing else is
 * tagged after it is made, and no version since 1.1 does it.
 *
 * @see https://github.com/aws/karpenter-provider-aws/blob/v1.0.14/pkg/providers/instanceprofile/instanceprofile.go#L85-L93
 */
function adoptionStatement(
  place: ClusterPlace, clusterName: string, requested: { readonly StringLike: Record<string, string> },
): BundleStatement {
  return allow({
    actions: ['iam:TagInstanceProfile'],
    resources: [globalArn(place, 'iam', `instance-profile/${clusterName}_*`)],
    conditions: {
      StringEquals: {
        [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: 'owned',
        [`aws:ResourceTag/${REGION_TAG}`]: oneOrMore(place.regions),
        [`aws:RequestTag/kubernetes.io/cluster/${clusterName}`]: 'owned',
        [`aws:RequestTag/${CLUSTER_TAG}`]: clusterName,
        [`aws:RequestTag/${REGION_TAG}`]: oneOrMore(place.regions),
      },
      StringLike: { ...requested.StringLike, [`aws:ResourceTag/${NODE_CLASS_TAG}`]: '*' },
    },
    evidence: {
      reason: 'an earlier version ended the name of a profile with a hash; tags with the name and region of the cluster limit the statement',
      source: 'https://karpenter.sh/v1.0/reference/cloudformation/',
    },
  });
}

/** Asking whether a cluster's traffic is shifted away from a zone. */
function zonalShiftStatement(place: ClusterPlace): BundleStatement {
  const clusters = regionalArns(place, 'eks', ...place.clusterNames.map((name) => `cluster/${name}`));
  return allow({
    actions: ['arc-zonal-shift:GetManagedResource'],
    resources: ['*'],
    conditions: { StringEquals: { 'arc-zonal-shift:ResourceIdentifier': oneOrMore(clusters) } },
    evidence: {
      reason: 'IAM knows no resource of this action that is a cluster; the condition names the cluster instead',
      source: 'https://docs.aws.amazon.com/r53recovery/latest/dg/security_iam_service-with-iam-zonal-shift.html',
    },
  });
}
