import { ManagedPolicies } from '../../compliance/managed-policies';
import { policiesNotGiven } from '../../compliance/policies-not-given';
import { managedPolicyOf } from '../../iam/arn';
import { readDocument } from '../../iam/document';
import type { PolicyDocument } from '../../iam/document';
import { plain, unknownPart } from '../../iam/partial-text';
import type { InventoryRole } from '../../inventory/role';

/** What stands for a policy whose document is not among the paths. */
export interface UnseenPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/**
 * The managed policies of a role whose documents are not among the paths, and what is missing where the source tells nothing of its
 * policies. Each may allow anything; of those that AWS manages, a table knows which allow a whole service.
 */
export function unseenPolicies(role: InventoryRole): UnseenPolicy[] {
  return [
    ...policiesNotGiven(role).map((arn) => ({ name: `the managed policy ${plain(arn)}`, document: standIn(arn) })),
    ...role.lacksPolicies === true ? [{ name: 'the policies of the role', document: anything('the policies of the role, which are not among the paths') }] : [],
  ];
}

function standIn(arn: string): PolicyDocument {
  const { account, name = '' } = managedPolicyOf(arn) ?? {};
  const grant = account === 'aws' ? ManagedPolicies.read().grants.get(name) ?? '' : '';
  const whole = /^(?:\*|[a-z0-9-]+:\*)$/.test(grant) ? [{ Effect: 'Allow', Action: grant, Resource: '*' }] : [];
  return anything(`what the managed policy ${plain(arn)} allows, which is not among the paths`, whole);
}

/** A policy that allows nobody knows what. */
function anything(what: string, known: readonly object[] = []): PolicyDocument {
  return readDocument({ Version: '2012-10-17', Statement: [...known, { Effect: 'Allow', Action: unknownPart(what), Resource: unknownPart(what) }] });
}
