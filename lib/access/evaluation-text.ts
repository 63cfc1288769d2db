import type { Answer } from './access-answer';
import { list } from '../core/text';
import type { ApplicablePolicies, PolicyKind } from '../iam/applicable-policies';
import type { Evaluation, OpenQuestion, StatementReference } from '../iam/evaluation';

/** A document among the policies of a request. */
export type DocumentReference = Omit<StatementReference, 'statement'>;

/** What a document is called where an answer names it: `identityPolicies[1]`, `the inline policy "s3.read" (template.json:12:3)`. */
export type NameOfDocument = (document: DocumentReference) => string;

/** The kinds of policies as entries of a requests file call them. */
export const KIND_KEYS: Readonly<Record<PolicyKind, string>> = {
  identity: 'identityPolicies',
  permissionsBoundary: 'permissionsBoundary',
  session: 'sessionPolicy',
  resource: 'resourcePolicy',
  trust: 'trustPolicy',
  serviceControlPolicies: 'serviceControlPolicies',
  resourceControlPolicies: 'resourceControlPolicies',
};

/** And as sentences call them. */
const KIND_WORDS: Readonly<Record<PolicyKind, string>> = {
  identity: 'the identity policies',
  permissionsBoundary: 'the permissions boundary',
  session: 'the session policy',
  resource: 'the policy of the resource',
  trust: 'the trust policy of the role',
  serviceControlPolicies: 'the service control policies',
  resourceControlPolicies: 'the resource control policies',
};

/** Where none of the kind is there, though one would have to allow. */
const NONE_WORDS: Readonly<Record<PolicyKind, string>> = {
  identity: 'the principal has no identity policies',
  permissionsBoundary: 'the permissions boundary is empty',
  session: 'the session policy is empty',
  resource: 'the resource has no policy that allows it',
  trust: 'the role has no trust policy that allows it',
  serviceControlPolicies: 'there are no service control policies',
  resourceControlPolicies: 'there are no resource control policies',
};

/** How many open questions are written out. */
const MOST_QUESTIONS = 5;

/** An evaluation in words. */
export function answerOf(evaluation: Evaluation, policies: ApplicablePolicies, nameOf: NameOfDocument): Answer {
  const { decision, decidedBy, missing, undecided } = evaluation;
  const statements = list(decidedBy.map((place) => statementText(place, policies, nameOf)));
  switch (decision) {
    case 'allowed':
      return {
        decision: 'allowed',
        reason: decidedBy.length === 0 ? 'the root user may do what no policy denies' : `${statements} ${decidedBy.length === 1 ? 'allows' : 'allow'} it`,
      };
    case 'explicitlyDenied':
      return { decision: 'denied', reason: `${statements} ${decidedBy.length === 1 ? 'denies' : 'deny'} it` };
    case 'implicitlyDenied':
      return { decision: 'denied', reason: list(missing.map((kind) => missingText(kind, policies))) };
    case 'undecided':
      return { decision: 'undecided', reason: `it depends on ${questionsText(undecided, policies, nameOf)}` };
  }
}

function statementText(place: StatementReference, policies: ApplicablePolicies, nameOf: NameOfDocument): string {
  const { policy, level, document, statement } = place;
  const documents = policy === 'serviceControlPolicies' || policy === 'resourceControlPolicies' ? policies[policy]?.[level ?? 0] : policies[policy];
  const sid = documents?.[document]?.statements.find(({ number }) => number === statement)?.sid;
  return `statement ${statement}${sid === undefined ? '' : ` ("${sid}")`} of ${nameOf(place)}`;
}

function missingText(kind: PolicyKind, policies: ApplicablePolicies): string {
  const isThere = (policies[kind]?.length ?? 0) > 0;
  return isThere ? `no statement of ${KIND_WORDS[kind]} allows it` : NONE_WORDS[kind];
}

function questionsText(undecided: readonly OpenQuestion[], policies: ApplicablePolicies, nameOf: NameOfDocument): string {
  const texts = [...new Set(undecided.map(({ what: written, policy, document, statement, level }) => {
    // Of a policy that is not among the paths neither the actions nor the resources are known: once is enough.
    const what = /^the (?:action|resource) <(what .* allows?, which (?:is|are) not among the paths)>$/s.exec(written)?.[1] ?? written;
    if (policy === undefined || document === undefined) {
      return what;
    }
    const place = { policy, document, ...level === undefined ? {} : { level } };
    return statement === undefined ? `${what} (${nameOf(place)})` : `${what} (${statementText({ ...place, statement }, policies, nameOf)})`;
  }))];
  const more = texts.length - MOST_QUESTIONS;
  return list([...texts.slice(0, MOST_QUESTIONS), ...more > 0 ? [`${more} more`] : []]);
}
