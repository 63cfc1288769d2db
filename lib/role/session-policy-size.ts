import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { Annotations } from '../core/cdk';
import { documentSize, leastSize } from '../core/deploy-time-size';
import { Quotas } from '../core/quotas';
import { count } from '../core/text';

/**
 * What only the finished tree knows of a session policy with deploy-time values: an error if it is too long for certain; a warning on the role
 * if it may be, since nobody could do anything about an upper bound.
 */
export function validateSessionPolicy(role: IConstruct, policy: PolicyDocument): string[] {
  const most = Quotas.sessionPolicyCharacters;
  const { characters, exact } = documentSize(policy, role);
  if (characters <= most) {
    return [];
  }
  const least = exact ? characters : leastSize(policy, role);
  const bound = exact ? count(characters, 'character')
    : `up to ${count(characters, 'character')} (an upper bound: parts are known only at deploy time, it is at least ${count(least, 'character')})`;
  const problem = `podIdentity.sessionPolicy must be at most ${count(most, 'character')}, got ${bound}: ` +
    'name fewer resources, or give the rest to the role\'s own policies, which a session policy only limits';
  if (least > most) {
    return [problem];
  }
  Annotations.of(role).addWarningV2('cdk-irsa:sessionPolicySize', problem);
  return [];
}
