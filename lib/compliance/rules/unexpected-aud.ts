import { list, show } from '../../core/text';
import { hasWildcard } from '../../iam/glob';
import { isKnown, plain } from '../../iam/partial-text';
import { audienceToAskFor, defaultAudiences, whyNotForAws } from '../platform-audiences';
import type { Rule } from '../rule';
import { limitsOf, webIdentitiesOf } from '../web-identity';
import type { ServiceAccountTrust } from '../web-identity';

export const UNEXPECTED_AUD: Rule = {
  id: 'UnexpectedAud',
  level: 'error',
  title: 'The trust asks for another audience than expected',
  question: 'Does the trust ask for an audience that your clusters do not use?',
  why: 'EKS puts tokens for sts.amazonaws.com into pods. A trust for another audience either never works, or takes tokens that were made for something else. Clusters that are none of EKS have audiences of their own; there only the audience of the API server is wrong, whose tokens every pod has.',
  fix: 'Ask for sts.amazonaws.com, or for the audience of your cluster\'s tokens where it is none of EKS, or tell the check which audiences your clusters use.',
  link: 'https://github.com/aws/amazon-eks-pod-identity-webhook#readme',
  isOfTrust: true,
  judge: (role, { audiences }) => webIdentitiesOf(role).trusts.flatMap((trust) => {
    const tests = limitsOf(trust, 'aud');
    const defaults = defaultAudiences(trust.issuers);
    // All tests of a statement must hold: one that takes nothing else is enough.
    const isExpected = (value: string) => audiences.includes(value)
      || (defaults === undefined ? !hasWildcard(value) && whyNotForAws(value, trust.issuers) === undefined : defaults.includes(value));
    return tests.some(({ values }) => values.every(isExpected)) ? [] : tests.flatMap(({ values, asks }) => values
      // A wildcard under StringEquals matches nothing, which another rule says.
      .filter((value) => hasWildcard(value) ? asks === 'like' : isKnown(value) && !isExpected(value))
      .map((value) => ({
        detail: plain(value),
        of: plain(trust.provider),
        message: `statement ${trust.number} of the trust takes tokens for the audience ${show(plain(value))}${whyNot(value, trust)}: ask for ` +
          (defaults === undefined ? audienceToAskFor(trust.issuers, [])! : list([...new Set([...audiences, ...defaults])], 'or')),
      })));
  }),
};

/** In EKS there is one audience, and nothing more to say. */
function whyNot(audience: string, { issuers }: ServiceAccountTrust): string {
  const why = defaultAudiences(issuers) === undefined ? whyNotForAws(audience, issuers) : undefined;
  return why === undefined ? '' : `, ${why}`;
}
