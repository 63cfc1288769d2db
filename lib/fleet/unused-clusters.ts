import { Annotations } from 'aws-cdk-lib/core';
import type { FleetStacks } from './fleet-stacks';
import type { FleetPlan, PlannedCluster } from './plan/fleet-plan';
import { accountStack } from './plan/stack-names';
import { show } from '../core/text';

/** The plans of a file's environments, each with its clusters that no workload uses. One that comes from the top of the file is used if an environment does. */
export function withUnusedClusters(plans: readonly Omit<FleetPlan, 'unusedClusters'>[]): FleetPlan[] {
  const used = new Set(plans.flatMap(({ roles }) => roles.flatMap(({ clusters }) => clusters.map(({ place }) => place))));
  return plans.map((plan) => ({ ...plan, unusedClusters: plan.clusters.filter(({ place }) => !used.has(place)) }));
}

/**
 * Warns of them, on a stack: the CLI shows no warning of the app itself. Not of one whose provider is made: that may well be
 * made before the first workload comes, and the summary lists it.
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
