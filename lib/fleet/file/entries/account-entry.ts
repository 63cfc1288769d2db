import { REGION } from '../../../core/names';
import { Quotas } from '../../../core/quotas';
import { object } from '../types/object-type';
import { wholeNumber } from '../types/scalar-types';
import { text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

const QUOTAS = object({
  trustPolicyCharacters: wholeNumber(Quotas.trustPolicyCharacters, Quotas.trustPolicyCharactersMaximum,
    'Characters of a trust policy, if AWS raised the quota "Role trust policy length". Default: 2048.'),
  managedPolicies: wholeNumber(Quotas.managedPoliciesPerRole, Quotas.managedPoliciesPerRoleMaximum,
    'Managed policies of a role, if AWS raised the quota. Default: 10.'),
  roles: wholeNumber(Quotas.rolesPerAccount, Quotas.rolesPerAccountMaximum,
    'Roles of the account, if AWS raised the quota "Roles per account". cdk-irsa warns about more. Default: 1000.'),
}, 'Quotas that AWS raised for the account.');

/** What is special to an account. */
export const ACCOUNT_ENTRY = object({
  region: text(REGION, "The region of the account's stacks. Needed if the account's clusters lie in several regions."),
  quotas: QUOTAS,
});

export type AccountQuotas = TypeOf<typeof QUOTAS>;
