import { show } from '../../core/text';
import type { Rule } from '../rule';
import { subjectsOf } from '../subjects';

export const ANY_SERVICE_ACCOUNT: Rule = {
  id: 'AnyServiceAccount',
  level: 'error',
  title: 'The trust takes every service account of a namespace',
  why: 'Every pod of the namespace may become the role, also those that need nothing of AWS, and so may whoever creates a pod there.',
  fix: 'Name the service account, or a pattern with at least one letter or digit.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  judge: (role) => subjectsOf(role).filter(({ reach }) => reach === 'a namespace').map(({ value, namespace, number }) => ({
    detail: value,
    message: `statement ${number} of the trust takes ${show(value)}, every service account of the namespace ${namespace}: name the service account`,
  })),
};
