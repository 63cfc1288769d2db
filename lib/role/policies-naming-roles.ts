import type { CfnManagedPolicy as ManagedPolicyResource } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { accountKey } from '../core/account-of';
import { addTo } from '../core/add-to';
import { CfnManagedPolicy, CfnRole } from '../core/cdk';
import { ConstructStore } from '../core/construct-store';
import { byTarget, referenceTo } from '../core/deploy-time-identity';

const FOUND = new ConstructStore<Found>('policiesNamingRoles');

interface Found {
  /** Managed policies that name a role: by a reference to it, or by its account and literal name. */
  readonly policies: ReadonlyMap<string, ManagedPolicyResource[]>;
  readonly asked: Set<IConstruct>;
}

/**
 * The managed policies of the app that are attached to a role by naming it (`new ManagedPolicy(…, { roles: [role] })`): the
 * role does not know of them. The tree is searched once for all roles, and anew when one asks again, which is another synthesis.
 */
export function managedPoliciesNaming(role: IConstruct): ManagedPolicyResource[] {
  const { policies, asked } = foundFor(role);
  asked.add(role);
  const resource = role.node.defaultChild;
  if (policies.size === 0 || !(resource instanceof CfnRole)) {
    return [];
  }
  // A name that is known only at deploy time is none that a policy could write out.
  const keys = [keyOf(referenceTo(resource, 'Ref'), resource), ...resource.roleName === undefined ? [] : [keyOf(resource.roleName, resource)]];
  return [...new Set(keys.flatMap((key) => policies.get(key) ?? []))];
}

/** What was found, or is now: a role that asks again asks for another synthesis. */
function foundFor(role: IConstruct): Found {
  const { root } = role.node;
  const known = FOUND.get(root);
  if (known && !known.asked.has(role)) {
    return known;
  }
  const found = { policies: search(root), asked: new Set<IConstruct>() };
  FOUND.set(root, found);
  return found;
}

function search(root: IConstruct): Found['policies'] {
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
