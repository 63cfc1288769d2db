import { plain } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import { hasLimit, onAnyRole, suchAs } from '../escalation';
import type { Rule } from '../rule';

export const PASS_ANY_ROLE: Rule = {
  id: 'PassAnyRole',
  level: 'error',
  title: 'The role may pass any role to a service',
  question: 'May the role pass a role that nobody named to a service?',
  why: 'A pod could start something, such as an instance or a function, that runs with the most powerful role of the account that trusts the service.',
  fix: 'Name the roles as resources, and the service with the condition iam:PassedToService.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  isOfPermissions: true,
  judge: (role) => onAnyRole(role, 'iam:PassRole').map(({ resource, policy, statement, breadth, isUnclear, ownTag, witness }) => ({
    detail: `${resource}${servicesOf(statement)}${isUnclear ? ' under a condition' : ''}`,
    of: policy.name,
    at: policy.at,
    level: breadth === 'any' ? 'error' : 'warning',
    message: `${policy.name} allows iam:PassRole on ${resource}${suchAs(witness, resource)}${ownTag === undefined ? '' : ' (no tag of a role limits that)'}: name each role${hasLimit(statement, /^iam:PassedToService$/i) ? '' : ', and the service with iam:PassedToService'}`,
  })),
};

/** The services to which roles may be passed, if they are named: an acknowledgement of these is none of all. */
function servicesOf(statement: PolicyStatement): string {
  const tests = statement.conditions.filter(({ key }) => /^iam:PassedToService$/i.test(key));
  return hasLimit(statement, /^iam:PassedToService$/i, (value) => /[a-z]/i.test(value.replace(/\.?amazonaws\.com(\.cn)?$/, ''))) ? ` to ${tests.flatMap(({ values }) => values).map(plain).join(' ')}` : '';
}
