import type { IRole } from 'aws-cdk-lib/aws-iam';
import { assumableRoles } from './assuming-roles';
import { texts } from '../definition';
import type { BundleDefinition } from '../definition';
import type { IPolicyBundle } from '../policy-bundle';
import { ROLE_ARN } from '../resources/roles';
import { allow, CatalogueBundle } from '../statement';

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

const CROSS_ACCOUNT = 'https://aws-controllers-k8s.github.io/docs/guides/cross-account';

/** AWS Controllers for Kubernetes (ACK), with the permissions in roles that a controller assumes. */
export class AckBundle {
  /**
   * Assume given roles, as `IAMRoleSelector` or the account map (CARM) name them. A controller passes neither an
   * external id nor session tags, so the roles' trust policies must ask for none. Bundle id `ack.assumeRoles`.
   *
   * @see https://aws-controllers-k8s.github.io/docs/guides/cross-account
   */
  public static assumeRoles(options: AckAssumeRolesOptions): IPolicyBundle {
    return assumeRoles(assumableRoles('ack.assumeRoles', options));
  }

  private constructor() {}
}

function assumeRoles(roles: string[]) {
  return new CatalogueBundle('ack.assumeRoles', () => [allow({ actions: ['sts:AssumeRole'], resources: roles })]);
}

export const ACK_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'ack.assumeRoles',
    summary: 'Assume given roles, in other accounts too, that manage the resources',
    usedBy: 'ACK controllers with IAMRoleSelector or CARM',
    versions: 'ACK runtime 0.20 to 0.61',
    sources: [CROSS_ACCOUNT, 'https://github.com/aws-controllers-k8s/runtime/blob/main/pkg/runtime/config.go'],
    parameters: {
      roles: { description: 'ARNs of the roles.', type: { kind: 'texts', format: ROLE_ARN }, required: true },
    },
    create: (values) => assumeRoles(texts(values, 'roles')),
  },
];
