import { count } from '../../core/text';
import { globMatches } from '../../iam/glob';
import { plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { narrowSubjects } from '../subjects';

export const UNRELATED_SERVICE_ACCOUNTS: Rule = {
  id: 'UnrelatedServiceAccounts',
  level: 'warning',
  title: 'One role serves unrelated service accounts',
  question: 'May service accounts that share neither name nor namespace become one role?',
  why: 'Each of them has the permissions of all, CloudTrail does not tell them apart by the role, and taking one away means looking at the others.',
  fix: 'Make a role for each. One role for the same service account in several namespaces, for several of one namespace, or for the same ones of several clusters is fine.',
  link: 'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
  isOfTrust: true,
  judge: (role) => {
    const subjects = narrowSubjects(role);
    const names = distinctNames(subjects.map(({ name }) => name));
    if (names.length < 2) {
      return [];
    }
    const namespaces = new Set(subjects.map(({ namespace }) => namespace));
    if (namespaces.size > 1) {
      return [{
        detail: 'namespaces',
        message: `the role serves ${count(names.length, 'service account')} of different names in ${count(namespaces.size, 'namespace')}: make a role for each`,
      }];
    }
    const byProvider = new Map<string, Set<string>>();
    subjects.forEach(({ provider, value }) => byProvider.set(provider, (byProvider.get(provider) ?? new Set()).add(value)));
    return new Set([...byProvider.values()].map((values) => [...values].sort().join(' '))).size < 2 ? [] : [{
      detail: 'clusters',
      message: `the role serves different service accounts of ${count(byProvider.size, 'cluster')} (${[...byProvider.keys()].map(plain).join(', ')}): make a role for each`,
    }];
  },
};

/** A pattern and a name that it takes are one. */
function distinctNames(names: readonly string[]): string[] {
  const all = [...new Set(names)];
  return all.filter((name) => !all.some((pattern) => pattern !== name && globMatches(pattern, name)));
}
