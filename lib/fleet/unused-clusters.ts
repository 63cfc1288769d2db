import { Annotations } from 'aws-cdk-lib/core';
import type { FleetStacks } from './fleet-stacks';
import type { FleetPlan, PlannedCluster } from './plan/fleet-plan';
import { accountStack } from './plan/stack-names';
import { show } from '../core/text';

/**
 * Warns about clusters that no workload uses, on a stack, since the CLI shows no warning of the app itself. Not about one whose provider
 * is made: that may come before the first workload, and the summary lists it.
 */
export function warnOfUnusedClusters({ name, unusedClusters }: FleetPlan, stacks: FleetStacks): void {
  for (const cluster of unusedClusters.filter(({ createProvider }) => !createProvider)) {
    const { all } = stacks;
    const own = accountStack(name, cluster.account);
    const stack = all.find(({ node }) => node.id === own) ?? all.find(({ account }) => account === cluster.account) ?? all[0];
    Annotations.of(stack).addWarningV2('cdk-irsa:unusedCluster', messageOf(cluster));
  }
}

function messageOf({ name, place }: PlannedCluster): string {
  return `cluster ${show(name)} (${place}) is used by no workload: name it under "clusters" of a workload, or take it out of the file`;
}
