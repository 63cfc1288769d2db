import type { CfnManagedPolicy as ManagedPolicyResource } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { accountKey } from '../core/account-of';
import { addTo } from '../core/add-to';
import { CfnManagedPolicy, CfnRole } from '../core/cdk';
import { byTarget, referenceTo } from '../core/deploy-time-identity';
import { PerSynthesis } from '../core/per-synthesis';

const FOUND = new PerSynthesis<Found>('policiesNamingRoles');

/** Managed policies that name a role: by a reference to it, or by its account and literal name. */
type Found = ReadonlyMap<string, ManagedPolicyResource[]>;

/**
 * The managed policies of the app that are attached to a role by naming it (`new ManagedPolicy(…, { roles: [role] })`): the
 * role does not know of them. The tree is searched once for all roles, and anew when one asks again, which is another synthesis.
 */
export function managedPoliciesNaming(role: IConstruct): ManagedPolicyResource[] {
  const { root } = role.node;
  const policies = FOUND.get(root, role, () => search(root));
  const resource = role.node.defaultChild;
  if (policies.size === 0 || !(resource instanceof CfnRole)) {
    return [];
  }
  // A name that is known only at deploy time is none that a policy could write out.
  const keys = [keyOf(referenceTo(resource, 'Ref'), resource), ...resource.roleName === undefined ? [] : [keyOf(resource.roleName, resource)]];
  return [...new Set(keys.flatMap((key) => policies.get(key) ?? []))];
}

function search(root: IConstruct): Found {
  const found = new Map<string, ManagedPolicyResource[]>();
  for (const node of root.node.findAll()) {
    if (node instanceof CfnManagedPolicy && node.roles !== undefined) {
      [byTarget(node.roles, node)].flat().forEach((role) => addTo(found, keyOf(role, node), [node]));
    }
  }
  return found;
}

function keyOf(role: unknown, node: IConstruct): string {
  return typeof role === 'string' ? `${accountKey(node)} ${role.toLowerCase()}` : JSON.stringify(role);
}
