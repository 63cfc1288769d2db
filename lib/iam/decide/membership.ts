import { identifierOf } from './candidate';
import { RESOURCE_ACCOUNT, USER_NAME, userName } from './principal-keys';
import { constraintOf } from './question';
import type { Question } from './question';
import type { AccessRequest } from '../access-request';
import { arnParts } from '../arn';
import type { Steps } from '../language/steps';
import type { TextSet } from '../language/text-set';

/**
 * Whether keys that follow from others have the values that these give them: the name of a user, and the account of a resource whose
 * ARN has one.
 */
export function isConsistent({ principal, resource, resourceAccount, context = {} }: AccessRequest): boolean {
  const written = arnParts(resource)?.account ?? '';
  const owner = resourceAccount ?? (written === '' || written === 'aws' ? undefined : written);
  return Object.entries(context).every(([name, value]) => {
    switch (name.toLowerCase()) {
      case USER_NAME: return principal.kind !== 'user' || value === userName(principal.arn);
      case RESOURCE_ACCOUNT: return owner === undefined || value === owner;
      default: return true;
    }
  });
}

/** Whether a question asks about a request, whatever unknown parts become. */
export function isCertainlyAsked({ principal, action, resource, context = {} }: AccessRequest, question: Question, steps: Steps): boolean {
  const has = (set: TextSet | undefined, text: string) => set === undefined || set.language('smaller', true, steps).contains(text, steps);
  const isAsked = question.principals.some(({ kind, identifiers }) => kind === principal.kind && has(identifiers, identifierOf(principal)));
  const isAbout = has(question.actions, action.toLowerCase()) && has(question.resources, resource);
  return isAsked && isAbout && Object.entries(context).every(([name, value]) => {
    const key = name.toLowerCase();
    const constraint = constraintOf(question, key);
    if (constraint === undefined) {
      return true;
    }
    const { values, mayBeAbsent = values === undefined } = constraint;
    return value === undefined ? mayBeAbsent : values !== undefined && [value].flat().every((text) => has(values, text));
  });
}
