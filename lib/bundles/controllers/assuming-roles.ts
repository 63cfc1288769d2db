import type { IRole } from 'aws-cdk-lib/aws-iam';
import { requireFormat } from '../../core/text-format';
import { ROLE_ARN } from '../resources/roles';
import { arnOfOne, requireSome } from '../statement';

/** Roles, as options name them. */
export interface NamedRoles {
  readonly roles?: IRole[];
  readonly roleArns?: string[];
}

/** The ARNs of roles that a controller may assume: at least one, and none with a wildcard. */
export function assumableRoles(bundleId: string, { roles, roleArns }: NamedRoles): string[] {
  requireSome(bundleId, 'roles or roleArns', roles, roleArns);
  roleArns?.forEach((arn, i) => requireFormat(ROLE_ARN, `roleArns[${i}] of ${bundleId}`, arn));
  return [...(roles ?? []).map((role) => arnOfOne(bundleId, role.roleArn)), ...(roleArns ?? [])];
}
