import { isOfWorkload } from '../escalation';
import type { Rule } from '../rule';
import { unmeetableTrusts } from '../unmeetable-trusts';

export const NOBODY_TRUSTED: Rule = {
  id: 'NobodyTrusted',
  level: 'warning',
  title: 'No token meets the conditions of the trust',
  why: 'The pods of the workload get "Not authorized to perform sts:AssumeRoleWithWebIdentity", and have no permissions at all.',
  fix: 'Write "StringEquals": { "<issuer>:sub": "system:serviceaccount:<namespace>:<name>", "<issuer>:aud": "sts.amazonaws.com" }, and no condition besides that a token cannot meet.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  judge: (role) => isOfWorkload(role) ? unmeetableTrusts(role).map(({ number, provider }) => ({
    detail: provider,
    message: `statement ${number} of the trust takes no service account of ${provider}: no token meets all its conditions, or another statement denies it; name the service account and the audience, and nothing besides`,
  })) : [],
};
