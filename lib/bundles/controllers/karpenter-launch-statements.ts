import { CLOUDFORMATION, CLUSTER_TAG, NODE_POOL_TAG } from './karpenter-tags';
import { isAtLeast } from './version';
import type { BundleStatement } from '../policy-bundle';
import type { ClusterPlace } from '../resources/clusters';
import { regionalArns, regionalArnsWithoutAccount } from '../resources/place';
import { allow, oneOrMore } from '../statement';
import type { Evidence } from '../statement';

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
export interface LaunchSources {
  readonly version: string;
  /** The key of the tag with the cluster's name that subnets and security groups must have. */
  readonly discoveryTag?: string;
  /** Accounts that share subnets and the like with the role's account. */
  readonly sharingAccounts: readonly string[];
}

/** Launching instances: from what is there, and making what is new, with the tags of the cluster. */
export function launchStatements(place: ClusterPlace, sources: LaunchSources): BundleStatement[] {
  const created = withTags('aws:RequestTag', place);
  return [
    ...launchSourceStatements(place, sources),
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

function launchSourceStatements(place: ClusterPlace, { version, discoveryTag, sharingAccounts }: LaunchSources): BundleStatement[] {
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
export function changeStatements(place: ClusterPlace): BundleStatement[] {
  const owned = withTags('aws:ResourceTag', place);
  const names = oneOrMore(place.clusterNames);
  return [
    allow({
      actions: ['ec2:CreateTags'],
      resources: regionalArns(place, 'ec2',
        'fleet/*', 'instance/*', 'launch-template/*', 'network-interface/*', 'spot-instances-request/*', 'volume/*'),
      conditions: {
        StringEquals: { [`aws:RequestTag/${CLUSTER_TAG}`]: names, 'ec2:CreateAction': ['CreateFleet', 'CreateLaunchTemplate', 'RunInstances'] },
        StringLike: { [`aws:RequestTag/${NODE_POOL_TAG}`]: '*' },
      },
      evidence: TAGGED,
    }),
    // ForAllValues is true where no tag is given; then there is nothing to tag either.
    allow({
      actions: ['ec2:CreateTags'],
      resources: regionalArns(place, 'ec2', 'instance/*'),
      conditions: {
        ...owned,
        'StringEqualsIfExists': { [`aws:RequestTag/${CLUSTER_TAG}`]: names },
        'ForAllValues:StringEquals': { 'aws:TagKeys': [CLUSTER_TAG, 'karpenter.sh/nodeclaim', 'Name'] },
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
    StringEquals: { [`${key}/${CLUSTER_TAG}`]: oneOrMore(place.clusterNames) },
    StringLike: { [`${key}/${NODE_POOL_TAG}`]: '*' },
  };
}
