import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { sizeOf } from './sized-statement';
import type { SizedStatement } from './sized-statement';
import type { BundleStatement } from '../bundles/policy-bundle';
import { hasWildcard, wildcardsOf } from '../bundles/statement';
import { Effect, Stack, Token } from '../core/cdk';
import { flatReference } from '../core/flat-reference';
import { show } from '../core/text';

/**
 * A bundle's statement with its size and the evidence that it uses.
 *
 * @throws if the statement has a principal, allows all but what it names, or has a wildcard without evidence
 */
export function requireEvidence(bundleId: string, { statement, evidence = [] }: BundleStatement, scope: Construct): SizedStatement {
  if (statement.hasPrincipal) {
    throw new Error(`a statement of ${bundleId} must have no principal: a role's policy is for the role itself`);
  }
  if (statement.effect === Effect.ALLOW && (statement.notActions.length > 0 || statement.notResources.length > 0)) {
    throw new Error(`a statement of ${bundleId} that allows must name its actions and resources: NotAction and NotResource allow all that AWS adds later`);
  }
  const size = sizeOf(statement, scope);
  const covered = new Set(evidence.map((item) => item.wildcard));
  const wildcards = [...wildcardsOf(statement), ...size.isLiteral ? [] : hiddenWildcards(statement, scope)];
  const missing = wildcards.filter((wildcard) => !covered.has(wildcard));
  if (missing.length > 0) {
    throw new Error(
      `each wildcard of ${bundleId} must have evidence (why it cannot be narrower), missing for ${missing.map(show).join(', ')}`);
  }
  // Evidence for what is not in the statement would acknowledge somebody else's wildcard.
  const used = evidence.filter((item) => wildcards.includes(item.wildcard));
  return { bundleId, statement, evidence: used, ...size };
}

/** Wildcards within a deploy-time value, such as `Fn.join('', [arn, '/*'])`: the value, or the item of a list of them. */
function hiddenWildcards(statement: PolicyStatement, scope: Construct): string[] {
  if (statement.effect !== Effect.ALLOW) {
    return [];
  }
  const stack = Stack.of(scope);
  const values = [...statement.actions, ...statement.resources];
  return values.filter((value) => !hasWildcard(value)).flatMap((value) => {
    // A list of deploy-time values is one text here, which no evidence can name: its items can.
    const isList = Token.isUnresolved([value]);
    if (!isList && !Token.isUnresolved(value)) {
      return [];
    }
    const resolved: unknown = stack.resolve(isList ? [value] : value);
    return [resolved].flat().map(flatReference).filter(hasWildcard).map((text) => isList ? text : value);
  });
}
