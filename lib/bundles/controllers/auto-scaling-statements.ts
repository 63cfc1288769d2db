import type { BundleStatement } from '../policy-bundle';
import { resourceOfGroup } from '../resources/auto-scaling-groups';
import { regionalArns } from '../resources/place';
import type { Place } from '../resources/place';
import { allow, oneOrMore } from '../statement';

/** Actions on given groups. */
export function groupsStatements(actions: readonly string[], groups: readonly string[]): BundleStatement[] {
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
export function taggedGroupsStatement(actions: readonly string[], place: Place, tag: string, ...values: string[]): BundleStatement {
  return allow({
    actions,
    resources: regionalArns(place, 'autoscaling', resourceOfGroup('*')),
    conditions: { StringEquals: { [`autoscaling:ResourceTag/${tag}`]: oneOrMore(values) } },
    evidence: {
      reason: "groups come and go with the cluster's nodes; the statement is limited to those with the cluster's tag",
      source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/security_iam_service-with-iam.html',
    },
  });
}

/** Actions on the groups that have the tag of one of the clusters, which every self-managed node must have. */
export function groupsOfClustersStatements(actions: readonly string[], place: Place, clusterNames: readonly string[]): BundleStatement[] {
  return clusterNames.map((name) => taggedGroupsStatement(actions, place, `kubernetes.io/cluster/${name}`, 'owned'));
}
