import type { IRole } from 'aws-cdk-lib/aws-iam';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { orNone } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { namesFor, resources } from '../resources/resource-kind';
import { ROLES } from '../resources/roles';
import { allow } from '../statement';

/** Options for `StsBundle.assumeRole`. At least one of `roles` and `roleArns` must name a role. */
export interface AssumeRoleOptions {
  /**
   * Roles to assume.
   *
   * @default - none
   */
  readonly roles?: IRole[];

  /**
   * ARNs of roles to assume, in other accounts too, with their paths and without wildcards.
   *
   * @default - none
   */
  readonly roleArns?: string[];
}

/**
 * STS: the hop to another role.
 *
 * @example
 * role.addBundle(StsBundle.assumeRole({ roleArns: ['arn:aws:iam::444455556666:role/reports'] }));
 */
export class StsBundle {
  /**
   * Assume given roles, with session tags. Their trust policies must name the workload's role; a session
   * reached this way lasts at most one hour. Where a role of the same stack trusts the workload's role, give that
   * `separatePolicy: true`, or each of both would need the other first. Bundle id `sts.assumeRole`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
   */
  public static assumeRole(options: AssumeRoleOptions): IPolicyBundle {
    return ASSUME_ROLE.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [ASSUME_ROLE];
  }

  private constructor() {}
}

const ASSUME_ROLE = defineBundle<AssumeRoleOptions>()({
  id: 'sts.assumeRole',
  summary: 'Assume given roles, in other accounts too, and tag the sessions',
  sources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining'],
  parameters: {
    roles: orNone(resources(ROLES, 'ARNs of the roles.')),
    roleArns: orNone(namesFor('roles', ROLES)),
  },
  oneOf: ['roles', 'roleArns'],
  statements: ({ roles }) => [allow({ actions: ['sts:AssumeRole', 'sts:TagSession'], resources: roles })],
});
