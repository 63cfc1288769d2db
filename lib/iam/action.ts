import { globMatches, hasWildcard } from './glob';
import { isKnown, symbolsOf } from './partial-text';

/** Whether IAM's pattern of an action stands for an action, such as `s3:Get*` for `s3:GetObject`. IAM ignores the case of both. */
export function actionMatches(pattern: string, action: string): boolean {
  const mayMatch = pattern.length === action.length || hasWildcard(pattern);
  return pattern === action || (mayMatch && globMatches(lowerCased(pattern), lowerCased(action)));
}

/** What `Action` and `NotAction` of a statement say. */
export interface StatementActions {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

/** Whether a statement is about an action, wildcards and `NotAction` included. */
export function coversAction({ actions, notActions }: StatementActions, action: string): boolean {
  const isOf = (patterns: readonly string[]) => patterns.some((pattern) => actionMatches(pattern, action));
  return isOf(actions) || (notActions.length > 0 && !isOf(notActions));
}

/** A text in lower case. The name of a part that is not known keeps its case: it is a name of ours. */
export function lowerCased(text: string): string {
  return isKnown(text) ? text.toLowerCase() : symbolsOf(text).map((symbol) => symbol.length === 1 ? symbol.toLowerCase() : symbol).join('');
}
