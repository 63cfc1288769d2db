import { unfitResourceNote } from '../../access/unfit-resource';
import { unknownActionNote } from '../../access/unknown-action';
import { terminalText } from '../../core/escape';
import type { Console } from '../console';

/**
 * Says of an action that AWS does not have that it is likely mistyped, and of a resource that AWS does not ask it about, after the name
 * of the request, if it has one. Without a resource only the action is looked at.
 */
export function noteAction(action: string, resource: string | undefined, console: Console, request?: string): void {
  const note = unknownActionNote(action) ?? (resource === undefined ? undefined : unfitResourceNote(action, resource));
  if (note !== undefined) {
    console.err(`${terminalText(`note: ${request === undefined ? '' : `${request}: `}${note}`)}\n`);
  }
}
