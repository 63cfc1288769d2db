import type { PolicyDocument } from './document';

/**
 * The policies that AWS consults for a request. A kind that is left out, or has none, does not exist: there is no boundary, no
 * policy of the resource. `undecidedDocument` stands for one that exists and is not known. Only a key of KMS and a role that is to be
 * assumed always have a policy: without theirs, what it would say stays undecided.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export interface ApplicablePolicies {
  /** All that are attached to the role or user, those of its groups included. */
  readonly identity?: readonly PolicyDocument[];
  readonly permissionsBoundary?: readonly PolicyDocument[];
  /** What the session was limited to when the role was assumed. */
  readonly session?: readonly PolicyDocument[];
  /** The policy of the resource: of a bucket, a queue, a key of KMS. */
  readonly resource?: readonly PolicyDocument[];
  /** The trust policy of the role that is to be assumed; for no other action. */
  readonly trust?: readonly PolicyDocument[];
  /** Of the principal's account: one list for each level, from the organization's root to the account. Each level must allow. */
  readonly serviceControlPolicies?: readonly PolicyLevel[];
  /** Of the resource's account, by level. They only deny: IAM attaches `RCPFullAWSAccess` to each level. */
  readonly resourceControlPolicies?: readonly PolicyLevel[];
}

/** The policies that are attached to one root, organizational unit or account. */
export type PolicyLevel = readonly PolicyDocument[];

/** The kinds of policies, by their names in `ApplicablePolicies`. */
export type PolicyKind = keyof ApplicablePolicies;
