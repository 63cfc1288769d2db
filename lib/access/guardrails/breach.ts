import type { GuardrailVerdict } from './guardrail-question';
import type { GuardrailRule, OnUndecided } from './guardrail-rule';
import type { NamedWorkload } from './workload-names';
import type { PolicyKind } from '../../iam/applicable-policies';
import type { AccessRole } from '../model/access-role';
import type { OwnedResource } from '../model/owned-resources';

/** A statement that lets it happen, as a breach names it. */
export interface BreachStatement {
  readonly number: number;
  readonly sid?: string;
  readonly kind: PolicyKind;
  /** The policy: `the inline policy "s3.read"`, `the policy of the bucket Invoices`. */
  readonly policy: string;
  /** The name in IAM of an inline policy. */
  readonly policyName?: string;
  /** The path of the construct that holds it. */
  readonly at?: string;
}

/** One step from a role to another. */
export interface BreachStep {
  readonly from: AccessRole;
  readonly to: AccessRole;
  readonly isCertain: boolean;
  readonly reason: string;
}

/** Somebody may do what a guardrail leaves to others. */
export interface Breach {
  readonly rule: GuardrailRule;
  readonly level: Exclude<OnUndecided, 'allow'>;
  /** The role that they become; nothing for a principal that the policy of a resource names. */
  readonly role?: AccessRole;
  readonly workload?: NamedWorkload;
  /** Those who become the role and are not allowed to. */
  readonly who: readonly string[];
  /** From this role to the one that may. */
  readonly steps: readonly BreachStep[];
  readonly verdict: GuardrailVerdict;
  readonly statements: readonly BreachStatement[];
  /** The resource whose policy names a principal. */
  readonly resource?: OwnedResource;
}
