import { show } from '../../core/text';
import { plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { subjectsOf, suchAs } from '../subjects';

export const ANY_NAMESPACE: Rule = {
  id: 'AnyNamespace',
  level: 'error',
  title: 'The trust takes service accounts of more than one namespace by a wildcard',
  question: 'May service accounts of the same name in other namespaces become the role, because a wildcard stands where the namespace is?',
  why: 'Whoever may create a namespace, or a service account in one that matches, may become the role.',
  fix: 'Name each namespace exactly: "system:serviceaccount:<namespace>:<name>".',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  isOfTrust: true,
  judge: (role) => subjectsOf(role).filter(({ reach }) => reach === 'namespaces').map(({ value, number, provider, witness }) => ({
    detail: value,
    of: plain(provider),
    message: `statement ${number} of the trust takes ${show(value)}, and so service accounts of more than one namespace${suchAs(witness)}: name each namespace exactly`,
  })),
};
