import type { IManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** Why one wildcard cannot be narrower, and where that is documented. */
export interface WildcardEvidence {
  /**
   * The action or resource with the wildcard, exactly as it stands in the statement, such as
   * `*`, `s3:Get*` or `arn:aws:s3:::media/*`.
   */
  readonly wildcard: string;

  /**
   * The actions that need the wildcard of a resource, as they stand in the statement. The reason counts for these on this
   * resource, and for no others: an action that is added to the statement later needs evidence of its own.
   *
   * @default - required for the wildcard of a resource; the wildcard of an action has none
   */
  readonly actions?: string[];

  /**
   * Why it cannot be narrower, in a sentence (at least three different words). It becomes the reason of the cdk-nag
   * acknowledgement.
   */
  readonly reason: string;

  /**
   * The page that shows it.
   *
   * @default - the reason stands alone
   */
  readonly source?: string;
}

/** One statement of a bundle. */
export interface BundleStatement {
  /** The statement; it must have actions and resources, and no principal. */
  readonly statement: PolicyStatement;

  /**
   * Evidence for each action of the statement that has a wildcard (`*` or `?`), and for each resource that has one with each
   * action.
   *
   * @default - the statement has no wildcard
   */
  readonly evidence?: WildcardEvidence[];
}

/** A managed policy that a bundle attaches. */
export interface BundleManagedPolicy {
  /** The policy. */
  readonly managedPolicy: IManagedPolicy;

  /**
   * Why the policy is no broader than needed, in a sentence (at least three different words). It becomes the reason of the
   * cdk-nag acknowledgement.
   */
  readonly reason: string;

  /**
   * The page that shows it.
   *
   * @default - the reason stands alone
   */
  readonly source?: string;
}

/** What a bundle gives to a role. */
export interface BundlePolicy {
  /**
   * The statements.
   *
   * @default - none
   */
  readonly statements?: BundleStatement[];

  /**
   * Managed policies to attach. Use one only where AWS maintains it and it is at least as narrow.
   *
   * @default - none
   */
  readonly managedPolicies?: BundleManagedPolicy[];
}

/**
 * What a workload may do: statements, and for each wildcard its evidence. From this one record come
 * the role's policy and the cdk-nag acknowledgements. Implement it for a bundle of your own, or use
 * `CustomBundle`.
 */
export interface IPolicyBundle {
  /**
   * A stable name such as `s3.read`: letters, digits and `_+=,.@-`, at most 100 characters. It names
   * the role's inline policy.
   */
  readonly bundleId: string;

  /**
   * The statements for a role. Called once for each role that the bundle is given to; must answer
   * with new `PolicyStatement`s each time.
   *
   * @param scope the role's construct, for `Stack.of(scope).formatArn`
   */
  bind(scope: IConstruct): BundlePolicy;
}
