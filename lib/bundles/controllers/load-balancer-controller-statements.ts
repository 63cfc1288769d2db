import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { BundleStatement } from '../policy-bundle';
import type { ClusterPlace } from '../resources/clusters';
import { regionalArns } from '../resources/place';
import type { Place } from '../resources/place';
import { serviceLinkedRoleStatement } from '../services/service-linked-role';
import { allow, oneOrMore } from '../statement';
import { isAtLeast } from './version';

/** The tag that the controller gives to all it makes, when it makes it; its value is the cluster's name. */
const CLUSTER_TAG = 'elbv2.k8s.aws/cluster';

export const POLICY = 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json';
export const INSTALLATION = 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/';
const SECURITY_GROUPS = 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/security_groups/';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html';

const LATER = {
  reason: 'the controller makes it at run time, so no id can be named before; the tag with the name of the cluster limits it',
  source: POLICY,
};

/** The resource carries the tag of one of the clusters. */
export function resourceTags({ clusterNames }: ClusterPlace): Record<string, string | string[]> {
  return { [`aws:ResourceTag/${CLUSTER_TAG}`]: oneOrMore(clusterNames) };
}

/** The request gives the tag of one of the clusters. */
export function requestTags({ clusterNames }: ClusterPlace): Record<string, string | string[]> {
  return { [`aws:RequestTag/${CLUSTER_TAG}`]: oneOrMore(clusterNames) };
}

/** The request leaves the tag of the cluster alone: nothing is handed to another cluster. */
export const NOT_TAGGING = { [`aws:RequestTag/${CLUSTER_TAG}`]: 'true' };

/** Load balancers, as `regionalArns` takes them. */
export const APPLICATION_LOAD_BALANCERS = 'loadbalancer/app/*/*';
const LOAD_BALANCERS = [APPLICATION_LOAD_BALANCERS, 'loadbalancer/net/*/*'];
const APPLICATION_LISTENERS = 'listener/app/*/*/*';
const LISTENERS = [APPLICATION_LISTENERS, 'listener/net/*/*/*'];
/** The controller makes rules for Application Load Balancers alone. */
const RULES = 'listener-rule/app/*/*/*/*';
const TARGET_GROUPS = 'targetgroup/*/*';

/** What the controller reads in every mode; some of it Elastic Load Balancing asks for in its name. */
export function readStatements(place: Place, version: string): BundleStatement[] {
  const since = (least: string, ...actions: string[]) => isAtLeast(version, least) ? actions : [];
  return [
    allow({
      actions: [
        ...[
          'DescribeAccountAttributes', 'DescribeAddresses', 'DescribeAvailabilityZones', 'DescribeInstances', 'DescribeInternetGateways',
          'DescribeNetworkInterfaces', 'DescribeSecurityGroups', 'DescribeSubnets', 'DescribeTags', 'DescribeVpcPeeringConnections', 'DescribeVpcs',
          ...since('2.12', 'DescribeIpamPools'), ...since('2.13', 'DescribeRouteTables'),
        ].map((action) => `ec2:${action}`),
        ...[
          'DescribeListenerCertificates', 'DescribeListeners', 'DescribeLoadBalancerAttributes', 'DescribeLoadBalancers', 'DescribeRules',
          'DescribeSSLPolicies', 'DescribeTags', 'DescribeTargetGroupAttributes', 'DescribeTargetGroups', 'DescribeTargetHealth',
          ...since('2.7', 'DescribeTrustStores'), ...since('2.9', 'DescribeListenerAttributes'), ...since('2.11', 'DescribeCapacityReservation'),
        ].map((action) => `elasticloadbalancing:${action}`),
        'acm:ListCertificates', // of an Ingress that names hosts and no certificate
        'shield:GetSubscriptionState', // whatever the annotations, unless --enable-shield=false
      ],
      resources: ['*'],
      evidence: { reason: 'the controller looks for what exists, and the actions support no resource', source: POLICY },
    }),
    allow({
      actions: ['acm:DescribeCertificate'],
      resources: regionalArns(place, 'acm', 'certificate/*'),
      evidence: {
        reason: 'the controller reads each certificate of the region to find the one of a host',
        source: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/cert_discovery/',
      },
    }),
  ];
}

/** The security groups that the controller makes, in given VPCs or any of the account. */
export function securityGroupStatements(place: ClusterPlace, vpcs: readonly string[]): BundleStatement[] {
  const resources = regionalArns(place, 'ec2', 'security-group/*');
  return [
    allow({
      actions: ['ec2:CreateSecurityGroup', 'ec2:GetSecurityGroupsForVpc'],
      resources: vpcs.length > 0 ? vpcs : regionalArns(place, 'ec2', 'vpc/*'),
      evidence: { reason: 'the VPC of the cluster is not named; a security group made in it carries the tag of the cluster', source: POLICY },
    }),
    allow({ actions: ['ec2:CreateSecurityGroup'], resources, conditions: { StringEquals: requestTags(place) }, evidence: LATER }),
    allow({
      actions: ['ec2:CreateTags'],
      resources,
      conditions: { StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup', ...requestTags(place) } },
      evidence: LATER,
    }),
    allow({
      actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
      resources,
      conditions: { Null: NOT_TAGGING, StringEquals: resourceTags(place) },
      evidence: LATER,
    }),
    allow({
      actions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:DeleteSecurityGroup', 'ec2:RevokeSecurityGroupIngress'],
      resources,
      conditions: { StringEquals: resourceTags(place) },
      evidence: LATER,
    }),
  ];
}

const INGRESS = ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'];

/** Rules that let load balancers reach nodes and pods, in given security groups. */
export function ingressStatements(groups: readonly string[]): BundleStatement[] {
  return [allow({ actions: INGRESS, resources: groups })];
}

/**
 * The same in the security groups that carry the tag by which the controller finds them. One statement for each
 * cluster, since the keys of a condition are joined by AND.
 */
export function clusterIngressStatements(place: ClusterPlace): BundleStatement[] {
  return place.clusterNames.map((name) => allow({
    actions: INGRESS,
    resources: regionalArns(place, 'ec2', 'security-group/*'),
    conditions: { StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${name}`]: ['owned', 'shared'] } },
    evidence: { reason: 'the security groups of nodes and pods are found by the tag of the cluster, which limits them', source: SECURITY_GROUPS },
  }));
}

/** Load balancers and what belongs to them: made with the tag of the cluster, and changed only with it. */
export function loadBalancerStatements(place: ClusterPlace, version: string): BundleStatement[] {
  const since = (least: string, ...actions: string[]) => isAtLeast(version, least) ? actions : [];
  const statement = (conditions: Conditions, resources: readonly string[], ...actions: string[]) => actions.length === 0 ? [] : [allow({
    actions: actions.map((action) => `elasticloadbalancing:${action}`),
    resources: regionalArns(place, 'elasticloadbalancing', ...resources),
    conditions,
    evidence: LATER,
  })];
  const made = { StringEquals: requestTags(place) };
  const madeIn = { StringEquals: { ...requestTags(place), ...resourceTags(place) } };
  const own = { StringEquals: resourceTags(place) };
  const everything = [...LOAD_BALANCERS, TARGET_GROUPS, ...LISTENERS, RULES];
  const creations = ['CreateListener', 'CreateLoadBalancer', 'CreateRule', 'CreateTargetGroup'];
  return [
    serviceLinkedRoleStatement(place, 'elasticloadbalancing.amazonaws.com', 'AWSServiceRoleForElasticLoadBalancing'),
    ...statement(made, LOAD_BALANCERS, 'CreateLoadBalancer'),
    ...statement(made, [TARGET_GROUPS], 'CreateTargetGroup'),
    // The tag of the request is the listener's or rule's, that of the resource is the one's in which it is made.
    ...statement(madeIn, LOAD_BALANCERS, 'CreateListener'),
    ...statement(madeIn, [APPLICATION_LISTENERS], 'CreateRule'),
    ...statement({ StringEquals: { 'elasticloadbalancing:CreateAction': creations, ...requestTags(place) } }, everything, 'AddTags'),
    ...statement({ Null: NOT_TAGGING, ...own }, everything, 'AddTags', 'RemoveTags'),
    ...statement(own, LOAD_BALANCERS,
      'DeleteLoadBalancer', 'ModifyLoadBalancerAttributes', 'SetIpAddressType', 'SetSecurityGroups', 'SetSubnets',
      ...since('2.11', 'ModifyCapacityReservation')),
    ...statement(own, [APPLICATION_LOAD_BALANCERS], ...since('2.12', 'ModifyIpPools')),
    ...statement(own, [TARGET_GROUPS],
      'DeleteTargetGroup', 'DeregisterTargets', 'ModifyTargetGroup', 'ModifyTargetGroupAttributes', 'RegisterTargets'),
    ...statement(own, LISTENERS,
      'AddListenerCertificates', 'DeleteListener', 'ModifyListener', 'RemoveListenerCertificates', ...since('2.9', 'ModifyListenerAttributes')),
    ...statement(own, [RULES], 'DeleteRule', 'ModifyRule'),
    ...(isAtLeast(version, '2.12') ? [allow({
      actions: ['elasticloadbalancing:SetRulePriorities'],
      resources: regionalArns(place, 'elasticloadbalancing', RULES),
      evidence: { reason: 'the action knows no condition on tags, and a rule gets its id when it is made', source: REFERENCE },
    })] : []),
  ];
}

/** What a controller reads that only registers targets. */
export function targetReadStatements(managesRules: boolean): BundleStatement[] {
  return [allow({
    actions: [
      'ec2:DescribeInstances', 'ec2:DescribeSecurityGroups', 'ec2:DescribeVpcs', ...(managesRules ? ['ec2:DescribeNetworkInterfaces'] : []),
      'elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth',
    ],
    resources: ['*'],
    evidence: { reason: 'the controller looks for targets and their health, and the actions support no resource', source: INSTALLATION },
  })];
}

/** Targets of target groups that somebody else made. */
export function targetStatements(targetGroups: readonly string[]): BundleStatement[] {
  return targetGroups.length === 0 ? [] : [allow({
    actions: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
    resources: targetGroups,
    evidence: { reason: 'behind the name of a target group stands an id that AWS makes', source: REFERENCE },
  })];
}
