import type { FleetStacks } from './fleet-stacks';
import type { FleetPlan } from './plan/fleet-plan';
import { accountStack } from './plan/stack-names';
import { warnOfUnknownRegion } from '../core/unknown-region';

/** Warns about regions of a file that nothing here knows, on a stack, since the CLI shows no warning of the app itself. */
export function warnOfUnknownRegions({ name, regions }: FleetPlan, { all }: FleetStacks): void {
  for (const { what, account, region } of regions) {
    const stack = all.find(({ node }) => node.id === accountStack(name, account)) ?? all.find((other) => other.account === account) ?? all.at(0);
    if (stack !== undefined) {
      warnOfUnknownRegion(stack, region, what);
    }
  }
}
