import { answerOf } from './evaluation-text';
import type { NameOfDocument } from './evaluation-text';
import { FREE_REASON } from './free-request';
import type { OpenVerdict } from './open-verdict';
import type { ApplicablePolicies } from '../iam/applicable-policies';

/** Which statements decide, what is missing, or what it depends on; without the conditions. */
export function verdictText(verdict: OpenVerdict, policies: ApplicablePolicies, nameOf: NameOfDocument): string {
  const { decision, decidedBy, missing, open, isFree } = verdict;
  if (isFree === true) {
    return FREE_REASON;
  }
  if (decision === 'denied' && decidedBy.length === 0 && missing.length === 0) {
    return 'no request can meet the conditions of all statements';
  }
  return answerOf({
    decision: decision === 'denied' ? decidedBy.length > 0 ? 'explicitlyDenied' : 'implicitlyDenied' : decision,
    decidedBy,
    missing,
    undecided: open,
  }, policies, nameOf).reason;
}
