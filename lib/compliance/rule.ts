import type { JudgedRole } from './judged-role';
import type { Level } from './level';
import type { LiveCluster } from '../inventory/live/live-clusters';
import type { LiveState } from '../inventory/live/live-state';
import type { InventoryServiceAccount } from '../inventory/service-account';

/** The settings that rules judge by. */
export interface JudgeOptions {
  /** Audiences that a trust may ask for. */
  readonly audiences: readonly string[];
  readonly requirePermissionsBoundary: boolean;
  readonly trustPolicyCharacters: number;
  readonly managedPoliciesPerRole: number;
  /** The moment for which roles are judged, in milliseconds: a condition may hold until a day, or from one on. */
  readonly now: number;
}

/** One thing that a rule finds wrong with a role. */
export interface RuleFinding {
  /** Distinguishes it from the rule's other findings on the role; the same text in each run. */
  readonly detail?: string;
  /**
   * Whose it is: a policy, or an OIDC provider. Where findings differ by it alone, it is a part of their ids: an acknowledgement for
   * one cluster holds for no other.
   */
  readonly of?: string;
  /** One sentence: what was written, and what to write. */
  readonly message: string;
  /** One command that mends it, for what is live. */
  readonly command?: string;
  /** The level, if it is another than the rule's own: a warning of a rule for errors, where a part of it is not known. */
  readonly level?: Level;
  /** The resource, if it is another than the role's own. */
  readonly at?: string;
  /** Nothing is wrong where the rule `excuses` this in another of the ways in which the role can come out. */
  readonly unlessExcused?: string;
}

/** A finding that names its resource. */
export interface PlacedFinding extends RuleFinding {
  readonly at: string;
  /** Findings about roles alone that have the same cause, and are not said beside it. */
  readonly settles?: readonly SettledFinding[];
}

/** A finding about a role alone. */
export interface SettledFinding {
  /** The role. */
  readonly at: string;
  /** `NobodyTrusted[pods.eks.amazonaws.com]`. */
  readonly id: string;
}

/** What a rule asks of a cluster's files, by how kubectl or the AWS CLI prints it. */
export type LiveNeed = 'cluster' | 'serviceAccounts' | 'allServiceAccounts' | 'pods' | 'nodes' | 'associations' | 'addOns';

/** How a rule judges a cluster as it is, or all accounts. */
export interface LiveJudge {
  /** What must be known of the cluster. */
  readonly needs: readonly LiveNeed[];
  /** What must be known of the accounts of its roles. */
  readonly needsOfAccounts?: readonly ('providers' | 'roles')[];
  readonly cluster?: (cluster: LiveCluster, state: LiveState) => PlacedFinding[];
  readonly accounts?: (state: LiveState) => PlacedFinding[];
}

/** One rule. Each has a file of its own. */
export interface Rule {
  /** Without the name of the pack: `MissingSub`. */
  readonly id: string;
  readonly level: Level;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What the rule asks; it finds fault where the answer is not the one that is meant. */
  readonly question: string;
  /** Why it matters. */
  readonly why: string;
  /** How to put it right. */
  readonly fix: string;
  readonly link: string;
  readonly judge?: (role: JudgedRole, options: JudgeOptions) => RuleFinding[];
  /**
   * Whether it asks for nothing but a role's trust and account, and tells no service account from another by its name, but `default`: what it
   * finds of one trust it finds of all that have its shape (`trustShape`).
   */
  readonly isOfTrust?: boolean;
  /** What it finds of a role of whose trust it finds nothing, for a rule that reads trusts among other things. */
  readonly judgeBesideTrust?: (role: JudgedRole) => RuleFinding[];
  /** Whether it judges what policies allow, which a permissions boundary may limit. */
  readonly isOfPermissions?: boolean;
  /** What a role shows to be right in all the ways in which it can come out. */
  readonly excuses?: (role: JudgedRole) => readonly string[];
  /** For rules that compare roles with the ServiceAccounts that are applied with them. */
  readonly judgeTogether?: (roles: readonly JudgedRole[], serviceAccounts: readonly InventoryServiceAccount[]) => PlacedFinding[];
  /**
   * What ServiceAccounts settle of the findings about roles alone, which are not said then, since nothing is wrong with what the
   * ServiceAccounts need.
   */
  readonly settles?: (roles: readonly JudgedRole[], serviceAccounts: readonly InventoryServiceAccount[]) => readonly SettledFinding[];
  /** For rules that judge clusters and accounts as they are. */
  readonly judgeLive?: LiveJudge;
}
