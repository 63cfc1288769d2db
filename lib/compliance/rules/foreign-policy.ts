import { addTo } from '../../core/add-to';
import { globMatches } from '../../iam/glob';
import { isKnown, masked } from '../../iam/partial-text';
import type { InventoryRole } from '../../inventory/role';
import { commandOf, liveMessage } from '../live-message';
import { plannedRoles } from '../planned-roles';
import type { PlannedRole } from '../planned-roles';
import type { PlacedFinding, Rule } from '../rule';

export const FOREIGN_POLICY: Rule = {
  id: 'ForeignPolicy',
  level: 'warning',
  title: 'A role has a policy that its template does not give it',
  question: 'Does a role of an account have a policy that the template with that role does not give it?',
  why: 'Somebody added it by hand, or another tool did. It was never reviewed, no deployment takes it away, and a fresh deployment lacks it.',
  fix: 'Put it into the template, or take it away: aws iam delete-role-policy --role-name <role> --policy-name <policy>.',
  link: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html',
  judgeLive: {
    needs: [],
    accounts: (state) => {
      // A template may attach policies to a role of another one, by its name.
      const beside = new Map<string | undefined, InventoryRole[]>();
      state.planned.forEach((role) => addTo(beside, role.standsFor?.toLowerCase(), [role]));
      return plannedRoles(state).flatMap(({ live, planned }) => {
        const role = { live, planned: [...planned, ...beside.get(live.roleName!.toLowerCase()) ?? []] };
        return [...foreignInline(role), ...foreignManaged(role)];
      });
    },
  },
};

function foreignInline({ live, planned }: PlannedRole): PlacedFinding[] {
  const own = planned.flatMap(inlineNames);
  return own.some((name) => name === undefined || !isKnown(name)) || planned.some(({ undecided }) => undecided.length > 0) ? []
    : inlineNames(live).filter((name) => !own.includes(name)).map((name = '') => ({
      at: live.at,
      detail: name,
      ...liveMessage({
        cause: `the role ${live.roleName} has the inline policy ${name}, which its template does not give it`,
        sees: 'the application may do more, or less, than its template says',
        command: commandOf('aws', 'iam', 'delete-role-policy', '--role-name', live.roleName ?? '', '--policy-name', name),
      }),
    }));
}

function foreignManaged({ live, planned }: PlannedRole): PlacedFinding[] {
  const isAttachedBeside = planned.some(({ policies }) => policies.some(({ kind, at }) => kind === 'managed' && at !== undefined));
  const patterns = planned.flatMap(({ managedPolicyArns }) => managedPolicyArns.map((arn) => masked(arn, '*')));
  return isAttachedBeside || planned.some(({ undecided }) => undecided.length > 0) ? []
    : live.managedPolicyArns.filter((arn) => !patterns.some((pattern) => globMatches(pattern, arn))).map((arn) => ({
      at: live.at,
      detail: arn,
      ...liveMessage({
        cause: `the role ${live.roleName} has the managed policy ${arn}, which its template does not give it`,
        sees: 'the application may do more, or less, than its template says',
        command: commandOf('aws', 'iam', 'detach-role-policy', '--role-name', live.roleName ?? '', '--policy-arn', arn),
      }),
    }));
}

function inlineNames({ policies }: InventoryRole): (string | undefined)[] {
  return policies.filter(({ kind }) => kind === 'inline').map(({ policyName }) => policyName);
}
