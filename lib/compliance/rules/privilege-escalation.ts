import { escalations } from '../escalation';
import type { Escalation, EscalatingAction } from '../escalation';
import type { Rule } from '../rule';

export const PRIVILEGE_ESCALATION: Rule = {
  id: 'PrivilegeEscalation',
  level: 'error',
  title: 'The role may raise its own permissions',
  question: "Is a way allowed, on resources that are not the workload's own, to permissions that the role does not have?",
  why: 'With one of these actions a pod can give itself, or a role, user or program that it can become or command, everything else: the rest of its policy limits nothing.',
  fix: 'Take the action away, or name the resources that are the workload\'s own. Roles, users and policies are made by a pipeline, behind a permissions boundary.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
  isOfPermissions: true,
  judge: (role) => escalations(role).map((escalation) => ({
    detail: `${escalation.pattern} on ${escalation.resource}${isLessThanItsWay(escalation) ? ' perhaps' : ''}`,
    of: escalation.policy.name,
    at: escalation.policy.at,
    level: escalation.level,
    message: messageOf(escalation),
  })),
};

function messageOf({ policy, pattern, resource, actions, level }: Escalation): string {
  const [{ way }] = actions;
  const can = level === 'error' ? 'a pod can raise its own permissions' : 'a pod may come to permissions of others';
  const fix = way.evenNamed || way.isOf !== undefined || way.needs.every(({ on }) => on === '*') ? 'take it away' : 'take it away, or name the resources that are its own';
  return `${policy.name} allows ${pattern} on ${resource}${way.needs.length > 1 ? '' : including(pattern, actions)}, by which ${can}: ${called(actions, resource)}${way.gives}; ${fix}`;
}

/** Which actions a wildcard stands for. */
function including(pattern: string, [{ action }, ...others]: readonly EscalatingAction[]): string {
  return pattern.toLowerCase() === action.toLowerCase() ? '' : `, and so ${action}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}

/** A request that is allowed, where the policy does not say so to the letter. */
function called(actions: readonly EscalatingAction[], resource: string): string {
  const [{ action, witness, way }] = actions;
  return way.needs.length > 1 ? 'it ' : `${action}${witness === undefined || witness === resource ? '' : ` on ${witness}`} `;
}

/** Whether a condition, or a pattern of names, may limit it: an acknowledgement of that is none of what is certain. */
function isLessThanItsWay({ actions }: Escalation): boolean {
  return actions.some(({ isPerhaps = false }) => isPerhaps);
}
