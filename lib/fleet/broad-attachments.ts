import type { PlannedRole } from './plan/fleet-plan';
import { ManagedPolicies } from '../compliance/managed-policies';
import { managedPolicyOf } from '../iam/arn';

/** A policy of AWS that allows too much on every resource, and is attached with a reason. */
export interface BroadAttachment {
  readonly workload: string;
  readonly policy: string;
  readonly reason: string;
  /** Where the workload is written: `workloads.yaml:14:3`. */
  readonly place: string;
}

/** The broad policies of a role, which a summary shows each time: the reason was read by its author alone. */
export function broadAttachments({ workload, place, managedPolicies }: PlannedRole): BroadAttachment[] {
  return managedPolicies.flatMap(({ arn, reason }) => {
    const { account, name = '' } = managedPolicyOf(arn) ?? {};
    return account === 'aws' && ManagedPolicies.read().broadGrant(name) !== undefined ? [{ workload, policy: name, reason, place }] : [];
  });
}
