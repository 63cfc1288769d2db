import { list, show } from '../../core/text';
import { hasWildcard } from '../../iam/glob';
import { isKnown, plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { limitsOf, webIdentitiesOf } from '../web-identity';

export const UNEXPECTED_AUD: Rule = {
  id: 'UnexpectedAud',
  level: 'error',
  title: 'The trust asks for another audience than expected',
  question: 'Does the trust ask for an audience that your clusters do not use?',
  why: 'EKS puts tokens for sts.amazonaws.com into pods. A trust for another audience either never works, or takes tokens that were made for something else.',
  fix: 'Ask for sts.amazonaws.com, or tell the check which audiences your clusters use.',
  link: 'https://github.com/aws/amazon-eks-pod-identity-webhook#readme',
  judge: (role, { audiences }) => webIdentitiesOf(role).trusts.flatMap((trust) => {
    const tests = limitsOf(trust, 'aud');
    // All tests of a statement must hold: one that takes nothing else is enough.
    const isExpected = (value: string) => audiences.includes(value) || audiencesOfOthers(trust.issuers).includes(value);
    return tests.some(({ values }) => values.every(isExpected)) ? [] : tests.flatMap(({ values, asks }) => values
      // A wildcard under StringEquals matches nothing, which another rule says.
      .filter((value) => hasWildcard(value) ? asks === 'like' : isKnown(value) && !isExpected(value))
      .map((value) => ({
        detail: plain(value),
        of: plain(trust.provider),
        message: `statement ${trust.number} of the trust takes tokens for the audience ${show(plain(value))}: ask for ${list(audiences, 'or')}`,
      })));
  }),
};

/** The audiences by default of clusters that are none of EKS: of OpenShift's operators, and of kops. */
function audiencesOfOthers(issuers: readonly string[]): readonly string[] {
  return issuers.flatMap((issuer) => /^rh-oidc\.|(^|\.)openshiftapps\.com(\/|$)/.test(issuer) ? ['openshift']
    : /(^|\.)s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?(\/|$)|\.cloudfront\.net(\/|$)/.test(issuer) ? ['openshift', 'amazonaws.com'] : []);
}
