import type { Answer } from './access-answer';
import type { AccessQuestion } from './access-question';
import { nameOfEntryDocument } from './entry-documents';
import { answerOf } from './evaluation-text';
import type { NameOfDocument } from './evaluation-text';
import { FREE_REASON, needsNoPermission } from './free-request';
import { assumedAccount } from './request-entry';
import type { AccessRequest, RequestPrincipal } from '../iam/access-request';
import type { ApplicablePolicies } from '../iam/applicable-policies';
import { evaluate, isTrustAction } from '../iam/evaluator/evaluate';

/** Answers a question about a principal by the policies that it brings along. */
export function answerByDocuments({ principal, request, policies }: AccessQuestion & { readonly principal: RequestPrincipal }): Answer {
  return answerFor(principal, request, policies, nameOfEntryDocument(policies));
}

/** Asks IAM's logic, and says in words what it answers. */
export function answerFor(principal: RequestPrincipal, request: Omit<AccessRequest, 'principal'>, given: ApplicablePolicies, nameOf: NameOfDocument): Answer {
  if (needsNoPermission({ ...request, principal })) {
    return { decision: 'allowed', reason: FREE_REASON };
  }
  const policies = consulted(given, request.action);
  const asked = { ...request, principal };
  const account = assumedAccount(request, principal);
  const evaluation = evaluate({ ...asked, ...account === undefined ? {} : { resourceAccount: account } }, policies);
  const { decision, reason } = answerOf(evaluation, policies, nameOf);
  const depends = account !== undefined && evaluate(asked, policies).decision !== evaluation.decision;
  return { decision, reason: depends ? `${reason}; the resource is taken to be of account ${account}, since its ARN has none` : reason };
}

/** AWS asks the trust policy of a role only who may become it; for that it is the policy of the resource. */
function consulted({ trust, resource, ...others }: ApplicablePolicies, action: string): ApplicablePolicies {
  return isTrustAction(action.toLowerCase()) ? { ...others, trust: trust ?? resource } : { ...others, resource };
}
