import type { Workload } from './workload';
import { show } from '../../core/text';

/** The ARN of a workload's permissions boundary, which is given by name or ARN. */
export function plannedBoundary(workload: Workload, account: string, partition: string): string | undefined {
  const policy = workload.get('permissionsBoundary');
  if (policy === undefined || !policy.startsWith('arn:')) {
    return policy && `arn:${partition}:iam::${account}:policy/${policy}`;
  }
  const [, own, , , owner] = policy.split(':');
  if (own !== partition || (owner !== 'aws' && owner !== account)) {
    workload.reportCommon('permissionsBoundary', [],
      `the permissions boundary must be a policy of the role's own account (arn:${partition}:iam::${account}:policy/…), got ${show(policy)}`);
  }
  return policy;
}
