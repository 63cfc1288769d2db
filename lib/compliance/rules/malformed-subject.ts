import { show } from '../../core/text';
import { plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { subjectsOf } from '../subjects';

export const MALFORMED_SUBJECT: Rule = {
  id: 'MalformedSubject',
  level: 'error',
  title: 'A subject is none that Kubernetes makes',
  question: 'Is there a service account whose token could have the subject?',
  why: 'Tokens name a service account as system:serviceaccount:<namespace>:<name>, with names that Kubernetes allows. Anything else never matches: pods get AccessDenied.',
  fix: 'Write "system:serviceaccount:<namespace>:<name>".',
  link: 'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens',
  isOfTrust: true,
  judge: (role) => subjectsOf(role).flatMap(({ value, number, provider, problem }) => problem === undefined ? [] : [{
    detail: value,
    of: plain(provider),
    message: `statement ${number} of the trust asks for the subject ${show(value)}, which ${problem}`,
  }]),
};
