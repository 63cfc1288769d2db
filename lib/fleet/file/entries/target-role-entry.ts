import { acknowledgeKey } from './acknowledge-entry';
import { permissionKeys } from './permission-keys';
import { ACCOUNT, ROLE_DESCRIPTION, TAG_KEY, TAG_VALUE } from '../../../core/names';
import { POLICY, ROLE_NAME_PATTERN, ROLE_PATH } from '../formats';
import { furtherBundles } from '../types/bundle-type';
import { map } from '../types/map-type';
import { object } from '../types/object-type';
import { filledText, patternText, text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

/** `targetRole` of a workload. The keys are those of a workload, where they mean the same. */
export const TARGET_ROLE = object({
  account: text(ACCOUNT, "The account of the target role, in quotes: another than that of the workload's own role. It must have a region in this file, by a cluster or under accounts.").required(),
  bundles: furtherBundles('What the pods may do in that account: bundles of the catalogue, with their parameters. Names of resources stand for those of that account. Default: none.'),
  ...permissionKeys(),
  roleName: patternText(ROLE_NAME_PATTERN, "The target role's name, which may hold placeholders; {account} is the target role's. A change replaces the role. Default: as that of the workload's own role."),
  description: text(ROLE_DESCRIPTION, "The target role's description. Default: for which workload it is."),
  path: filledText(ROLE_PATH, "The target role's path. A change replaces the role. Default: that of defaults."),
  permissionsBoundary: filledText(POLICY, "The target role's permissions boundary: a policy's name in its account, or its ARN. Default: that of defaults."),
  tags: map(TAG_KEY, filledText(TAG_VALUE, 'The value of the tag, which may hold placeholders.'), 'Tags of the target role. Tags of the defaults are kept, key by key. Default: none.'),
  acknowledge: acknowledgeKey('target role'),
}, 'A role in another account, which the pods get through the workload\'s own role: in place of it with EKS Pod Identity, and by assuming it themselves with IRSA. It is created with its trust. Default: none.');

export type TargetRoleEntry = TypeOf<typeof TARGET_ROLE>;
