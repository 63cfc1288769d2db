import { escalations } from '../escalation';
import type { Rule } from '../rule';

export const PRIVILEGE_ESCALATION: Rule = {
  id: 'PrivilegeEscalation',
  level: 'error',
  title: 'The role may raise its own permissions',
  why: 'With one of these actions a pod can give itself, or a role or user that it can become, everything else: the rest of its policy limits nothing.',
  fix: 'Take the action away. Roles, users and policies are made by a pipeline, behind a permissions boundary.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
  judge: (role) => escalations(role).map(({ pattern, actions, resource, policy }) => ({
    detail: `${pattern} on ${resource}`,
    at: policy.at,
    message: `${policy.name} allows ${pattern} on ${resource}${including(pattern, actions)}, by which a pod can raise its own permissions: take it away`,
  })),
};

/** Which actions a wildcard stands for. */
function including(pattern: string, [first, ...others]: readonly string[]): string {
  return pattern.toLowerCase() === first.toLowerCase() ? '' : `, and so ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}
