import { REGION } from '../../../core/names';
import { Quotas } from '../../../core/quotas';
import { object } from '../types/object-type';
import { wholeNumber } from '../types/scalar-types';
import { text } from '../types/text-type';
import type { TypeOf } from '../types/value-type';

const QUOTAS = object({
  trustPolicyCharacters: wholeNumber(Quotas.trustPolicyCharacters, Quotas.trustPolicyCharactersMaximum,
    'The quota "Role trust policy length", in characters. Default: 2048.'),
  managedPolicies: wholeNumber(Quotas.managedPoliciesPerRole, Quotas.managedPoliciesPerRoleMaximum,
    'The quota "Managed policies attached to an IAM role". Default: 10.'),
  roles: wholeNumber(Quotas.rolesPerAccount, Quotas.rolesPerAccountMaximum,
    'The quota "Roles per account". cdk-irsa warns about more (cdk-irsa:rolesPerAccount). Default: 1000.'),
}, 'Quotas that AWS raised for the account. Default: the quotas of a new account.');

/** What is special to an account. */
export const ACCOUNT_ENTRY = object({
  region: text(REGION, "The region of the account's stacks. Required if the account's clusters are in several regions. Default: the region of the account's clusters."),
  quotas: QUOTAS,
});

export type AccountQuotas = TypeOf<typeof QUOTAS>;
