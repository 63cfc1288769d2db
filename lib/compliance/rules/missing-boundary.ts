import { isOfWorkload } from '../escalation';
import type { Rule } from '../rule';

export const MISSING_BOUNDARY: Rule = {
  id: 'MissingBoundary',
  level: 'error',
  title: 'The role has no permissions boundary',
  why: 'You told the check that roles of workloads must have one: it is what limits whatever policies are attached later.',
  fix: 'Set permissionsBoundary.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  judge: (role, { requirePermissionsBoundary }) => requirePermissionsBoundary && role.permissionsBoundary === 'absent' && isOfWorkload(role)
    ? [{ message: 'the role has no permissions boundary, which is required here: set permissionsBoundary' }] : [],
};
