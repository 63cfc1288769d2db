import type { AnswerDecision } from './access-answer';
import type { ServiceAccountName } from './service-account-name';
import type { AccessRequest, RequestPrincipal } from '../iam/access-request';
import type { ApplicablePolicies } from '../iam/applicable-policies';

/** A question: may this one do that? */
export interface AccessQuestion {
  /** As the answer is called. */
  readonly name: string;
  /** Who acts: a service account, through the roles that it becomes, or a principal of AWS. */
  readonly as?: ServiceAccountName;
  readonly principal?: RequestPrincipal;
  readonly request: Omit<AccessRequest, 'principal'>;
  /** The policies that the question brings along. */
  readonly policies: ApplicablePolicies;
  /** What the answer should be. */
  readonly expect?: AnswerDecision;
}
