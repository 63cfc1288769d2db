import type { RuleId } from './rule-ids';
import type { PolicyDocument } from '../iam/document';

/** A policy of permissions that a role has. */
export interface JudgedPolicy {
  /** As messages name it: `the inline policy "s3.read"`. */
  readonly name: string;
  readonly kind: 'inline' | 'managed';
  readonly document: PolicyDocument;
  /** The resource that holds it, if that is not the role itself: findings stand there. */
  readonly at?: string;
}

/** A role, wherever it was found: in a construct tree, a template, or what the IAM API returns. */
export interface JudgedRole {
  /** Where findings stand: a logical id, or a role's name. */
  readonly at: string;
  /** The role's name in IAM, if it is known. */
  readonly roleName?: string;
  readonly path?: string;
  readonly account?: string;
  readonly trust: PolicyDocument;
  readonly policies: readonly JudgedPolicy[];
  /** ARNs of attached policies whose documents are elsewhere. */
  readonly managedPolicyArns: readonly string[];
  /** How many managed policies are attached. */
  readonly managedPolicies: number;
  readonly permissionsBoundary: 'present' | 'absent' | 'unknown';
  /** The issuers, in all spellings, of providers that are referred to by name. */
  readonly issuersOfProviders: ReadonlyMap<string, readonly string[]>;
  /** What of it could not be read. */
  readonly undecided: readonly string[];
}

/** A ServiceAccount that something applies to a cluster, with the role that it names. */
export interface JudgedManifest {
  /** The resource or file that holds it. */
  readonly at: string;
  readonly namespace: string;
  readonly name: string;
  /** As it is written; nothing without the annotation. */
  readonly roleArn?: string;
  /** The cluster's logical id, if the template makes it. */
  readonly cluster?: string;
}

/** What the rules are told. */
export interface JudgeOptions {
  /** Audiences that a trust may ask for. */
  readonly audiences: readonly string[];
  readonly requirePermissionsBoundary: boolean;
  readonly trustPolicyCharacters: number;
  readonly managedPoliciesPerRole: number;
}

export type Level = 'error' | 'warning';

/** One thing that a rule has against a role. */
export interface RuleFinding {
  /** What sets it apart from the rule's other findings on the role, to the letter the same at each run. */
  readonly detail?: string;
  /** One sentence: what was written, and what to write. */
  readonly message: string;
  /** The resource, if it is another than the role's own. */
  readonly at?: string;
}

/** A finding that says where it stands. */
export interface PlacedFinding extends RuleFinding {
  readonly at: string;
}

/** One rule. Each stands in a file of its own. */
export interface Rule {
  readonly id: RuleId;
  readonly level: Level;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  /** How to put it right. */
  readonly fix: string;
  readonly link: string;
  readonly judge?: (role: JudgedRole, options: JudgeOptions) => RuleFinding[];
  /** For rules that compare roles with the ServiceAccounts that are applied with them. */
  readonly judgeTogether?: (roles: readonly JudgedRole[], manifests: readonly JudgedManifest[]) => PlacedFinding[];
}
