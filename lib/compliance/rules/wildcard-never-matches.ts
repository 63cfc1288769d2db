import { show } from '../../core/text';
import { hasWildcard } from '../../iam/glob';
import { plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { limitsOf, webIdentitiesOf } from '../web-identity';

export const WILDCARD_NEVER_MATCHES: Rule = {
  id: 'WildcardNeverMatches',
  level: 'error',
  title: 'A wildcard stands under StringEquals, where it is no wildcard',
  question: 'Does a wildcard stand under an operator that compares to the letter?',
  why: 'IAM compares under StringEquals to the letter, so no token ever matches: pods get AccessDenied. The next to read it widens the trust until it works.',
  fix: 'Name the service accounts exactly; for names that a controller makes up, use StringLike.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String',
  isOfTrust: true,
  judge: (role) => webIdentitiesOf(role).trusts.flatMap((trust) => ['sub', 'aud'].flatMap((claim) => limitsOf(trust, claim)
    .filter(({ asks }) => asks === 'equals')
    .flatMap(({ operator, values }) => values.filter((value) => hasWildcard(value)).map(plain).map((value) => ({
      detail: value,
      of: plain(trust.provider),
      message: `statement ${trust.number} of the trust compares ${claim} with ${show(value)} under ${operator.name}, which no token equals: write it without a wildcard`,
    }))))),
};
