import { hasLimit, onAnyRole, suchAs } from '../escalation';
import type { Rule } from '../rule';

export const PASS_ANY_ROLE: Rule = {
  id: 'PassAnyRole',
  level: 'error',
  title: 'The role may pass any role to a service',
  why: 'A pod could start something, such as an instance or a function, that runs with the most powerful role of the account that trusts the service.',
  fix: 'Name the roles as resources, and the service with the condition iam:PassedToService.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  judge: (role) => onAnyRole(role, 'iam:PassRole').map(({ resource, policy, statement, breadth, witness }) => ({
    detail: resource,
    at: policy.at,
    level: breadth === 'any' ? 'error' : 'warning',
    message: `${policy.name} allows iam:PassRole on ${resource}${suchAs(witness, resource)}: name each role${hasLimit(statement, /^iam:PassedToService$/i) ? '' : ', and the service with iam:PassedToService'}`,
  })),
};
