import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { Annotations } from '../core/cdk';
import { documentSize, leastSize } from '../core/deploy-time-size';
import { isObject } from '../core/plain-object';
import { Quotas } from '../core/quotas';
import { count, show } from '../core/text';

/** What is wrong with the session policy of a role, as it is when the tree is complete. */
export function validateSessionPolicy(role: IConstruct, policy: PolicyDocument): string[] {
  const sid = repeatedSid(policy);
  return [
    ...new Set(policy.validateForIdentityPolicy().map((problem) => `podIdentity.sessionPolicy must be a policy of permissions: ${problem}`)),
    ...sid === undefined ? [] : [`each sid of podIdentity.sessionPolicy must stand once, which is one policy for STS, got ${show(sid)} twice`],
    ...sizeProblem(role, policy),
  ];
}

/** STS refuses the sessions of a policy that has one twice. */
export function repeatedSid(policy: PolicyDocument): string | undefined {
  const json: unknown = policy.toJSON();
  const statements = isObject(json) && Array.isArray(json.Statement) ? json.Statement as unknown[] : [];
  const sids = statements.flatMap((statement) => isObject(statement) && typeof statement.Sid === 'string' ? [statement.Sid] : []);
  return sids.find((sid, index) => sids.indexOf(sid) !== index);
}

/** With deploy-time values an error if it is too long for certain; a warning on the role if it may be, since nobody could do anything about an upper bound. */
function sizeProblem(role: IConstruct, policy: PolicyDocument): string[] {
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
