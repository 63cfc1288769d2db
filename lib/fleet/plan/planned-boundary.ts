import { show } from '../../core/text';

/** The ARN of a permissions boundary that is given by name or ARN. */
export function boundaryOf(
  policy: string | undefined, account: string, partition: string, say: (message: string) => void,
): string | undefined {
  if (policy === undefined || !policy.startsWith('arn:')) {
    return policy && `arn:${partition}:iam::${account}:policy/${policy}`;
  }
  const [, own, , , owner] = policy.split(':');
  if (own !== partition || (owner !== 'aws' && owner !== account)) {
    say(`the permissions boundary must be a policy of the role's own account (arn:${partition}:iam::${account}:policy/…), got ${show(policy)}`);
  }
  return policy;
}
