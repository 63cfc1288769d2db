import { globMatches } from '../../iam/glob';
import { plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { subjectsOf } from '../subjects';

export const DEFAULT_SERVICE_ACCOUNT: Rule = {
  id: 'DefaultServiceAccount',
  level: 'warning',
  title: 'The trust is for the service account "default"',
  question: 'May pods that name no service account of their own become the role?',
  why: 'Every pod of the namespace that names no service account has this one, so all of them become the role.',
  fix: 'Make a service account for the workload, and name it in the pod and in the trust.',
  link: 'https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts',
  isOfTrust: true,
  judge: (role) => subjectsOf(role)
    .filter(({ name = '', reach }) => reach === 'some' ? globMatches(name, 'default') : name === 'default' && ['one', 'unknown'].includes(reach))
    .map(({ value, namespace, number, provider }) => ({
      detail: value,
      of: plain(provider),
      message: `statement ${number} of the trust takes every pod of the namespace ${namespace} that names no service account: make one for the workload`,
    })),
};
