import type { ClusterPlace } from './cluster-bound';
import { regionalArns } from '../resources/place';
import type { BundleStatement } from '../policy-bundle';
import { serviceLinkedRole } from '../services/service-linked-role';
import { allow, oneOrMore } from '../statement';

export const POLICY = 'https://github.com/aws/aws-application-networking-k8s/blob/main/files/controller-installation/recommended-inline-policy.json';
export const ACCESS_LOGS = 'https://docs.aws.amazon.com/vpc-lattice/latest/ug/monitoring-access-logs.html';
const LATTICE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonvpclattice.html';
const OWNERSHIP = 'https://github.com/aws/aws-application-networking-k8s/blob/main/pkg/aws/cloud.go';
const DELIVERY = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html';

const TAGS = 'application-networking.k8s.aws/';
const MANAGED_BY = `${TAGS}ManagedBy`;

/** What the controller is for, with its clusters' place and its owner tag. */
export interface Lattice {
  readonly place: ClusterPlace;
  readonly vpcIds: readonly string[];
  /** Service networks that are named, those of other accounts too; nothing means those of the account. */
  readonly serviceNetworks?: readonly string[];
  readonly accessLogs: boolean;
}

/** The value of the owner tag, of each cluster in each VPC. */
function owners({ place, vpcIds }: Lattice): string | string[] {
  return oneOrMore(place.clusterNames.flatMap((name) => vpcIds.map((vpc) => `${place.account}/${name}/${vpc}`)));
}

const OWNED = { reason: 'it gets its id when it is made; the condition limits it by the tag of its owner', source: OWNERSHIP };
const NETWORKS = { reason: 'a Gateway names its service network, which others may have made; the condition limits what is added to it', source: OWNERSHIP };

const arns = ({ place }: Lattice, ...resources: string[]) => regionalArns(place, 'vpc-lattice', ...resources);

const SERVICE = 'service/*';
const LISTENER = 'service/*/listener/*';
const RULE = 'service/*/listener/*/rule/*';
const TARGET_GROUP = 'targetgroup/*';
const SERVICE_ASSOCIATION = 'servicenetworkserviceassociation/*';
const VPC_ASSOCIATION = 'servicenetworkvpcassociation/*';
const SERVICE_NETWORK = 'servicenetwork/*';
const SUBSCRIPTION = 'accesslogsubscription/*';

/** Every type that carries the owner tag; the ARNs of listeners and rules begin with that of their service. */
function tagged(lattice: Lattice): string[] {
  const types = [SERVICE, TARGET_GROUP, SERVICE_ASSOCIATION, VPC_ASSOCIATION, SERVICE_NETWORK];
  return arns(lattice, ...types, ...(lattice.accessLogs ? [SUBSCRIPTION] : []));
}

function networks(lattice: Lattice): readonly string[] {
  return lattice.serviceNetworks ?? arns(lattice, SERVICE_NETWORK);
}

/** Looking at VPC Lattice, and at what VPC Lattice looks at on the caller's behalf. */
export function reading(lattice: Lattice): BundleStatement[] {
  const read = (resource: string, ...actions: string[]) => allow({
    actions: actions.map((action) => `vpc-lattice:${action}`),
    resources: arns(lattice, resource),
    evidence: { reason: 'the controller looks at what has its names before it knows whose it is', source: OWNERSHIP },
  });
  return [
    allow({
      actions: [
        'vpc-lattice:ListListeners', 'vpc-lattice:ListRules', 'vpc-lattice:ListServiceNetworkServiceAssociations',
        'vpc-lattice:ListServiceNetworkVpcAssociations', 'vpc-lattice:ListServiceNetworks', 'vpc-lattice:ListServices',
        'vpc-lattice:ListTagsForResource', 'vpc-lattice:ListTargetGroups', ...(lattice.accessLogs ? ['vpc-lattice:ListAccessLogSubscriptions'] : []),
      ],
      resources: ['*'],
      evidence: { reason: 'the controller finds everything by its name or tags; these actions support no resource', source: LATTICE },
    }),
    allow({
      actions: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeTags', 'ec2:DescribeVpcs'],
      resources: ['*'],
      evidence: {
        reason: 'VPC Lattice looks at the network on the caller\'s behalf, the controller at the tags of its node; these actions support no resource',
        source: POLICY,
      },
    }),
    read(LISTENER, 'GetListener'),
    read(RULE, 'GetRule'),
    read(VPC_ASSOCIATION, 'GetServiceNetworkVpcAssociation'),
    read(TARGET_GROUP, 'GetTargetGroup', 'ListTargets'),
    ...(lattice.accessLogs ? [read(SUBSCRIPTION, 'GetAccessLogSubscription')] : []),
  ];
}

/** Making what carries the owner tag from the start. */
export function making(lattice: Lattice): BundleStatement[] {
  const RequestTag = { [`aws:RequestTag/${MANAGED_BY}`]: owners(lattice) };
  const inVpc = { ...RequestTag, 'vpc-lattice:VpcId': oneOrMore(lattice.vpcIds) };
  const make = (action: string, resources: readonly string[], equal: Record<string, string | string[]> = RequestTag) => allow({
    actions: [`vpc-lattice:${action}`],
    resources,
    conditions: { StringEquals: equal },
    evidence: (wildcard) => wildcard.endsWith(`:${SERVICE_NETWORK}`) && action !== 'CreateServiceNetwork' ? NETWORKS : OWNED,
  });
  return [
    make('CreateService', arns(lattice, SERVICE)),
    make('CreateListener', arns(lattice, LISTENER)),
    make('CreateRule', arns(lattice, RULE)),
    make('CreateTargetGroup', arns(lattice, TARGET_GROUP), inVpc),
    make('CreateServiceNetwork', arns(lattice, SERVICE_NETWORK)),
    make('CreateServiceNetworkServiceAssociation', [...arns(lattice, SERVICE, SERVICE_ASSOCIATION), ...networks(lattice)]),
    make('CreateServiceNetworkVpcAssociation', [...arns(lattice, VPC_ASSOCIATION), ...networks(lattice)], inVpc),
    ...(lattice.accessLogs ? [make('CreateAccessLogSubscription', [...arns(lattice, SUBSCRIPTION, SERVICE), ...networks(lattice)])] : []),
  ];
}

/** Changing and deleting what carries the owner tag. */
export function keeping(lattice: Lattice): BundleStatement[] {
  const keep = (resource: string, ...actions: string[]) => allow({
    actions: actions.map((action) => `vpc-lattice:${action}`),
    resources: arns(lattice, resource),
    conditions: { StringEquals: { [`aws:ResourceTag/${MANAGED_BY}`]: owners(lattice) } },
    evidence: OWNED,
  });
  return [
    keep(SERVICE, 'DeleteService', 'UpdateService'),
    keep(LISTENER, 'DeleteListener', 'UpdateListener'),
    keep(RULE, 'DeleteRule', 'UpdateRule'),
    keep(TARGET_GROUP, 'DeleteTargetGroup', 'UpdateTargetGroup'),
    keep(SERVICE_NETWORK, 'DeleteServiceNetwork'),
    keep(SERVICE_ASSOCIATION, 'DeleteServiceNetworkServiceAssociation'),
    keep(VPC_ASSOCIATION, 'DeleteServiceNetworkVpcAssociation', 'UpdateServiceNetworkVpcAssociation'),
    ...(lattice.accessLogs ? [keep(SUBSCRIPTION, 'DeleteAccessLogSubscription', 'UpdateAccessLogSubscription')] : []),
    allow({
      actions: ['vpc-lattice:DeregisterTargets', 'vpc-lattice:RegisterTargets'],
      resources: arns(lattice, TARGET_GROUP),
      evidence: { reason: 'a target group gets its id when it is made, and these actions support no condition on its tags', source: LATTICE },
    }),
  ];
}

/** Tags: the owner tag is set once, and neither changed nor removed. */
export function tagging(lattice: Lattice, adoptUntagged: boolean, takeOverFrom: readonly string[]): BundleStatement[] {
  const own = owners(lattice);
  const tag = (resources: string[], conditions: Record<string, Record<string, string | string[]>>) =>
    allow({ actions: ['vpc-lattice:TagResource'], resources, conditions, evidence: OWNED });
  return [
    tag(tagged(lattice), {
      StringEquals: {
        [`aws:RequestTag/${MANAGED_BY}`]: own,
        'vpc-lattice:CreateAction': making(lattice).flatMap(({ statement }) => statement.actions.map((action) => action.split(':')[1])),
      },
    }),
    tag(tagged(lattice), {
      StringEquals: { [`aws:ResourceTag/${MANAGED_BY}`]: own },
      StringEqualsIfExists: { [`aws:RequestTag/${MANAGED_BY}`]: own },
    }),
    ...(adoptUntagged ? [tag(arns(lattice, SERVICE, SERVICE_NETWORK, VPC_ASSOCIATION), {
      StringEquals: { [`aws:RequestTag/${MANAGED_BY}`]: own },
      Null: { [`aws:ResourceTag/${MANAGED_BY}`]: 'true' },
    })] : []),
    ...(takeOverFrom.length > 0 ? [tag(arns(lattice, SERVICE, SERVICE_ASSOCIATION), {
      StringEquals: { [`aws:RequestTag/${MANAGED_BY}`]: own, [`aws:ResourceTag/${MANAGED_BY}`]: oneOrMore(takeOverFrom) },
    })] : []),
    allow({
      actions: ['vpc-lattice:UntagResource'],
      resources: tagged(lattice),
      // ForAllValues is true where a key is absent; no request of this action lacks the keys of its tags.
      conditions: { 'ForAllValues:StringNotLike': { 'aws:TagKeys': `${TAGS}*` } },
      evidence: { reason: 'this action supports no condition on the tags that are there; the controller\'s own cannot be removed', source: LATTICE },
    }),
  ];
}

/** Auth policies, by which VPC Lattice decides who may call a service. */
export function authorizing(lattice: Lattice): BundleStatement[] {
  return [
    allow({
      actions: ['vpc-lattice:DeleteAuthPolicy', 'vpc-lattice:PutAuthPolicy'],
      resources: [...arns(lattice, SERVICE), ...networks(lattice)],
      evidence: { reason: 'a service gets its id when it is made, and these actions support no condition on its tags', source: LATTICE },
    }),
    allow({
      actions: ['vpc-lattice:UpdateServiceNetwork'],
      resources: networks(lattice),
      evidence: { reason: 'a Gateway names a service network that somebody else may have made, without the tag of an owner', source: OWNERSHIP },
    }),
  ];
}

/** Delivery of access logs to where it is allowed already. */
export function deliveringLogs(): BundleStatement {
  return allow({
    actions: [
      'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:GetLogDelivery', 'logs:ListLogDeliveries', 'logs:UpdateLogDelivery',
    ],
    resources: ['*'],
    evidence: { reason: 'VPC Lattice makes log deliveries on the caller\'s behalf; these actions support no resource', source: ACCESS_LOGS },
  });
}

/** What log delivery sets up by itself at its destinations. */
export function settingUpDestinations(
  { place }: Lattice, buckets: readonly string[], streams: readonly string[], logResourcePolicies: boolean,
): BundleStatement[] {
  return [
    ...(buckets.length > 0 ? [allow({ actions: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'], resources: buckets })] : []),
    ...(streams.length > 0 ? [
      allow({ actions: ['firehose:TagDeliveryStream'], resources: streams }),
      serviceLinkedRole(place, 'delivery.logs.amazonaws.com', 'AWSServiceRoleForLogDelivery'),
    ] : []),
    ...(logResourcePolicies ? [allow({
      actions: ['logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:PutResourcePolicy'],
      resources: ['*'],
      evidence: { reason: 'log delivery adds itself to the resource policies of the account; these actions support no resource', source: DELIVERY },
    })] : []),
  ];
}

/** Tags by the Resource Groups Tagging API, which asks for the actions of VPC Lattice on each resource too. */
export function taggingApi(): BundleStatement {
  return allow({
    actions: ['tag:GetResources', 'tag:TagResources', 'tag:UntagResources'],
    resources: ['*'],
    evidence: {
      reason: 'these actions support no resource; setting and removing tags asks for the actions of VPC Lattice on each resource too',
      source: 'https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagResources.html',
    },
  });
}

export function discoveringCertificates(): BundleStatement {
  return allow({
    actions: ['acm:ListCertificates'],
    resources: ['*'],
    evidence: { reason: 'the controller finds the certificate of a host name among all; the action supports no resource', source: POLICY },
  });
}
