import type { BundleManagedPolicy, BundlePolicy, BundleStatement, IPolicyBundle, WildcardEvidence } from './policy-bundle';
import { listOf, propsOf, required, TEXT } from '../core/kinds';
import type { Kind, Kinds } from '../core/kinds';

export const BUNDLE: Kind = {
  noun: 'a bundle, such as S3Bundle.read({ … })',
  isOne: (value: Partial<IPolicyBundle> | null) => typeof value?.bundleId === 'string' && value.bundleId !== '' && typeof value.bind === 'function',
};
export const MANAGED_POLICY: Kind = {
  noun: 'a managed policy (ManagedPolicy.fromManagedPolicyArn)',
  isOne: (value) => typeof value?.managedPolicyArn === 'string' && value.managedPolicyArn !== '',
};
export const STATEMENT: Kind = {
  noun: 'a PolicyStatement',
  isOne: (value) => typeof value?.toStatementJson === 'function' && typeof value.copy === 'function' && typeof value.freeze === 'function'
    && Array.isArray(value.actions) && Array.isArray(value.resources),
};

const EVIDENCE: Kinds<WildcardEvidence> = { wildcard: required(TEXT), actions: listOf(TEXT), reason: required(TEXT), source: TEXT };
const EVIDENCE_LIST = listOf(propsOf(EVIDENCE));

const BUNDLE_STATEMENT: Kinds<BundleStatement> = { statement: required(STATEMENT), evidence: EVIDENCE_LIST };
const BUNDLE_MANAGED_POLICY: Kinds<BundleManagedPolicy> = { managedPolicy: required(MANAGED_POLICY), reason: required(TEXT), source: TEXT };

/** What a bundle gives to a role. */
export const BUNDLE_POLICY: Kinds<BundlePolicy> = {
  statements: listOf(propsOf(BUNDLE_STATEMENT)), managedPolicies: listOf(propsOf(BUNDLE_MANAGED_POLICY)),
};
