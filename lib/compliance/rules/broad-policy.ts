import type { Rule } from '../rule';
import { coverages } from '../service-coverage';
import type { Coverage } from '../service-coverage';

export const BROAD_POLICY: Rule = {
  id: 'BroadPolicy',
  level: 'error',
  title: 'A policy allows everything of a service on every resource',
  question: 'Does one policy allow every action of a service on a resource that it does not name?',
  why: 'It is what the FullAccess policies of AWS are, written by hand: it covers every resource of the account, its deletion and who else may use it, and whatever AWS adds to the service.',
  fix: 'Name the actions and the resources that the workload needs.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  isOfPermissions: true,
  judge: (role) => coverages(role).map((coverage) => ({
    detail: `${coverage.pattern} on ${coverage.resource}${coverage.isOfMany === true ? ' perhaps' : ''}${coverage.limit === 'none' ? '' : ' under a condition'}`,
    of: coverage.policy.name,
    at: coverage.policy.at,
    level: coverage.limit === 'none' && coverage.isOfMany !== true ? 'error' : 'warning',
    message: messageOf(coverage),
  })),
};

function messageOf({ policy, pattern, resource, witness, limit, isOfMany }: Coverage): string {
  const such = witness === undefined ? '' : `, such as ${witness.action}${witness.resource === resource || witness.resource === '*' ? '' : ` on ${witness.resource}`}`;
  const most = isOfMany === true ? ', which takes resources that nobody named' : '';
  return `${policy.name} allows ${pattern} on ${resource}${most}${such}${limit === 'none' ? '' : ', under a condition that only the service knows'}: name the actions and the resources that the workload needs`;
}
