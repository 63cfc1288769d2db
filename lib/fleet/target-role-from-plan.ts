import { acknowledgeFindings } from './fleet-checks';
import type { FleetStacks } from './fleet-stacks';
import type { PlannedTargetRole } from './plan/fleet-plan';
import { NAMED_WORKLOAD } from '../access/guardrails/file-guardrails';
import { CustomBundle } from '../bundles/custom';
import { writtenAt } from '../core/written-at';
import { BUNDLE_PLACES } from '../role/bundle-places';
import { TargetRole } from '../role/target-role';

/** The target role of a plan, once for all roles that have it. The construct's id is the role's name, as that of every role. */
export function targetRoleFromPlan(planned: PlannedTargetRole, stacks: FleetStacks): TargetRole {
  const known = stacks.targetRoles.get(planned);
  if (known !== undefined) {
    return known;
  }
  const { account, acknowledged, bundlePlaces, managedPolicies, permissionsBoundary, place, props, workload } = planned;
  const stack = stacks.stack(planned.stack, account);
  const role = new TargetRole(stack, props.roleName, {
    ...props, permissionsBoundary: permissionsBoundary === undefined ? undefined : stacks.policy(stack, permissionsBoundary),
  });
  for (const { arn, reason, source } of managedPolicies) {
    role.addBundle(CustomBundle.fromManagedPolicy('managed-policy', { managedPolicy: stacks.policy(stack, arn), reason, source }));
  }
  BUNDLE_PLACES.set(role, bundlePlaces);
  writtenAt(role.node.defaultChild, `${workload} (${place})`);
  NAMED_WORKLOAD.set(role.node.defaultChild!, {
    key: workload, place, bundles: (props.bundles ?? []).map(({ bundleId: id }, index) => ({ id, place: bundlePlaces[index] })),
  });
  acknowledgeFindings(role, acknowledged, 'target role');
  stacks.targetRoles.set(planned, role);
  return role;
}
