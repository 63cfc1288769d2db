// What a document allows now that it did not when it was looked at, with its conditions: decided by the engine, not by comparing texts.
import { PermissionSearch } from '../../lib/access/differences/permission-search';
import { NO_POLICIES } from '../../lib/access/differences/side-policies';
import { permissionLines } from '../../lib/access/words/permission-words';
import { readLiteralDocument } from '../../lib/iam/document';

const ROLE = 'arn:aws:iam::111122223333:role/program';

/** What changed, in words. */
export interface UpstreamChanges {
  readonly gains: readonly string[];
  readonly losses: readonly string[];
}

/** Compares two states of a program's policies. */
export function changesBetween(before: readonly unknown[], after: readonly unknown[]): UpstreamChanges {
  return { gains: gained(before, after), losses: gained(after, before) };
}

function gained(from: readonly unknown[], to: readonly unknown[]): string[] {
  const policies = (all: readonly unknown[]) => ({ ...NO_POLICIES, identity: all.map(readLiteralDocument) });
  const gains = new PermissionSearch({ principal: { kind: 'roleSession', arn: ROLE }, from: policies(from), to: policies(to) }).gains();
  const lines = gains.flatMap(({ parts }) => parts).flatMap(({ statement, witness, open }) => permissionLines(statement)
    .map(({ service, text }) => `${service}: ${text}${witness === undefined ? ` (not certain: ${open})` : ''}`));
  return [...new Set(lines)];
}
