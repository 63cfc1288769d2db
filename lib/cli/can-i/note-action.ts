import { unknownActionNote } from '../../access/unknown-action';
import { terminalText } from '../../core/escape';
import type { Console } from '../console';

/** Says of an action that AWS does not have that it is likely mistyped, after the name of the request, if it has one. */
export function noteAction(action: string, console: Console, request?: string): void {
  const note = unknownActionNote(action);
  if (note !== undefined) {
    console.err(`${terminalText(`note: ${request === undefined ? '' : `${request}: `}${note}`)}\n`);
  }
}
