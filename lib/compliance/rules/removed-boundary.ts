import { isKnown } from '../../iam/partial-text';
import { commandOf, liveMessage } from '../live-message';
import { plannedRoles } from '../planned-roles';
import type { Rule } from '../rule';

export const REMOVED_BOUNDARY: Rule = {
  id: 'RemovedBoundary',
  level: 'error',
  title: 'A role lacks the permissions boundary that its template gives it',
  question: 'Does a role of an account lack the permissions boundary that the template with that role gives it?',
  why: 'Somebody took the boundary away, or set another. What it kept the role from is allowed since, by whatever policies it has or gets.',
  fix: 'Set it again: aws iam put-role-permissions-boundary --role-name <role> --permissions-boundary <arn>.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  judgeLive: {
    needs: [],
    accounts: (state) => plannedRoles(state).flatMap(({ live, planned }) => {
      const [wanted] = planned.map(({ boundaryArn = '<ARN of the boundary>' }) => boundaryArn);
      const isOther = live.boundaryArn !== undefined
        && planned.every(({ boundaryArn }) => boundaryArn !== undefined && isKnown(boundaryArn) && live.boundaryArn !== boundaryArn);
      const isLost = planned.every(({ permissionsBoundary }) => permissionsBoundary === 'present') && (live.permissionsBoundary === 'absent' || isOther);
      return !isLost ? [] : [{
        at: live.at,
        ...liveMessage({
          cause: `the role ${live.roleName} has ${isOther ? `the permissions boundary ${live.boundaryArn}` : 'no permissions boundary'}, and its template gives it ${isKnown(wanted) ? wanted : 'one'}`,
          sees: 'the application may do whatever its policies allow, beyond what the boundary did',
          command: commandOf('aws', 'iam', 'put-role-permissions-boundary', '--role-name', live.roleName ?? '', '--permissions-boundary', isKnown(wanted) ? wanted : '<ARN of the boundary>'),
        }),
      }];
    }),
  },
};
