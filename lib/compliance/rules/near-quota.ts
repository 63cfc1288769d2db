import { Quotas } from '../../core/quotas';
import { count } from '../../core/text';
import type { Rule } from '../judged-role';
import { isOfWorkload } from '../permissions';

const NEAR = 0.9;

export const NEAR_QUOTA: Rule = {
  id: 'NearQuota',
  level: 'warning',
  title: 'The role is near one of IAM\'s quotas',
  why: 'Past the quota the next change fails at deploy time, and rolls back everything that is deployed with it.',
  fix: 'Split the role, move policies into managed ones, or have AWS raise the quota and tell the check.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  judge: (role, options) => {
    if (!isOfWorkload(role)) {
      return [];
    }
    const inline = role.policies.filter(({ kind }) => kind === 'inline').reduce((sum, { document }) => sum + document.characters, 0);
    const sizes = [
      { detail: 'trust policy', what: 'the trust policy has', size: role.trust.characters, most: options.trustPolicyCharacters, noun: 'character' },
      { detail: 'inline policies', what: 'the inline policies have', size: inline, most: Quotas.inlinePolicyCharacters, noun: 'character' },
      { detail: 'managed policies', what: 'the role has', size: role.managedPolicies, most: options.managedPoliciesPerRole, noun: 'managed policy' },
      ...role.policies.filter(({ kind }) => kind === 'managed').map(({ name, at, document }) =>
        ({ detail: name, what: `${name} has`, size: document.characters, most: Quotas.managedPolicyCharacters, noun: 'character', at })),
    ];
    return sizes.filter(({ size, most }) => size > NEAR * most).map(({ detail, what, size, most, noun, ...rest }) => ({
      detail,
      ...rest,
      message: `${what} ${count(size, noun, noun === 'character' ? undefined : 'managed policies')} of at most ${most.toLocaleString('en-US')}`,
    }));
  },
};
