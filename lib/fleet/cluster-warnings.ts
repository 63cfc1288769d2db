import { Annotations } from 'aws-cdk-lib/core';
import type { Stack } from 'aws-cdk-lib/core';
import type { FleetStacks } from './fleet-stacks';
import type { FleetPlan, PlannedCluster } from './plan/fleet-plan';
import { accountStack } from './plan/stack-names';
import { show } from '../core/text';
import { warnOfUnknownRegion } from '../core/unknown-region';

/** Warns about clusters that no workload uses, and about regions that nothing here knows. */
export function warnOfClusters(plan: FleetPlan, stacks: FleetStacks): void {
  warnOfUnusedClusters(plan, stacks);
  plan.regions.forEach(({ what, account, region }) => warnOfUnknownRegion(stackOf(account, plan, stacks), region, what));
}

/** Not about a cluster whose provider is made: that may come before the first workload, and the summary lists it. */
function warnOfUnusedClusters(plan: FleetPlan, stacks: FleetStacks): void {
  for (const cluster of plan.unusedClusters.filter(({ createProvider }) => !createProvider)) {
    Annotations.of(stackOf(cluster.account, plan, stacks)).addWarningV2('cdk-irsa:unusedCluster', messageOf(cluster));
  }
}

/** Where a warning about something in an account stands, since the CLI shows none of the app itself. */
function stackOf(account: string, { name }: FleetPlan, { all }: FleetStacks): Stack {
  return all.find(({ node }) => node.id === accountStack(name, account)) ?? all.find((stack) => stack.account === account) ?? all[0];
}

function messageOf({ name, place }: PlannedCluster): string {
  return `cluster ${show(name)} (${place}) is used by no workload: name it under "clusters" of a workload, or take it out of the file`;
}
