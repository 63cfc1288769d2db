import type { Workload } from './workload';
import { parseArn } from '../../core/arn';
import { own } from '../../core/plain-object';
import { show } from '../../core/text';

/** A managed policy to attach, and why. */
export interface PolicyEvidence {
  readonly arn: string;
  readonly reason: string;
  readonly source?: string;
}

/** The managed policies of a workload. */
export function plannedManagedPolicies({ own: { managedPolicies = [] } }: Workload): PolicyEvidence[] {
  return managedPolicies.flatMap((policy) => policy?.arn === undefined ? []
    : [{ arn: policy.arn, reason: policy.reason ?? 'a policy of the account', source: policy.source }]);
}

/** Policies that AWS manages need a reason. */
export function checkReasons(workload: Workload): void {
  (workload.own.managedPolicies ?? []).forEach((policy, index) => {
    if (policy?.arn !== undefined && parseArn(policy.arn)?.account === 'aws' && policy.reason === undefined
      && own(own(workload.raw('managedPolicies'), index), 'reason') === undefined) {
      workload.report(['managedPolicies', index],
        `must have "reason", since AWS manages the policy ${show(policy.arn)} and may widen it: why is it no broader than needed?`);
    }
  });
}

/** A policy of another partition or account cannot be attached. */
export function checkOwnPolicies(workload: Workload, account: string, partition: string): void {
  for (const [index, policy] of (workload.own.managedPolicies ?? []).entries()) {
    const fields = policy?.arn === undefined ? undefined : parseArn(policy.arn);
    if (fields && fields.partition !== partition) {
      workload.report(['managedPolicies', index, 'arn'], `must be in the role's partition "${partition}", got ${show(policy?.arn)}`);
    } else if (fields && fields.account !== 'aws' && fields.account !== account) {
      workload.report(['managedPolicies', index, 'arn'],
        `must be a policy of the role's own account ${account}, or one that AWS manages, got ${show(policy?.arn)}`);
    }
  }
}
