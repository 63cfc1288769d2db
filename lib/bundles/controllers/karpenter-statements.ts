import type { ClusterPlace } from './cluster-bound';
import { globalArn, regionalArns, regionalArnsWithoutAccount } from '../resources/place';
import type { BundleStatement } from '../policy-bundle';
import { allow, oneOrMore } from '../statement';
import type { Evidence } from '../statement';
import { isAtLeast } from './version';

export const CLOUDFORMATION = 'https://karpenter.sh/docs/reference/cloudformation/';

/** The tag with the cluster's name that Karpenter gives to all that it makes. */
const CLUSTER = 'eks:eks-cluster-name';
const NODE_POOL = 'karpenter.sh/nodepool';
const NODE_CLASS = 'karpenter.k8s.aws/ec2nodeclass';
const REGION = 'topology.kubernetes.io/region';

/** Why `instance/*` and the like: the tags limit the statement. */
const TAGGED: Evidence = {
  reason: "it gets its id when Karpenter makes it; the statement is limited to what has the cluster's tag",
  source: CLOUDFORMATION,
};

const CHOSEN: Evidence = {
  reason: 'node classes choose it by tags, names or ids at run time; it is used, not changed',
  source: 'https://karpenter.sh/docs/concepts/nodeclasses/',
};

/** What Karpenter may launch instances from. */
export interface Sources {
  readonly version: string;
  /** The key of the tag with the cluster's name that subnets and security groups must have. */
  readonly discoveryTag?: string;
  /** Accounts that share subnets and the like with the role's account. */
  readonly sharingAccounts: readonly string[];
}

/** Launching instances: from what is there, and making what is new, with the tags of the cluster. */
export function launching(place: ClusterPlace, sources: Sources): BundleStatement[] {
  const created = withTags('aws:RequestTag', place);
  return [
    ...launchingFrom(place, sources),
    allow({
      actions: ['ec2:CreateFleet', 'ec2:RunInstances'],
      resources: regionalArns(place, 'ec2', 'launch-template/*'),
      conditions: withTags('aws:ResourceTag', place),
      evidence: TAGGED,
    }),
    // Some versions try out CreateFleet with a template that does not exist, and so has no tags.
    allow({
      actions: ['ec2:CreateFleet', 'ec2:RunInstances'],
      resources: regionalArns(place, 'ec2', 'instance/*', 'launch-template/*', 'volume/*'),
      conditions: created,
      evidence: TAGGED,
    }),
    allow({ actions: ['ec2:CreateFleet'], resources: regionalArns(place, 'ec2', 'fleet/*'), conditions: created, evidence: TAGGED }),
    allow({
      actions: ['ec2:RunInstances'],
      resources: regionalArns(place, 'ec2', 'network-interface/*', 'spot-instances-request/*'),
      conditions: created,
      evidence: TAGGED,
    }),
    allow({
      actions: ['ec2:CreateLaunchTemplate'],
      resources: regionalArns(place, 'ec2', 'launch-template/*'),
      conditions: created,
      evidence: TAGGED,
    }),
  ];
}

function launchingFrom(place: ClusterPlace, { version, discoveryTag, sharingAccounts }: Sources): BundleStatement[] {
  const both = ['ec2:CreateFleet', 'ec2:RunInstances'];
  const run = ['ec2:RunInstances'];
  const owners = [place.account, ...sharingAccounts];
  const of = (accounts: readonly string[], ...resources: string[]) =>
    accounts.flatMap((account) => regionalArns({ ...place, account }, 'ec2', ...resources));
  const reserved = [
    ...(isAtLeast(version, '1.3') ? ['capacity-reservation/*'] : []),
    ...(isAtLeast(version, '1.11') ? ['placement-group/*'] : []),
  ];
  // The tags that an owner gives to a shared subnet are hidden from those it is shared with.
  const untagged = discoveryTag === undefined ? owners : sharingAccounts;
  const discovered = discoveryTag && { StringEquals: { [`aws:ResourceTag/${discoveryTag}`]: oneOrMore(place.clusterNames) } };
  return [
    allow({
      actions: both,
      resources: [...regionalArnsWithoutAccount(place, 'ec2', 'image/*'), ...of(untagged, 'subnet/*'), ...of(owners, ...reserved)],
      evidence: CHOSEN,
    }),
    allow({
      actions: run,
      resources: [...regionalArnsWithoutAccount(place, 'ec2', 'snapshot/*'), ...of(untagged, 'security-group/*')],
      evidence: CHOSEN,
    }),
    ...(discovered ? [
      allow({ actions: both, resources: of([place.account], 'subnet/*'), conditions: discovered, evidence: CHOSEN }),
      allow({ actions: run, resources: of([place.account], 'security-group/*'), conditions: discovered, evidence: CHOSEN }),
    ] : []),
  ];
}

/** Tags, and the end of what has them. */
export function managing(place: ClusterPlace): BundleStatement[] {
  const owned = withTags('aws:ResourceTag', place);
  const names = oneOrMore(place.clusterNames);
  return [
    allow({
      actions: ['ec2:CreateTags'],
      resources: regionalArns(place, 'ec2',
        'fleet/*', 'instance/*', 'launch-template/*', 'network-interface/*', 'spot-instances-request/*', 'volume/*'),
      conditions: {
        StringEquals: { [`aws:RequestTag/${CLUSTER}`]: names, 'ec2:CreateAction': ['CreateFleet', 'CreateLaunchTemplate', 'RunInstances'] },
        StringLike: { [`aws:RequestTag/${NODE_POOL}`]: '*' },
      },
      evidence: TAGGED,
    }),
    // ForAllValues is true where no tag is given; then there is nothing to tag either.
    allow({
      actions: ['ec2:CreateTags'],
      resources: regionalArns(place, 'ec2', 'instance/*'),
      conditions: {
        ...owned,
        'StringEqualsIfExists': { [`aws:RequestTag/${CLUSTER}`]: names },
        'ForAllValues:StringEquals': { 'aws:TagKeys': [CLUSTER, 'karpenter.sh/nodeclaim', 'Name'] },
      },
      evidence: TAGGED,
    }),
    allow({ actions: ['ec2:TerminateInstances'], resources: regionalArns(place, 'ec2', 'instance/*'), conditions: owned, evidence: TAGGED }),
    allow({
      actions: ['ec2:DeleteLaunchTemplate'],
      resources: regionalArns(place, 'ec2', 'launch-template/*'),
      conditions: owned,
      evidence: TAGGED,
    }),
  ];
}

function withTags(key: string, place: ClusterPlace) {
  return {
    StringEquals: { [`${key}/${CLUSTER}`]: oneOrMore(place.clusterNames) },
    StringLike: { [`${key}/${NODE_POOL}`]: '*' },
  };
}

/** Looking up what there is. */
export function discovering(place: ClusterPlace, version: string, amiParameters: readonly string[]): BundleStatement[] {
  return [
    allow({
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
    }),
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

/** Giving instances one of the roles, by instance profiles of the user or of Karpenter. */
export function givingRoles(roles: readonly string[]): BundleStatement {
  return allow({
    actions: ['iam:PassRole'],
    resources: roles,
    // In China EC2 has either name.
    conditions: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
  });
}

/** Making, changing and deleting the instance profiles of the clusters. */
export function managingInstanceProfiles(place: ClusterPlace): BundleStatement[] {
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
    StringEquals: { [`${key}/${CLUSTER}`]: oneOrMore(place.clusterNames), [`${key}/${REGION}`]: oneOrMore(place.regions) },
    StringLike: { [`${key}/${NODE_CLASS}`]: '*' },
  }));
  return [
    allow({ actions: ['iam:CreateInstanceProfile'], resources, conditions: requested, evidence }),
    allow({
      actions: ['iam:TagInstanceProfile'],
      resources,
      conditions: {
        StringEquals: { ...owned.StringEquals, ...requested.StringEquals },
        StringLike: { ...owned.StringLike, ...requested.StringLike },
      },
      evidence,
    }),
    allow({
      actions: ['iam:AddRoleToInstanceProfile', 'iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'],
      resources,
      conditions: owned,
      evidence,
    }),
  ];
}

/** Asking whether a cluster's traffic is shifted away from a zone. */
export function followingZonalShifts(place: ClusterPlace): BundleStatement {
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
