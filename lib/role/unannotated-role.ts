import type { IConstruct } from 'constructs';
import { reasonProblem } from '../core/reason';
import { acknowledgedReason } from '../core/recorded-acknowledgement';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** The name of the id, as it is acknowledged. */
export const UNANNOTATED_ROLE = 'cdk-irsa:unannotatedRole';

/** The id by which a role is acknowledged as one that a service account is not annotated with: `cdk-irsa:unannotatedRole[shop/api]`. */
export function unannotatedId(subject: ServiceAccountSubject): string {
  return `${UNANNOTATED_ROLE}[${subject.toString()}]`;
}

/**
 * Whether pods of a service account become the role by other means than its annotation, such as an SDK profile: then nothing that
 * we write annotates the service account with this role.
 */
export function isUnannotated(role: IConstruct, subject: ServiceAccountSubject): boolean {
  return acknowledgedReason(role, unannotatedId(subject)) !== undefined && unannotatedProblem(role, subject) === undefined;
}

/** What is wrong with the reason of an acknowledgement, which is none then: a role without its annotation needs one that others understand. */
export function unannotatedProblem(role: IConstruct, subject: ServiceAccountSubject): string | undefined {
  const reason = acknowledgedReason(role, unannotatedId(subject));
  return reason === undefined ? undefined : reasonProblem(`the pods of ${subject.toString()} become the role in another way`, reason);
}
