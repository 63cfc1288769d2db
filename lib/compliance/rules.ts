import type { Rule } from './rule';
import { ANY_NAMESPACE } from './rules/any-namespace';
import { ANY_PROVIDER } from './rules/any-provider';
import { ANY_SERVICE_ACCOUNT } from './rules/any-service-account';
import { ANY_TENANT } from './rules/any-tenant';
import { ASSUME_ANY_ROLE } from './rules/assume-any-role';
import { BROAD_MANAGED_POLICY } from './rules/broad-managed-policy';
import { BROAD_POLICY } from './rules/broad-policy';
import { DEFAULT_SERVICE_ACCOUNT } from './rules/default-service-account';
import { DUAL_STACK_ISSUER } from './rules/dual-stack-issuer';
import { FOREIGN_ISSUER } from './rules/foreign-issuer';
import { MALFORMED_ANNOTATION } from './rules/malformed-annotation';
import { MALFORMED_ISSUER } from './rules/malformed-issuer';
import { MALFORMED_SUBJECT } from './rules/malformed-subject';
import { MISMATCHED_AUDIENCE } from './rules/mismatched-audience';
import { MISPLACED_FUNCTION } from './rules/misplaced-function';
import { MISSING_AUD } from './rules/missing-aud';
import { MISSING_BOUNDARY } from './rules/missing-boundary';
import { MISSING_SUB } from './rules/missing-sub';
import { NEAR_QUOTA } from './rules/near-quota';
import { NEEDLESS_STRING_LIKE } from './rules/needless-string-like';
import { NOBODY_TRUSTED } from './rules/nobody-trusted';
import { PASS_ANY_ROLE } from './rules/pass-any-role';
import { POD_IDENTITY_CONDITIONS } from './rules/pod-identity-conditions';
import { PRIVILEGE_ESCALATION } from './rules/privilege-escalation';
import { UNCOMPARED_SERVICE_ACCOUNT } from './rules/uncompared-service-account';
import { UNDECIDABLE } from './rules/undecidable';
import { UNEXPECTED_AUD } from './rules/unexpected-aud';
import { UNREAD_ANNOTATION } from './rules/unread-annotation';
import { UNRELATED_SERVICE_ACCOUNTS } from './rules/unrelated-service-accounts';
import { UNTRUSTED_ASSOCIATION } from './rules/untrusted-association';
import { UNTRUSTED_SERVICE_ACCOUNT } from './rules/untrusted-service-account';
import { UNUSED_TRUST } from './rules/unused-trust';
import { WEAK_OPERATOR } from './rules/weak-operator';
import { WILDCARD_NEVER_MATCHES } from './rules/wildcard-never-matches';

/** Every rule: first who may become the role, then what it may do. */
export const RULES: readonly Rule[] = [
  MISSING_SUB, MISSING_AUD, UNEXPECTED_AUD, ANY_NAMESPACE, ANY_SERVICE_ACCOUNT, WILDCARD_NEVER_MATCHES, NEEDLESS_STRING_LIKE, WEAK_OPERATOR,
  FOREIGN_ISSUER, MALFORMED_SUBJECT, DUAL_STACK_ISSUER, MALFORMED_ISSUER, MISPLACED_FUNCTION,
  DEFAULT_SERVICE_ACCOUNT, ANY_PROVIDER, ANY_TENANT, NOBODY_TRUSTED, UNRELATED_SERVICE_ACCOUNTS,
  POD_IDENTITY_CONDITIONS,
  PASS_ANY_ROLE, ASSUME_ANY_ROLE, PRIVILEGE_ESCALATION, BROAD_MANAGED_POLICY, BROAD_POLICY, MISSING_BOUNDARY, NEAR_QUOTA,
  UNTRUSTED_SERVICE_ACCOUNT, UNTRUSTED_ASSOCIATION, MALFORMED_ANNOTATION, MISMATCHED_AUDIENCE, UNREAD_ANNOTATION, UNUSED_TRUST,
  UNCOMPARED_SERVICE_ACCOUNT, UNDECIDABLE,
];

/** The ids of all rules, in the order in which they are documented. Frozen by a test: they stand in acknowledgements and in code scanning. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
