import { Annotations } from 'aws-cdk-lib/core';
import type { FleetStacks } from './fleet-stacks';
import type { FleetPlan, PlannedCluster } from './planned-role';
import { accountStack } from './stack-names';
import { show } from '../core/text';

/** The plans of a file's environments, each with its clusters that no workload uses. One that comes from the top of the file is used if an environment does. */
export function withUnusedClusters(plans: readonly Omit<FleetPlan, 'unusedClusters'>[]): FleetPlan[] {
  const used = new Set(plans.flatMap(({ roles }) => roles.flatMap(({ clusters }) => clusters.map(({ place }) => place))));
  return plans.map((plan) => ({ ...plan, unusedClusters: plan.clusters.filter(({ place }) => !used.has(place)) }));
}

/** Warns of them, on a stack: the CLI shows no warning of the app itself. */
export function warnOfUnusedClusters({ name, unusedClusters }: FleetPlan, stacks: FleetStacks): void {
  for (const cluster of unusedClusters) {
    const { all } = stacks;
    const own = accountStack(name, cluster.account);
    const stack = all.find(({ node }) => node.id === own) ?? all.find(({ account }) => account === cluster.account) ?? all[0];
    Annotations.of(stack).addWarningV2('cdk-irsa:unusedCluster', messageOf(cluster));
  }
}

function messageOf({ name, place, account, createProvider, retainProvider }: PlannedCluster): string {
  const made = createProvider ? `, and its OIDC provider is made in account ${account} all the same` : '';
  const kept = createProvider && !retainProvider ? ' (which deletes the provider, if it is deployed without retainProvider: true)' : '';
  return `cluster ${show(name)} (${place}) is used by no workload${made}: name it under "clusters" of a workload, or take it out of the file${kept}`;
}
