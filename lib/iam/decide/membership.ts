import { identifierOf } from './candidate';
import type { Question } from './question';
import type { AccessRequest } from '../access-request';
import type { Steps } from '../language/steps';
import type { TextSet } from '../language/text-set';

/** Whether a question asks about a request, whatever unknown parts become. */
export function isCertainlyAsked({ principal, action, resource, context = {} }: AccessRequest, question: Question, steps: Steps): boolean {
  const has = (set: TextSet | undefined, text: string) => set === undefined || set.language('smaller', true, steps).contains(text, steps);
  const isAsked = question.principals.some(({ kind, identifiers }) => kind === principal.kind && has(identifiers, identifierOf(principal)));
  const isAbout = has(question.actions, action.toLowerCase()) && has(question.resources, resource);
  return isAsked && isAbout && Object.entries(context).every(([name, value]) => {
    const key = name.toLowerCase();
    const constraint = Object.entries(question.context ?? {}).find(([own]) => own.toLowerCase() === key)?.[1] ?? question.otherKeys?.(key);
    if (constraint === undefined) {
      return true;
    }
    const { values, mayBeAbsent = values === undefined } = constraint;
    return value === undefined ? mayBeAbsent : values !== undefined && [value].flat().every((text) => has(values, text));
  });
}
