import { list } from '../core/text';
import { KnownActions } from '../iam/known-actions';
import { isKnownAction, meantBy } from '../iam/meant-actions';

/**
 * What is to be said of an action that the service authorization reference does not have: a "no" for a mistyped one must not pass for
 * an answer. Nothing if the reference has it.
 */
export function unknownActionNote(action: string): string | undefined {
  if (action === '*' || isKnownAction(action)) {
    return undefined;
  }
  const meant = meantBy(action);
  return `${action} is no action that AWS had on ${KnownActions.date}${meant === undefined ? '' : `: did you mean ${list(meant, 'or')}?`}`;
}
