import type { MisplacedFunction } from '../cloudformation/misplaced-functions';
import type { PolicyDocument } from '../iam/document';

/** A policy of permissions that a role has. */
export interface InventoryPolicy {
  /** As messages name it: `the inline policy "s3.read"`. */
  readonly name: string;
  readonly kind: 'inline' | 'managed';
  /** The name in IAM of an inline policy, if it is written. */
  readonly policyName?: string;
  readonly document: PolicyDocument;
  /** The resource that holds it, if that is not the role itself. */
  readonly at?: string;
}

/** A policy that is a resource of its own. */
export interface StandalonePolicy {
  /** Its logical id, or its ARN. */
  readonly at: string;
  /** The ways in which it can come out. */
  readonly ways: readonly InventoryPolicy[];
  /** Its names in IAM, if it is a managed policy that is given a name. */
  readonly names: readonly string[];
  /** References to the roles that it is attached to, or their names. */
  readonly roles: readonly string[];
  /** The same of users and groups. */
  readonly users?: readonly string[];
  readonly groups?: readonly string[];
}

/** A role, wherever it is written down: in a construct tree, a template, or the output of the IAM API. */
export interface InventoryRole {
  /** A logical id, or a role's name. */
  readonly at: string;
  /** The role's name in IAM, if it is known. */
  readonly roleName?: string;
  /** What the name may be, as a pattern of IAM's wildcards, if a part of it is not known, or nobody wrote it down. */
  readonly namePattern?: string;
  /** The name as it is written, if a part of it is not known. */
  readonly writtenName?: string;
  /** The logical id of which CloudFormation makes the name, if the template gives none. */
  readonly namedAfter?: string;
  readonly path?: string;
  readonly account?: string;
  readonly trust: PolicyDocument;
  readonly policies: readonly InventoryPolicy[];
  /** ARNs of attached policies whose documents are elsewhere. */
  readonly managedPolicyArns: readonly string[];
  /** Those of them of which templates have the documents all the same. */
  readonly followedArns?: readonly string[];
  /** How many managed policies are attached. */
  readonly managedPolicies: number;
  readonly permissionsBoundary: 'present' | 'absent' | 'unknown';
  /** The ARN of the boundary, if it is known. */
  readonly boundaryArn?: string;
  /** The document of the boundary, if it is given. */
  readonly boundary?: PolicyDocument;
  /** The issuers, in all spellings, of providers that are referred to by name. */
  readonly issuersOfProviders: ReadonlyMap<string, readonly string[]>;
  /** Intrinsic functions of its policies that CloudFormation does not apply where they stand. */
  readonly misplaced?: readonly MisplacedFunction[];
  /** Whether the source tells nothing of its policies: a trust policy alone, or a list of roles. */
  readonly lacksPolicies?: boolean;
  /** Whether pods assume it by themselves, with a role of theirs that was read as well. */
  readonly isAssumedByPods?: boolean;
  /** What must be so for it to be a role of pods; nothing if it is known to be what its trust says. */
  readonly perhaps?: string;
  /** The name of the role that it stands for, if that is known, and the role is not of its template. */
  readonly standsFor?: string;
  /** What of it could not be read. */
  readonly undecided: readonly string[];
}

/** A role, user or group that is written nowhere, as far as the policies tell that are attached to it. */
export interface HolderElsewhere {
  readonly kind: 'role' | 'user' | 'group';
  readonly holder: InventoryRole;
}
