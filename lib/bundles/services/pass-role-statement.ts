import type { BundleStatement } from '../policy-bundle';
import { allow } from '../statement';

/**
 * Passing given roles to one service.
 *
 * @param service the service's principal, such as `scheduler.amazonaws.com`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function passRoleStatement(roles: readonly string[], service: string): BundleStatement {
  return allow({ actions: ['iam:PassRole'], resources: roles, conditions: { StringEquals: { 'iam:PassedToService': service } } });
}
