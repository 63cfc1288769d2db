import type { PolicyStatement as CdkStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { sizeOf } from './sized-statement';
import type { SizedStatement } from './sized-statement';
import type { BundleStatement } from '../bundles/policy-bundle';
import { isShaped } from '../bundles/statement';
import { isFor, missingEvidence, openWildcards, sameAction, withoutEvidence } from '../bundles/wildcard-evidence';
import type { OpenWildcard } from '../bundles/wildcard-evidence';
import { Effect, PolicyStatement } from '../core/cdk';

/** What a statement tells of itself. */
const TOLD = ['sid', 'effect', 'principals', 'actions', 'notActions', 'resources', 'notResources', 'conditions'] as const;

const MEMBERS = Object.getOwnPropertyNames(PolicyStatement.prototype);

/** The statement as one of CDK's own class, made anew of what it tells: one of a derived class may render other actions than it tells. */
export function ownStatement(given: BundleStatement): BundleStatement {
  const { statement } = given;
  const isOwn = Object.getPrototypeOf(statement) === PolicyStatement.prototype && MEMBERS.every((name) => !Object.hasOwn(statement, name));
  return isOwn ? given : { ...given, statement: new PolicyStatement(Object.fromEntries(TOLD.map((name) => [name, statement[name]]))) };
}

/**
 * A bundle's statement with its size and the evidence that it uses.
 *
 * @throws if the statement has a principal, allows all but what it names, or has a wildcard without evidence
 */
export function requireEvidence(bundleId: string, given: BundleStatement, scope: Construct): SizedStatement {
  const { statement, evidence = [] } = given;
  if (statement.hasPrincipal) {
    throw new Error(`a statement of ${bundleId} must have no principal: a role's policy is for the role itself`);
  }
  if (statement.effect === Effect.ALLOW && (statement.notActions.length > 0 || statement.notResources.length > 0)) {
    throw new Error(`a statement of ${bundleId} that allows must name its actions and resources: NotAction and NotResource allow all that AWS adds later`);
  }
  const size = sizeOf(statement, scope);
  const wildcards = [...openWildcards(statement), ...size.isLiteral ? [] : hiddenWildcards(bundleId, statement, isShaped(given), scope)];
  const missing = withoutEvidence(wildcards, evidence);
  if (missing.length > 0) {
    throw new Error(missingEvidence(bundleId, missing));
  }
  // Evidence for what is not in the statement would acknowledge somebody else's wildcard.
  const used = evidence.filter((item) => wildcards.some((open) => isFor(item, open)
    && (open.actions?.some((action) => item.actions?.some((named) => sameAction(named, action))) ?? true)));
  return { bundleId, statement, evidence: used, ...size };
}

/** Most statements have no deploy-time value: the file is loaded for the first that has. */
function hiddenWildcards(bundleId: string, statement: CdkStatement, isOfCatalogue: boolean, scope: Construct): OpenWildcard[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would load it for every role
  const { hiddenWildcards: find } = require('./hidden-wildcards') as typeof import('./hidden-wildcards');
  return find(bundleId, statement, isOfCatalogue, scope);
}
