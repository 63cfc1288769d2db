import type { Rule } from './rule';
import { ANNOTATED_AND_ASSOCIATED } from './rules/annotated-and-associated';
import { ANY_NAMESPACE } from './rules/any-namespace';
import { ANY_PROVIDER } from './rules/any-provider';
import { ANY_SERVICE_ACCOUNT } from './rules/any-service-account';
import { ANY_TENANT } from './rules/any-tenant';
import { ASSOCIATION_ON_FARGATE } from './rules/association-on-fargate';
import { ASSOCIATION_ON_HOST_NETWORK } from './rules/association-on-host-network';
import { ASSOCIATION_ON_WINDOWS } from './rules/association-on-windows';
import { ASSOCIATION_WITHOUT_AGENT } from './rules/association-without-agent';
import { ASSUME_ANY_ROLE } from './rules/assume-any-role';
import { BROAD_MANAGED_POLICY } from './rules/broad-managed-policy';
import { BROAD_POLICY } from './rules/broad-policy';
import { DEFAULT_SERVICE_ACCOUNT } from './rules/default-service-account';
import { DUAL_STACK_ISSUER } from './rules/dual-stack-issuer';
import { FOREIGN_ISSUER } from './rules/foreign-issuer';
import { FOREIGN_POLICY } from './rules/foreign-policy';
import { MALFORMED_ANNOTATION } from './rules/malformed-annotation';
import { MALFORMED_ISSUER } from './rules/malformed-issuer';
import { MALFORMED_SUBJECT } from './rules/malformed-subject';
import { MISMATCHED_AUDIENCE } from './rules/mismatched-audience';
import { MISPLACED_FUNCTION } from './rules/misplaced-function';
import { MISSING_AUD } from './rules/missing-aud';
import { MISSING_BOUNDARY } from './rules/missing-boundary';
import { MISSING_PROVIDER } from './rules/missing-provider';
import { MISSING_ROLE } from './rules/missing-role';
import { MISSING_SUB } from './rules/missing-sub';
import { NEAR_QUOTA } from './rules/near-quota';
import { NEEDLESS_STRING_LIKE } from './rules/needless-string-like';
import { NOBODY_TRUSTED } from './rules/nobody-trusted';
import { ORPHANED_ROLE } from './rules/orphaned-role';
import { PASS_ANY_ROLE } from './rules/pass-any-role';
import { POD_IDENTITY_CONDITIONS } from './rules/pod-identity-conditions';
import { PRIVILEGE_ESCALATION } from './rules/privilege-escalation';
import { REMOVED_BOUNDARY } from './rules/removed-boundary';
import { STALE_POD } from './rules/stale-pod';
import { UNCOMPARED_SERVICE_ACCOUNT } from './rules/uncompared-service-account';
import { UNDECIDABLE } from './rules/undecidable';
import { UNEXPECTED_AUD } from './rules/unexpected-aud';
import { UNREACHABLE_TARGET } from './rules/unreachable-target';
import { UNREAD_ANNOTATION } from './rules/unread-annotation';
import { UNREGISTERED_AUDIENCE } from './rules/unregistered-audience';
import { UNRELATED_SERVICE_ACCOUNTS } from './rules/unrelated-service-accounts';
import { UNTRUSTED_ASSOCIATION } from './rules/untrusted-association';
import { UNTRUSTED_SERVICE_ACCOUNT } from './rules/untrusted-service-account';
import { UNUSED_ANNOTATION } from './rules/unused-annotation';
import { UNUSED_ASSOCIATION } from './rules/unused-association';
import { UNUSED_TRUST } from './rules/unused-trust';
import { WEAK_OPERATOR } from './rules/weak-operator';
import { WILDCARD_NEVER_MATCHES } from './rules/wildcard-never-matches';

/** Every rule: first who may become the role, then what it may do, then whether clusters and accounts are as they should be. */
export const RULES: readonly Rule[] = [
  MISSING_SUB, MISSING_AUD, UNEXPECTED_AUD, ANY_NAMESPACE, ANY_SERVICE_ACCOUNT, WILDCARD_NEVER_MATCHES, NEEDLESS_STRING_LIKE, WEAK_OPERATOR,
  FOREIGN_ISSUER, MALFORMED_SUBJECT, DUAL_STACK_ISSUER, MALFORMED_ISSUER, MISPLACED_FUNCTION,
  DEFAULT_SERVICE_ACCOUNT, ANY_PROVIDER, ANY_TENANT, NOBODY_TRUSTED, UNRELATED_SERVICE_ACCOUNTS,
  POD_IDENTITY_CONDITIONS,
  PASS_ANY_ROLE, ASSUME_ANY_ROLE, PRIVILEGE_ESCALATION, BROAD_MANAGED_POLICY, BROAD_POLICY, MISSING_BOUNDARY, NEAR_QUOTA,
  UNTRUSTED_SERVICE_ACCOUNT, UNTRUSTED_ASSOCIATION, MALFORMED_ANNOTATION, MISMATCHED_AUDIENCE, UNREAD_ANNOTATION, UNUSED_TRUST,
  UNCOMPARED_SERVICE_ACCOUNT, UNDECIDABLE,
  STALE_POD, UNUSED_ANNOTATION, MISSING_PROVIDER, UNREGISTERED_AUDIENCE, MISSING_ROLE, ANNOTATED_AND_ASSOCIATED,
  UNUSED_ASSOCIATION, ASSOCIATION_WITHOUT_AGENT, ASSOCIATION_ON_FARGATE, ASSOCIATION_ON_WINDOWS, ASSOCIATION_ON_HOST_NETWORK,
  UNREACHABLE_TARGET, FOREIGN_POLICY, REMOVED_BOUNDARY, ORPHANED_ROLE,
];

/** The ids of all rules, in the order in which they are documented. Frozen by a test: they stand in acknowledgements and in code scanning. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
