import { compare } from './metadata';
import { show } from '../core/text';
import { subjectsIn } from '../role/role-clusters';
import type { RoleCluster } from '../role/role-clusters';
import type { IServiceAccountRole } from '../role/service-account-role-ref';
import { isUnannotated, unannotatedId } from '../role/unannotated-role';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** The service accounts of a role that can be named, each once, by namespace and name: of one of its clusters, or of all. */
export function exactSubjects(role: IServiceAccountRole, cluster?: RoleCluster): ServiceAccountSubject[] {
  const exact = subjectsIn(role, cluster).filter((subject) => !subject.isPattern);
  return [...new Map(exact.map((subject) => [subject.subject, subject])).values()]
    .sort((a, b) => compare(a.namespace, b.namespace) || compare(a.serviceAccountName, b.serviceAccountName));
}

/** Those that are annotated with the role: not those whose pods become it in another way. */
export function annotatedSubjects(role: IServiceAccountRole, cluster?: RoleCluster): ServiceAccountSubject[] {
  return exactSubjects(role, cluster).filter((subject) => !isUnannotated(role, subject));
}

/** The same, where a role without any makes no sense. */
export function requireAnnotated(role: IServiceAccountRole, cluster?: RoleCluster): ServiceAccountSubject[] {
  const exact = exactSubjects(role, cluster);
  const subjects = exact.filter((subject) => !isUnannotated(role, subject));
  const where = cluster === undefined ? '' : ` in ${cluster.displayName}`;
  if (subjects.length === 0 && exact.length > 0) {
    throw new Error(
      `the role ${show(role.node.path)} must have at least one service account that is annotated with it${where}, got only acknowledged ones ` +
      `(${exact.map(unannotatedId).join(', ')}): write the files for the role that the annotation names`);
  }
  if (subjects.length === 0) {
    throw new Error(
      `the role ${show(role.node.path)} must have at least one exact service account${where}, got only patterns (${subjectsIn(role, cluster).join(', ')}): ` +
      'whoever makes the accounts that match them must annotate them as well');
  }
  return subjects;
}
