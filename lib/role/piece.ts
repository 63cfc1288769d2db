import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { WildcardEvidence } from '../bundles/policy-bundle';
import { Token } from '../core/cdk';
import { jsonHoldsToken } from '../core/cdk-internals';
import { documentSize } from '../core/deploy-time-size';
import { Quotas } from '../core/quotas';
import { count, show } from '../core/text';

/** `{"Version":"2012-10-17","Statement":[]}` */
export const EMPTY_DOCUMENT = 40;

/** A statement of a bundle, with what must be known to place it. */
export interface Piece {
  readonly bundleId: string;
  readonly statement: PolicyStatement;
  readonly evidence: readonly WildcardEvidence[];
  readonly characters: number;
  /** False if a part of the statement is known only at deploy time. */
  readonly isLiteral: boolean;
}

/** Whether a value holds no object that is known only at deploy time: what such a one writes as JSON is its own affair. */
function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object' ||
    (!Token.isUnresolved(value) && (Array.isArray(value) ? value : Object.values(value)).every(isPlain));
}

/** For a policy that bundles share: IAM wants each Sid once, and it means nothing else. */
export function withoutSid(statement: PolicyStatement): PolicyStatement {
  const copy = statement.copy();
  copy.sid = undefined;
  // What was counted and found to have evidence must stay so.
  statement.freeze();
  return copy;
}

export function requireUniqueSids(bundleId: string, sids: readonly (string | undefined)[]): void {
  const given = sids.filter((sid) => sid !== undefined);
  const repeated = given.find((sid, index) => given.indexOf(sid) !== index);
  if (repeated !== undefined) {
    throw new Error(`each sid of ${bundleId} must stand once, got ${show(repeated)} twice`);
  }
}

/** The size of a statement; deploy-time values count with their greatest length. */
export function sizeOf(statement: PolicyStatement, scope: Construct): Pick<Piece, 'characters' | 'isLiteral'> {
  const json = statement.toStatementJson();
  const text = JSON.stringify(json);
  const isLiteral = !jsonHoldsToken(text) && isPlain(json.Condition);
  return { characters: isLiteral ? text.length : documentSize(json, scope).characters, isLiteral };
}

/**
 * A statement that is larger than a managed policy, as several with a part of its resources each:
 * a statement over a list of resources means the same as one statement for each of them.
 */
export function splitToFit(piece: Piece, scope: Construct): Piece[] {
  if (EMPTY_DOCUMENT + piece.characters + 1 <= Quotas.managedPolicyCharacters) {
    return [piece];
  }
  const { resources } = piece.statement;
  if (resources.length < 2) {
    throw new Error(
      `a statement of ${piece.bundleId} must fit in a managed policy (${Quotas.managedPolicyCharacters.toLocaleString('en-US')} characters), ` +
      `got ${count(piece.characters, 'character')} for ${count(resources.length, 'resource')} and ${count(piece.statement.actions.length, 'action')}`);
  }
  const middle = Math.ceil(resources.length / 2);
  return [resources.slice(0, middle), resources.slice(middle)].flatMap((part) => {
    const statement = piece.statement.copy({ resources: part });
    const known = new Set([...part, ...statement.actions]);
    const evidence = piece.evidence.filter((item) => known.has(item.wildcard));
    return splitToFit({ ...piece, statement, evidence, ...sizeOf(statement, scope) }, scope);
  });
}
