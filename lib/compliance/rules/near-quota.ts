import { Quotas } from '../../core/quotas';
import { count } from '../../core/text';
import { isOfWorkload } from '../escalation';
import type { Rule } from '../rule';

const NEAR = 0.9;

export const NEAR_QUOTA: Rule = {
  id: 'NearQuota',
  level: 'warning',
  title: 'The role is near one of IAM\'s quotas',
  question: 'Is the trust, a policy or a number of policies past 90 percent of what IAM allows?',
  why: 'Past the quota the next change fails at deploy time, and rolls back everything that is deployed with it.',
  fix: 'Split the role, move policies into managed ones, or have AWS raise the quota and tell the check.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  judge: (role, options) => {
    if (!isOfWorkload(role)) {
      return [];
    }
    const inline = role.policies.filter(({ kind }) => kind === 'inline').reduce((sum, { document }) => sum + document.characters, 0);
    const sizes = [
      {
        detail: 'trust policy',
        what: 'the trust policy has',
        size: role.trust.characters,
        most: options.trustPolicyCharacters,
        fix: 'trust fewer clusters or service accounts, or have the quota raised',
      },
      {
        detail: 'inline policies',
        what: 'the inline policies have',
        size: inline,
        most: Quotas.inlinePolicyCharacters,
        fix: 'move statements to a managed policy',
      },
      {
        detail: 'managed policies',
        what: 'the role has',
        size: role.managedPolicies,
        most: options.managedPoliciesPerRole,
        nouns: ['managed policy', 'managed policies'] as const,
        fix: 'make one of several, or have the quota raised',
      },
      ...role.policies.filter(({ kind }) => kind === 'managed').map(({ name, at, document: { characters } }) =>
        ({ detail: name, what: `${name} has`, size: characters, most: Quotas.managedPolicyCharacters, nouns: undefined, fix: 'split it', at })),
    ];
    return sizes.filter(({ size, most }) => size > NEAR * most).map(({ detail, what, size, most, fix, nouns: [one, several] = ['character', 'characters'], ...rest }) => ({
      detail,
      ...rest,
      message: `${what} ${count(size, one, several)} of at most ${most.toLocaleString('en-US')}: ${fix}`,
    }));
  },
};
