import type { BundleStatement } from '../policy-bundle';
import { destinationStatements, logDeliveryStatement } from './gateway-api-log-statements';
import type { ClusterPlace } from '../resources/clusters';
import { regionalArns } from '../resources/place';
import { serviceLinkedRoleStatement } from '../services/service-linked-role';
import { allow, oneOrMore } from '../statement';

const POLICY = 'https://github.com/aws/aws-application-networking-k8s/blob/main/files/controller-installation/recommended-inline-policy.json';
export const ACCESS_LOGS = 'https://docs.aws.amazon.com/vpc-access/latest/ug/monitoring-access-logs.html';
const LATTICE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonvpclattice.html';
const OWNERSHIP = 'https://github.com/aws/aws-application-networking-k8s/blob/main/pkg/aws/cloud.go';

const TAGS = 'application-networking.k8s.aws/';
const MANAGED_BY = `${TAGS}ManagedBy`;

/** What the controller may do, by plain values. */
export interface GatewayApiAccess {
  readonly place: ClusterPlace;
  readonly vpcIds: readonly string[];
  /** ARNs of the service networks that are named, those of other accounts too; none means those of the account. */
  readonly serviceNetworks: readonly string[];
  readonly useTaggingApi: boolean;
  readonly discoverCertificates: boolean;
  readonly authPolicies: boolean;
  readonly adoptUntagged: boolean;
  readonly takeOverFrom: readonly string[];
  readonly accessLogs: boolean;
  readonly accessLogBuckets: readonly string[];
  readonly accessLogStreams: readonly string[];
  readonly logResourcePolicies: boolean;
}

export function gatewayApiStatements(access: GatewayApiAccess): BundleStatement[] {
  return [
    ...readStatements(access),
    ...creationStatements(access),
    ...changeStatements(access),
    ...tagStatements(access),
    serviceLinkedRoleStatement(access.place, 'vpc-lattice.amazonaws.com', 'AWSServiceRoleForVpcLattice'),
    ...(access.useTaggingApi ? [taggingApiStatement()] : []),
    ...(access.discoverCertificates ? [certificateListStatement()] : []),
    ...(access.authPolicies ? authPolicyStatements(access) : []),
    ...(access.accessLogs ? [logDeliveryStatement()] : []),
    ...destinationStatements(access),
  ];
}

/** The value of the owner tag, of each cluster in each VPC. */
function owners({ place, vpcIds }: GatewayApiAccess): string | string[] {
  return oneOrMore(place.clusterNames.flatMap((name) => vpcIds.map((vpc) => `${place.account}/${name}/${vpc}`)));
}

const OWNED = { reason: 'it gets its id when it is made; the condition limits it by the tag of its owner', source: OWNERSHIP };
const NETWORKS = { reason: 'a Gateway names its service network, which others may have made; the condition limits what is added to it', source: OWNERSHIP };

const arns = ({ place }: GatewayApiAccess, ...resources: string[]) => regionalArns(place, 'vpc-lattice', ...resources);

const SERVICE = 'service/*';
const LISTENER = 'service/*/listener/*';
const RULE = 'service/*/listener/*/rule/*';
const TARGET_GROUP = 'targetgroup/*';
const SERVICE_ASSOCIATION = 'servicenetworkserviceassociation/*';
const VPC_ASSOCIATION = 'servicenetworkvpcassociation/*';
const SERVICE_NETWORK = 'servicenetwork/*';
const SUBSCRIPTION = 'accesslogsubscription/*';

/** Every type that carries the owner tag; the ARNs of listeners and rules begin with that of their service. */
function taggedArns(access: GatewayApiAccess): string[] {
  const types = [SERVICE, TARGET_GROUP, SERVICE_ASSOCIATION, VPC_ASSOCIATION, SERVICE_NETWORK];
  return arns(access, ...types, ...(access.accessLogs ? [SUBSCRIPTION] : []));
}

function networks(access: GatewayApiAccess): readonly string[] {
  return access.serviceNetworks.length > 0 ? access.serviceNetworks : arns(access, SERVICE_NETWORK);
}

/** Looking at VPC Lattice, and at what VPC Lattice looks at on the caller's behalf. */
function readStatements(access: GatewayApiAccess): BundleStatement[] {
  const read = (resource: string, ...actions: string[]) => allow({
    actions: actions.map((action) => `vpc-lattice:${action}`),
    resources: arns(access, resource),
    evidence: { reason: 'the controller looks at what has its names before it knows whose it is', source: OWNERSHIP },
  });
  return [
    allow({
      actions: [
        'vpc-lattice:ListListeners', 'vpc-lattice:ListRules', 'vpc-lattice:ListServiceNetworkServiceAssociations',
        'vpc-lattice:ListServiceNetworkVpcAssociations', 'vpc-lattice:ListServiceNetworks', 'vpc-lattice:ListServices',
        'vpc-lattice:ListTagsForResource', 'vpc-lattice:ListTargetGroups', ...(access.accessLogs ? ['vpc-lattice:ListAccessLogSubscriptions'] : []),
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
    ...(access.accessLogs ? [read(SUBSCRIPTION, 'GetAccessLogSubscription')] : []),
  ];
}

/** Making what carries the owner tag from the start. */
function creationStatements(access: GatewayApiAccess): BundleStatement[] {
  const RequestTag = { [`aws:RequestTag/${MANAGED_BY}`]: owners(access) };
  const inVpc = { ...RequestTag, 'vpc-lattice:VpcId': oneOrMore(access.vpcIds) };
  const make = (action: string, resources: readonly string[], equal: Record<string, string | string[]> = RequestTag) => allow({
    actions: [`vpc-lattice:${action}`],
    resources,
    conditions: { StringEquals: equal },
    evidence: (wildcard) => wildcard.endsWith(`:${SERVICE_NETWORK}`) && action !== 'CreateServiceNetwork' ? NETWORKS : OWNED,
  });
  return [
    make('CreateService', arns(access, SERVICE)),
    make('CreateListener', arns(access, LISTENER)),
    make('CreateRule', arns(access, RULE)),
    make('CreateTargetGroup', arns(access, TARGET_GROUP), inVpc),
    make('CreateServiceNetwork', arns(access, SERVICE_NETWORK)),
    make('CreateServiceNetworkServiceAssociation', [...arns(access, SERVICE, SERVICE_ASSOCIATION), ...networks(access)]),
    make('CreateServiceNetworkVpcAssociation', [...arns(access, VPC_ASSOCIATION), ...networks(access)], inVpc),
    ...(access.accessLogs ? [make('CreateAccessLogSubscription', [...arns(access, SUBSCRIPTION, SERVICE), ...networks(access)])] : []),
  ];
}

/** Changing and deleting what carries the owner tag. */
function changeStatements(access: GatewayApiAccess): BundleStatement[] {
  const keep = (resource: string, ...actions: string[]) => allow({
    actions: actions.map((action) => `vpc-lattice:${action}`),
    resources: arns(access, resource),
    conditions: { StringEquals: { [`aws:ResourceTag/${MANAGED_BY}`]: owners(access) } },
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
    ...(access.accessLogs ? [keep(SUBSCRIPTION, 'DeleteAccessLogSubscription', 'UpdateAccessLogSubscription')] : []),
    allow({
      actions: ['vpc-lattice:DeregisterTargets', 'vpc-lattice:RegisterTargets'],
      resources: arns(access, TARGET_GROUP),
      evidence: { reason: 'a target group gets its id when it is made, and these actions support no condition on its tags', source: LATTICE },
    }),
  ];
}

/** Tags: the owner tag is set once, and neither changed nor removed. */
function tagStatements(access: GatewayApiAccess): BundleStatement[] {
  const own = owners(access);
  const tag = (resources: string[], conditions: Record<string, Record<string, string | string[]>>) =>
    allow({ actions: ['vpc-lattice:TagResource'], resources, conditions, evidence: OWNED });
  return [
    tag(taggedArns(access), {
      StringEquals: {
        [`aws:RequestTag/${MANAGED_BY}`]: own,
        'vpc-lattice:CreateAction': creationStatements(access).flatMap(({ statement }) => statement.actions.map((action) => action.split(':')[1])),
      },
    }),
    tag(taggedArns(access), {
      StringEquals: { [`aws:ResourceTag/${MANAGED_BY}`]: own },
      StringEqualsIfExists: { [`aws:RequestTag/${MANAGED_BY}`]: own },
    }),
    ...(access.adoptUntagged ? [tag(arns(access, SERVICE, SERVICE_NETWORK, VPC_ASSOCIATION), {
      StringEquals: { [`aws:RequestTag/${MANAGED_BY}`]: own },
      Null: { [`aws:ResourceTag/${MANAGED_BY}`]: 'true' },
    })] : []),
    ...(access.takeOverFrom.length > 0 ? [tag(arns(access, SERVICE, SERVICE_ASSOCIATION), {
      StringEquals: { [`aws:RequestTag/${MANAGED_BY}`]: own, [`aws:ResourceTag/${MANAGED_BY}`]: oneOrMore(access.takeOverFrom) },
    })] : []),
    allow({
      actions: ['vpc-lattice:UntagResource'],
      resources: taggedArns(access),
      // ForAllValues is true where a key is absent; no request of this action lacks the keys of its tags.
      conditions: { 'ForAllValues:StringNotLike': { 'aws:TagKeys': `${TAGS}*` } },
      evidence: { reason: 'this action supports no condition on the tags that are there; the controller\'s own cannot be removed', source: LATTICE },
    }),
  ];
}

/** Auth policies, by which VPC Lattice decides who may call a service. */
function authPolicyStatements(access: GatewayApiAccess): BundleStatement[] {
  return [
    allow({
      actions: ['vpc-lattice:DeleteAuthPolicy', 'vpc-lattice:PutAuthPolicy'],
      resources: [...arns(access, SERVICE), ...networks(access)],
      evidence: { reason: 'a service gets its id when it is made, and these actions support no condition on its tags', source: LATTICE },
    }),
    allow({
      actions: ['vpc-lattice:UpdateServiceNetwork'],
      resources: networks(access),
      evidence: { reason: 'a Gateway names a service network that somebody else may have made, without the tag of an owner', source: OWNERSHIP },
    }),
  ];
}

/** Tags by the Resource Groups Tagging API, which asks for the actions of VPC Lattice on each resource too. */
function taggingApiStatement(): BundleStatement {
  return allow({
    actions: ['tag:GetResources', 'tag:TagResources', 'tag:UntagResources'],
    resources: ['*'],
    evidence: {
      reason: 'these actions support no resource; setting and removing tags asks for the actions of VPC Lattice on each resource too',
      source: 'https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagResources.html',
    },
  });
}

function certificateListStatement(): BundleStatement {
  return allow({
    actions: ['acm:ListCertificates'],
    resources: ['*'],
    evidence: { reason: 'the controller finds the certificate of a host name among all; the action supports no resource', source: POLICY },
  });
}
