import type { BundleStatement } from '../policy-bundle';
import { globalArn } from '../resources/place';
import type { Place } from '../resources/place';
import { allow } from '../statement';

/**
 * Making the service-linked role of one service, in the role's account.
 *
 * @param service the service's principal, such as `spot.amazonaws.com`
 * @param roleName the role's name, such as `AWSServiceRoleForEC2Spot`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html#create-service-linked-role-permissions
 */
export function serviceLinkedRoleStatement(place: Place, service: string, roleName: string): BundleStatement {
  return allow({
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [globalArn(place, 'iam', `role/aws-service-role/${service}/${roleName}`)],
    conditions: { StringEquals: { 'iam:AWSServiceName': service } },
  });
}
