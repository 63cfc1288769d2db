import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { WildcardEvidence } from '../bundles/policy-bundle';
import { Token } from '../core/cdk';
import { jsonHoldsToken } from '../core/cdk-internals';
import { lazy } from '../core/lazy';
import { Quotas } from '../core/quotas';
import { count, show } from '../core/text';

/** `{"Version":"2012-10-17","Statement":[]}` */
export const EMPTY_DOCUMENT = 40;

/** A statement of a bundle, with what must be known to place it in a policy. */
export interface SizedStatement {
  readonly bundleId: string;
  readonly statement: PolicyStatement;
  readonly evidence: readonly WildcardEvidence[];
  readonly characters: number;
  /** False if a part of the statement is known only at deploy time. */
  readonly isLiteral: boolean;
}

/** Whether a value holds no object that is known only at deploy time: such an object decides itself what it writes as JSON. */
function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object' ||
    (!Token.isUnresolved(value) && (Array.isArray(value) ? value : Object.values(value)).every(isPlain));
}

/** For a policy that bundles share: IAM wants each Sid once, and it means nothing else. */
export function withoutSid(statement: PolicyStatement): PolicyStatement {
  const copy = statement.copy();
  copy.sid = undefined;
  // It was measured and its evidence checked: it must not change after that.
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
export function sizeOf(statement: PolicyStatement, scope: Construct): Pick<SizedStatement, 'characters' | 'isLiteral'> {
  const json = statement.toStatementJson();
  const text = JSON.stringify(json);
  const isLiteral = !jsonHoldsToken(text) && isPlain(json.Condition);
  return { characters: isLiteral ? text.length : lazy.deployTimeSize.documentSize(json, scope).characters, isLiteral };
}

/**
 * A statement that is larger than a managed policy, as several with a part of its resources each:
 * a statement over a list of resources means the same as one statement for each of them.
 */
export function splitToFit(sized: SizedStatement, scope: Construct): SizedStatement[] {
  if (EMPTY_DOCUMENT + sized.characters + 1 <= Quotas.managedPolicyCharacters) {
    return [sized];
  }
  const { resources } = sized.statement;
  if (resources.length < 2) {
    throw new Error(
      `a statement of ${sized.bundleId} must fit in a managed policy (${Quotas.managedPolicyCharacters.toLocaleString('en-US')} characters), ` +
      `got ${count(sized.characters, 'character')} for ${count(resources.length, 'resource')} and ${count(sized.statement.actions.length, 'action')}`);
  }
  const middle = Math.ceil(resources.length / 2);
  return [resources.slice(0, middle), resources.slice(middle)].flatMap((part) => {
    const statement = sized.statement.copy({ resources: part });
    const known = new Set([...part, ...statement.actions]);
    const evidence = sized.evidence.filter((item) => known.has(item.wildcard));
    return splitToFit({ ...sized, statement, evidence, ...sizeOf(statement, scope) }, scope);
  });
}
