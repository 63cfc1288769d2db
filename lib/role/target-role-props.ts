import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { RoleQuotas } from './service-account-role-props';
import type { IServiceAccountRole } from './service-account-role-ref';
import type { IPolicyBundle } from '../bundles/policy-bundle';

/** Properties of a `TargetRole`. */
export interface TargetRoleProps {
  /**
   * The role's name, at most 64 characters of letters, digits and `_+=,.@-`. The roles that assume this one, in other accounts too, name
   * it by its ARN, which must be known before the deploy. A change replaces the role.
   */
  readonly roleName: string;

  /**
   * Roles whose pods assume this role by themselves, as those of IRSA do: each gets `sts:AssumeRole` and `sts:TagSession` on it, and is
   * trusted. A role that has this one as `podIdentity.targetRole` is trusted without it.
   *
   * @default - none
   */
  readonly sources?: IServiceAccountRole[];

  /**
   * What the role may do, in its own account.
   *
   * @default - no permissions
   */
  readonly bundles?: IPolicyBundle[];

  /**
   * Managed policies to attach, of the role's own account or of AWS.
   *
   * @default - none
   */
  readonly managedPolicies?: IManagedPolicy[];

  /**
   * The role's path; begins and ends with `/`, at most 512 characters. A change replaces the role.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * A description, at most 1,000 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The most that the role may ever do, whatever its policies say.
   *
   * @default - no boundary
   */
  readonly permissionsBoundary?: IManagedPolicy;

  /**
   * Tags of the role, at most 50.
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
