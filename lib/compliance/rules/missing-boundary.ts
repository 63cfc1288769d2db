import { isKnown, plain } from '../../iam/partial-text';
import { isOfWorkload } from '../escalation';
import { takesAdministrator } from '../iam-resources';
import type { Rule } from '../rule';

export const MISSING_BOUNDARY: Rule = {
  id: 'MissingBoundary',
  level: 'error',
  title: 'The role has no permissions boundary',
  question: 'Does the role lack a permissions boundary, or have one that limits nothing?',
  why: 'You told the check that roles of workloads must have one: it is what limits whatever policies are attached later.',
  fix: 'Set permissionsBoundary.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  judge: (role, { requirePermissionsBoundary }) => {
    const { permissionsBoundary, boundaryArn } = role;
    const isNone = boundaryArn !== undefined && isKnown(boundaryArn) && takesAdministrator(boundaryArn);
    return !requirePermissionsBoundary || !isOfWorkload(role) || (permissionsBoundary !== 'absent' && !isNone) ? [] : [{
      message: isNone ? `the permissions boundary ${plain(boundaryArn)} allows everything, and a boundary is required here: set one that limits`
        : 'the role has no permissions boundary, which is required here: set permissionsBoundary',
    }];
  },
};
