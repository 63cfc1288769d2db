import type { IRole } from 'aws-cdk-lib/aws-iam';
import { texts } from '../definition';
import type { BundleDefinition } from '../definition';
import type { IPolicyBundle } from '../policy-bundle';
import { ROLE_ARN } from '../resources/roles';
import { allow, arnOfOne, CatalogueBundle, requireSome } from '../statement';
import { requireFormat } from '../../core/text-format';

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

/** STS: the hop to another role. */
export class StsBundle {
  /**
   * Assume given roles, with session tags. Their trust policies must name the workload's role; a session
   * reached this way lasts at most one hour. Where a role of the same stack trusts the workload's role, give that
   * `separatePolicy: true`, or each of both would need the other first. Bundle id `sts.assumeRole`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
   */
  public static assumeRole(options: AssumeRoleOptions): IPolicyBundle {
    const { roles = [], roleArns = [] } = options;
    requireSome('sts.assumeRole', 'roles or roleArns', options.roles, options.roleArns);
    roleArns.forEach((arn, i) => requireFormat(ROLE_ARN, `roleArns[${i}] of sts.assumeRole`, arn));
    return assumeRole([...roles.map((role) => arnOfOne('sts.assumeRole', role.roleArn)), ...roleArns]);
  }

  private constructor() {}
}

function assumeRole(roles: string[]) {
  return new CatalogueBundle('sts.assumeRole', () => [allow({ actions: ['sts:AssumeRole', 'sts:TagSession'], resources: roles })]);
}

export const STS_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'sts.assumeRole',
    summary: 'Assume given roles, in other accounts too, and tag the sessions',
    sources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining'],
    parameters: {
      roles: { description: 'ARNs of the roles.', type: { kind: 'texts', format: ROLE_ARN }, required: true },
    },
    create: (values) => assumeRole(texts(values, 'roles')),
  },
];
