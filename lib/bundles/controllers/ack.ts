import type { IRole } from 'aws-cdk-lib/aws-iam';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { orNone } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { namesFor, resources } from '../resources/resource-kind';
import { ROLES } from '../resources/roles';
import { allow } from '../statement';

/** Options for `AckBundle.assumeRoles`. At least one of `roles` and `roleArns` must name a role. */
export interface AckAssumeRolesOptions {
  /**
   * Roles that manage the resources.
   *
   * @default - none
   */
  readonly roles?: IRole[];

  /**
   * ARNs of roles that manage the resources, in other accounts too, with their paths and without wildcards.
   *
   * @default - none
   */
  readonly roleArns?: string[];
}

/**
 * AWS Controllers for Kubernetes (ACK), with the permissions in roles that a controller assumes.
 *
 * @example
 * role.addBundle(AckBundle.assumeRoles({ roleArns: ['arn:aws:iam::444455556666:role/ack-s3'] }));
 */
export class AckBundle {
  /**
   * Assume given roles, as `IAMRoleSelector` or the account map (CARM) name them. A controller passes neither an
   * external id nor session tags, so the roles' trust policies must ask for none. Bundle id `ack.assumeRoles`.
   *
   * @see https://aws-controllers-k8s.github.io/docs/guides/cross-account
   */
  public static assumeRoles(options: AckAssumeRolesOptions): IPolicyBundle {
    return ASSUME_ROLES.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [ASSUME_ROLES];
  }

  private constructor() {}
}

const CROSS_ACCOUNT = 'https://aws-controllers-k8s.github.io/docs/guides/cross-account';

const ASSUME_ROLES = defineBundle<AckAssumeRolesOptions>()({
  id: 'ack.assumeRoles',
  summary: 'Assume given roles, in other accounts too, that manage the resources',
  usedBy: 'ACK controllers with IAMRoleSelector or CARM',
  upstream: [{ repository: 'aws-controllers-k8s/runtime', release: 'v0.61.0', since: '0.20', program: 'ACK runtime' }],
  sources: [CROSS_ACCOUNT, 'https://github.com/aws-controllers-k8s/runtime/blob/main/pkg/runtime/config.go'],
  parameters: {
    roles: orNone(resources(ROLES, 'ARNs of the roles.')),
    roleArns: orNone(namesFor('roles', ROLES)),
  },
  oneOf: ['roles', 'roleArns'],
  statements: ({ roles }) => [allow({ actions: ['sts:AssumeRole'], resources: roles })],
});
