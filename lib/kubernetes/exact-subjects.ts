import { compare } from './metadata';
import { show } from '../core/text';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** The service accounts of a role that can be named, each once, by namespace and name. */
export function exactSubjects(role: IServiceAccountRole): ServiceAccountSubject[] {
  const exact = role.serviceAccounts.filter((subject) => !subject.isPattern);
  return [...new Map(exact.map((subject) => [subject.subject, subject])).values()]
    .sort((a, b) => compare(a.namespace, b.namespace) || compare(a.serviceAccountName, b.serviceAccountName));
}

/** The same, where a role without any makes no sense. */
export function requireExactSubjects(role: IServiceAccountRole): ServiceAccountSubject[] {
  const subjects = exactSubjects(role);
  if (subjects.length === 0) {
    throw new Error(
      `the role ${show(role.node.path)} must have at least one exact service account, got only patterns (${role.serviceAccounts.join(', ')}): ` +
      'whoever makes the accounts that match them must annotate them as well');
  }
  return subjects;
}
