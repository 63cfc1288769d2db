import { ManagedPolicies } from '../../compliance/managed-policies';
import { managedPolicyOf } from '../../iam/arn';
import { readDocument } from '../../iam/document';
import type { PolicyDocument } from '../../iam/document';
import { nameOfUnknown, plain, unknownPart } from '../../iam/partial-text';
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
export function unseenPolicies({ managedPolicyArns, policies, lacksPolicies }: InventoryRole): UnseenPolicy[] {
  const seen = new Set(policies.flatMap(({ kind, at, name }) => kind === 'managed' ? [at, name] : []));
  const isSeen = (arn: string) => seen.has(arn) || seen.has(`the managed policy ${plain(arn)}`)
    || seen.has((nameOfUnknown(arn) ?? '').replace(/\.PolicyArn$/, ''));
  return [
    ...managedPolicyArns.filter((arn) => !isSeen(arn)).map((arn) => ({ name: `the managed policy ${plain(arn)}`, document: standIn(arn) })),
    ...lacksPolicies === true ? [{ name: 'the policies of the role', document: anything('the policies of the role, which are not among the paths') }] : [],
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
