import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { arnFormat } from '../../core/arn';
import type { TextFormat } from '../../core/text-format';
import { arnsOf } from '../definition';
import { nameOrArn } from './name-or-arn';
import { regionalArns } from './place';
import type { Place } from './place';
import type { BundleStatement } from '../policy-bundle';
import { allow, arnOfOne, oneOrMore } from '../statement';

const NAME = '[A-Za-z0-9_./@+=,()# -]{1,255}';

const GROUP_NAME: TextFormat = {
  pattern: NAME,
  rule: 'the name of an Auto Scaling group (1 to 255 letters, digits, spaces and _./@+=,()#-)',
  example: 'production-workers',
};

const GROUP_ARN = arnFormat({
  service: 'autoscaling',
  noun: "an Auto Scaling group's ARN",
  resource: `autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName/${NAME}`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:1234abcd-12ab-34cd-56ef-1234567890ab:autoScalingGroupName/production-workers',
});

/** An Auto Scaling group in a `workloads.yaml`. */
export const AUTO_SCALING_GROUP = nameOrArn(GROUP_NAME, GROUP_ARN);

export function arnsOfGroups(groups: readonly string[], place: Place): string[] {
  return arnsOf(groups, place, (name, region) => `arn:${place.partition}:autoscaling:${region}:${place.account}:${resourceOf(name)}`);
}

/** The ARNs of constructs, which know the names of their groups and no ids. */
export function arnsOfGroupConstructs(bundleId: string, groups: readonly IAutoScalingGroup[]): string[] {
  return groups.map((group) => {
    arnOfOne(bundleId, group.autoScalingGroupName);
    return group.autoScalingGroupArn;
  });
}

function resourceOf(name: string): string {
  return `autoScalingGroup:*:autoScalingGroupName/${name}`;
}

/** Actions on given groups. */
export function onGroups(actions: readonly string[], groups: readonly string[]): BundleStatement[] {
  return groups.length === 0 ? [] : [allow({
    actions,
    resources: groups,
    evidence: {
      reason: 'a group gets its id when it is made; its name is the only one in its account and region',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html',
    },
  })];
}

/** Actions on the groups whose tag has one of the given values. */
export function onTaggedGroups(actions: readonly string[], place: Place, tag: string, ...values: string[]): BundleStatement {
  return allow({
    actions,
    resources: regionalArns(place, 'autoscaling', resourceOf('*')),
    conditions: { StringEquals: { [`autoscaling:ResourceTag/${tag}`]: oneOrMore(values) } },
    evidence: {
      reason: "groups come and go with the cluster's nodes; the statement is limited to those with the cluster's tag",
      source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/security_iam_service-with-iam.html',
    },
  });
}

/** Actions on the groups that have the tag of one of the clusters, which every self-managed node must have. */
export function onGroupsOfClusters(actions: readonly string[], place: Place, clusterNames: readonly string[]): BundleStatement[] {
  return clusterNames.map((name) => onTaggedGroups(actions, place, `kubernetes.io/cluster/${name}`, 'owned'));
}
