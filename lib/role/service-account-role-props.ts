import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Duration } from 'aws-cdk-lib/core';
import type { ClusterServiceAccounts } from './cluster-service-accounts';
import type { PodIdentityOptions } from './pod-identity-options';
import type { IPolicyBundle } from '../bundles/policy-bundle';
import type { ClusterIssuer } from '../cluster/cluster-issuer';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** Quotas that AWS can raise for an account; give the figures of yours. */
export interface RoleQuotas {
  /**
   * Characters of a role's trust policy, from 2,048 to 4,096.
   *
   * @default 2048
   */
  readonly trustPolicyCharacters?: number;

  /**
   * Managed policies attached to one role, from 10 to 25.
   *
   * @default 10
   */
  readonly managedPolicies?: number;
}

/** Properties of a `ServiceAccountRole`. */
export interface ServiceAccountRoleProps {
  /**
   * The clusters whose tokens the role trusts (IRSA), each once.
   *
   * @default - none: the role is for EKS Pod Identity alone, and must have `podIdentity`
   */
  readonly clusters?: ClusterIssuer[];

  /**
   * The clusters in which the service accounts become the role by EKS Pod Identity, beside `clusters` or alone. The associations are
   * resources of their own (`PodIdentityAssociations`).
   *
   * @default - none: the role is for IRSA alone
   */
  readonly podIdentity?: PodIdentityOptions;

  /**
   * The service accounts that may become the role, the same in every cluster. At least one.
   *
   * @default - those of `serviceAccountsByCluster`, of which there must then be some
   */
  readonly serviceAccounts?: ServiceAccountSubject[];

  /**
   * The service accounts that may become the role, where they differ by cluster: an entry for each of the role's clusters, whichever way it
   * has. Not beside `serviceAccounts`.
   *
   * @default - `serviceAccounts`, in every cluster
   */
  readonly serviceAccountsByCluster?: ClusterServiceAccounts[];

  /**
   * What the role may do. Each bundle becomes an inline policy of the role's own resource; past the
   * inline limit (10,240 characters) bundles go to managed policies.
   *
   * @default - no permissions: the role is an identity, for Vault or for other accounts' policies
   */
  readonly bundles?: IPolicyBundle[];

  /**
   * Whether the bundles' permissions stand in a policy resource beside the role (`AWS::IAM::Policy`), rather than in the
   * role's own. Needed where something that a bundle names is itself made with the role's name or ARN: a role of the same stack that
   * trusts this one and that it may assume (`StsBundle`), a key whose policy names this role. CloudFormation makes neither
   * of two resources first that each need the other ("Circular dependency between resources"); the policy is made after both.
   *
   * To turn it on or off for a role that is deployed takes its permissions away for the seconds between two updates.
   *
   * @default false
   */
  readonly separatePolicy?: boolean;

  /**
   * Managed policies to attach. cdk-nag reports policies that AWS manages; attach those with
   * `CustomBundle.fromManagedPolicy`, which brings the evidence along.
   *
   * @default - none
   */
  readonly managedPolicies?: IManagedPolicy[];

  /**
   * The role's name, at most 64 characters of letters, digits and `_+=,.@-`, unique in the account
   * whatever its case and path. With a literal name the ARN is known before the deploy. A change
   * replaces the role.
   *
   * @default - CloudFormation makes a name up; the ARN is then known after the deploy only
   */
  readonly roleName?: string;

  /**
   * The role's path; begins and ends with `/`, at most 512 characters. A change replaces the role.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * A description, at most 1,000 characters.
   *
   * @default - the service accounts and clusters
   */
  readonly description?: string;

  /**
   * The most that the role may ever do, whatever its policies say.
   *
   * @default - no boundary
   */
  readonly permissionsBoundary?: IManagedPolicy;

  /**
   * How long a session may last, from 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * Tags of the role, at most 50: keys of 1 to 128 characters, values of at most 256. They win over tags of the same key
   * that the stack or the app has; what is added to the role later (`Tags.of(role)`) wins over them.
   *
   * @default - the tags of the stack
   */
  readonly tags?: { [key: string]: string };

  /**
   * Quotas of the account, where AWS raised them.
   *
   * @default - the default quotas
   */
  readonly quotas?: RoleQuotas;
}
