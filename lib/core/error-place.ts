import type { IConstruct } from 'constructs';
import { CONSTRUCT, requireKind, TEXT } from './kinds';

/** Runs what may throw; the error names the construct that is being made, as the errors of CDK's validation do: `[Stack/Role] …`. */
export function making<T>(scope: IConstruct, id: string, run: () => T): T {
  requireKind('scope', CONSTRUCT, scope);
  requireKind('id', TEXT, id);
  return naming(scope.node.path === '' ? id : `${scope.node.path}/${id}`, run);
}

/** Runs what may throw; the error names the construct that it is about. */
export function about<T>(construct: IConstruct, run: () => T): T {
  return naming(construct.node.path, run);
}

function naming<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    // An error that names it already, such as "the ARN of the role "Stack/Role" must be …", stays as it is.
    if (error instanceof Error && path !== '' && !error.message.includes(`[${path}]`) && !error.message.includes(`"${path}"`)) {
      const { message, stack } = error;
      const named = `[${path}] ${message}`;
      // The same error, so that it keeps its class and shows where it comes from; `stack` holds the message as it was.
      error.message = named;
      error.stack = stack?.replace(message, () => named);
    }
    throw error;
  }
}
