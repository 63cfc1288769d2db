// Differences between bundles and the documents of their programs that are on purpose.
import type { Need } from './needs';

/** Why a bundle lacks what upstream's document allows, or allows what the document does not. */
export interface Reason {
  readonly bundle: string;
  readonly kind: 'lacks' | 'exceeds';
  readonly actions: readonly string[];
  /** The kinds of resources on which it differs. Default: all. */
  readonly kinds?: readonly string[];
  readonly reason: string;
}

/** The reason for a difference, if there is one. */
export function reasonFor(reasons: readonly Reason[], kind: Reason['kind'], need: Need): Reason | undefined {
  return reasons.find((one) => one.kind === kind && one.actions.includes(need.action)
    && (one.kinds === undefined || (need.kind !== undefined && one.kinds.includes(need.kind))));
}

const lacks = (bundle: string, actions: readonly string[], reason: string): Reason => ({ bundle, kind: 'lacks', actions, reason });
const exceeds = (bundle: string, actions: readonly string[], reason: string): Reason => ({ bundle, kind: 'exceeds', actions, reason });

const lattice = (...names: readonly string[]) => names.map((name) => `vpc-lattice:${name}`);

const NOT_CALLED = 'the program does not call it';
const ROLE_POLICIES = 'AWS keeps the policies of service-linked roles: the program needs no right to change them';
const REGION = 'clients that are given no region of the bucket ask for it';
const MULTIPART = 'an upload in parts that fails is aborted, which else is stored and paid for';

export const REASONS: readonly Reason[] = [
  lacks('clusterAutoscaler.controller', ['autoscaling:DescribeAutoScalingInstances'], NOT_CALLED),
  lacks('nodeTerminationHandler.queueProcessor', ['autoscaling:DescribeAutoScalingInstances', 'autoscaling:DescribeTags'], NOT_CALLED),
  lacks('loadBalancerController.full', ['route53:ListHostedZonesByName'], NOT_CALLED),
  lacks('loadBalancerController.globalAccelerator', [
    'ec2:DescribeRegions', 'globalaccelerator:DescribeEndpointGroup', 'globalaccelerator:DescribeListener', 'globalaccelerator:ListAccelerators',
  ], NOT_CALLED),
  lacks('gatewayApi.controller', lattice(
    'AssociateViaAWSService', 'AssociateViaAWSService-EventsAndStates', 'CreateResourceConfiguration', 'CreateResourceGateway',
    'CreateServiceNetworkResourceAssociation', 'CreateServiceNetworkVpcEndpointAssociation', 'DeleteDomainVerification',
    'DeleteResourceConfiguration', 'DeleteResourceEndpointAssociation', 'DeleteResourceGateway', 'DeleteResourcePolicy',
    'DeleteServiceNetworkResourceAssociation', 'GetAuthPolicy', 'GetDomainVerification', 'GetResourceConfiguration', 'GetResourceGateway',
    'GetResourcePolicy', 'GetService', 'GetServiceNetwork', 'GetServiceNetworkResourceAssociation', 'GetServiceNetworkServiceAssociation',
    'ListDomainVerifications', 'ListResourceConfigurations', 'ListResourceEndpointAssociations', 'ListResourceGateways',
    'ListServiceNetworkResourceAssociations', 'ListServiceNetworkVpcEndpointAssociations', 'PutResourcePolicy', 'StartDomainVerification',
    'UpdateResourceConfiguration', 'UpdateResourceGateway',
  ), "upstream's policy allows `vpc-lattice:*`, of which the program does not call this"),
  lacks('grafana.cloudWatch', ['ec2:DescribeTags'], NOT_CALLED),
  lacks('yace.exporter', ['ec2:DescribeTags', 'ec2:DescribeInstances', 'ec2:DescribeRegions'], NOT_CALLED),
  lacks('yace.exporter', [
    'DescribeTransitGateways', 'DescribeTransitGatewayConnects', 'DescribeTransitGatewayConnectPeers', 'DescribeTransitGatewayMulticastDomains',
    'DescribeTransitGatewayPeeringAttachments', 'DescribeTransitGatewayPolicyTables', 'DescribeTransitGatewayRouteTableAnnouncements',
    'DescribeTransitGatewayRouteTables', 'DescribeTransitGatewayVpcAttachments', 'DescribeTransitGatewayMeteringPolicies',
  ].map((name) => `ec2:${name}`), "upstream's policy allows `ec2:DescribeTransitGateway*`, of which the program calls DescribeTransitGatewayAttachments alone"),
  exceeds('vpcCni.ipv6', ['ec2:ModifyNetworkInterfaceAttribute'], 'the program changes the attributes of interfaces with IPv6 too'),
  lacks('fsxLustreCsi.driver', ['iam:AttachRolePolicy', 'iam:PutRolePolicy'], ROLE_POLICIES),
  lacks('fsxOpenZfsCsi.driver', ['iam:AttachRolePolicy', 'iam:PutRolePolicy'], ROLE_POLICIES),
  exceeds('mountpointS3Csi.driver', ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
    'access points are reached by their own ARNs, which the document does not show'),
  exceeds('velero.server', ['s3:GetBucketLocation'], REGION),
  ...['loki', 'tempo', 'thanos'].flatMap((name) => [
    exceeds(`objectStorage.${name}`, ['s3:GetBucketLocation'], REGION),
    exceeds(`objectStorage.${name}`, ['s3:AbortMultipartUpload'], MULTIPART),
  ]),
  lacks('objectStorage.thanos', ['kms:Encrypt'], 'S3 encrypts with data keys, and never calls it'),
  lacks('objectStorage.thanos', ['s3:CreateBucket', 's3:DeleteBucket'], "they are for the program's own tests alone"),
  ...['read', 'push'].map((name) =>
    lacks(`externalSecrets.${name}`, ['secretsmanager:ListSecretVersionIds', 'ssm:GetParameterHistory', 'ssm:GetParameters'], NOT_CALLED)),
  exceeds('externalSecrets.push', ['secretsmanager:UntagResource'], "tags that are no longer in a PushSecret's metadata are taken away"),
];
