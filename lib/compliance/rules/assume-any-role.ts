import { plain } from '../../iam/partial-text';
import { onAnyRole, suchAs } from '../escalation';
import type { Rule } from '../rule';

export const ASSUME_ANY_ROLE: Rule = {
  id: 'AssumeAnyRole',
  level: 'error',
  title: 'The role may assume any role',
  question: 'Is there a role that nobody named, such as one made later, that the role may assume?',
  why: 'Whatever trusts the account as a whole is within reach of the pod, in other accounts too, and so are roles that are made later.',
  fix: 'Name the roles as resources, or ask for a tag that they have (aws:ResourceTag).',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html',
  isOfPermissions: true,
  judge: (role) => onAnyRole(role, 'sts:AssumeRole').map(({ resource, policy, breadth, isUnclear, ownTag, witness }) => ({
    detail: `${resource}${isUnclear ? ' under a condition' : ''}`,
    of: policy.name,
    at: policy.at,
    level: breadth === 'any' && !isUnclear ? 'error' : 'warning',
    message: `${policy.name} allows sts:AssumeRole on ${resource}${suchAs(witness, resource)}${byTag(ownTag)}: name each role`,
  })),
};

/** Why a condition that names roles by a tag limits nothing. */
function byTag(tag: string | undefined): string {
  return tag === undefined ? '' : ` (it may give any role the tag of its condition on ${plain(tag)})`;
}
