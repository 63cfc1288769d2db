import { plainRole } from './plain-role';
import { judgePart } from '../../compliance/judge';
import { judgeOptions } from '../../compliance/judge-options';
import { partitionOfRegion } from '../../core/partition';
import { Quotas } from '../../core/quotas';
import { isUnknownRegion } from '../../core/regions';
import type { FleetPlan, PlannedRole } from '../../fleet/plan/fleet-plan';
import { readStacks } from '../../inventory/linked-templates';

/** What CDK adds to a stack, in bytes. */
const AROUND_STACK = 10_000;

/** How many providers of a file may be made before a synthesis has to say whether they are too many. */
const FEW_PROVIDERS = 50;

/**
 * Whether nothing can be found in plans, as far as can be said without constructs, which take longer to load than the rest of the check.
 * Where it is not certain the answer is no, and a synthesis says what it is: all messages come from there. So what is asked here must be
 * at least as strict; a test compares the two.
 */
export function arePlain(plans: readonly FleetPlan[]): boolean {
  try {
    return isOfQuotas(plans) && plans.every(isPlain);
  } catch {
    return false; // a bundle that needs a construct, or an error that is to be told with its place
  }
}

/** An account counts what all environments make in it. */
function isOfQuotas(plans: readonly FleetPlan[]): boolean {
  const providers = plans.flatMap(({ clusters }) => clusters.filter(({ createProvider }) => createProvider)).length;
  return providers <= FEW_PROVIDERS && [...byKey(plans.flatMap(({ roles }) => roles), ({ account }) => account)].every(([account, roles]) =>
    plans.every(({ quotas }) => roles.length <= (quotas.get(account)?.roles ?? Quotas.rolesPerAccount)));
}

function isPlain(plan: FleetPlan): boolean {
  const { clusters, unusedClusters, roles, existingRoles, regions, checkPodImage, guardrails } = plan;
  return !regions.some(({ region }) => isUnknownRegion(region))
    && existingRoles.length === 0 && checkPodImage === undefined && guardrails.length === 0
    && unusedClusters.every(({ createProvider }) => createProvider)
    && clusters.every(({ audience, issuer }) => audience === undefined && issuer === undefined)
    && areDifferent(clusters.map(({ name }) => name))
    && areDifferent(clusters.map(({ issuerUrl = '' }) => issuerUrl.replace(/^https:\/\//, '')))
    && areDifferent(roles.flatMap(({ workload, clusters: own }) => own.map(({ name }) => `${name}/${workload}`)))
    && roles.every((role) => isPlainlyPlaced(role, plan))
    && [...byKey(roles, ({ stack }) => stack).values()].every((own) => isPlainStack(own, plan));
}

/** Whether the case of names tells no two apart: they are folders and files. */
function areDifferent(names: readonly string[]): boolean {
  return new Set(names.map((name) => name.toLowerCase())).size === names.length;
}

function byKey(roles: readonly PlannedRole[], keyOf: (role: PlannedRole) => string): Map<string, PlannedRole[]> {
  const groups = new Map<string, PlannedRole[]>();
  roles.forEach((role) => {
    const group = groups.get(keyOf(role));
    if (group === undefined) {
      groups.set(keyOf(role), [role]);
    } else {
      group.push(role);
    }
  });
  return groups;
}

function isPlainlyPlaced({ account, clusters }: PlannedRole, { stackRegions }: FleetPlan): boolean {
  const partition = partitionOfRegion(stackRegions.get(account) ?? '')?.name;
  return clusters.every((cluster) => cluster.partition === partition && (!cluster.createProvider || cluster.account === account));
}

/** Judges the roles of a stack as their template will have them, and adds up what CloudFormation limits. */
function isPlainStack(roles: readonly PlannedRole[], plan: FleetPlan): boolean {
  const resources: Record<string, object> = {};
  let bytes = AROUND_STACK;
  for (const [index, role] of roles.entries()) {
    const plain = plainRole(role);
    if (plain === undefined) {
      return false;
    }
    resources[`Role${index}`] = plain.resource;
    bytes += plain.bytes;
  }
  const [{ account, stack }] = roles;
  const others = plan.clusters.filter(({ createProvider }) => createProvider).length + 1; // CDK's own metadata
  const outputs = roles.filter(({ publishing: { stackOutput } }) => stackOutput).length;
  if (bytes > Quotas.templateBytes || roles.length + others > Quotas.stackResources || outputs > Quotas.stackOutputs) {
    return false;
  }
  const [part] = readStacks([{ id: stack, stackName: stack, account, template: { Resources: resources } }]).values();
  const { trustPolicyCharacters, managedPolicies } = plan.quotas.get(account) ?? {};
  return judgePart(part, judgeOptions({
    requirePermissionsBoundary: plan.requirePermissionsBoundary, trustPolicyCharacters, managedPoliciesPerRole: managedPolicies,
  })).length === 0;
}
