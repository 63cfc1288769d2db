import { parseIssuerUrl } from '../../cluster/issuer-url';
import { show } from '../../core/text';
import { isKnown, plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { webIdentitiesOf } from '../web-identity';

export const MALFORMED_ISSUER: Rule = {
  id: 'MalformedIssuer',
  level: 'error',
  title: 'The provider is none that an EKS cluster has',
  why: 'IAM compares the issuer of a token with the provider to the letter: with a scheme left in, an id in lower case, or a region of another partition, no token ever matches.',
  fix: 'Write the issuer as aws eks describe-cluster prints it, without https://.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html',
  judge: (role) => webIdentitiesOf(role).trusts.flatMap(({ issuers, number }) => issuers.flatMap((issuer) => {
    const problem = problemOf(issuer);
    return problem === undefined ? [] : [{ detail: plain(issuer), message: `statement ${number} of the trust names an issuer that ${problem}` }];
  })),
};

function problemOf(issuer: string): string | undefined {
  const [, scheme] = /^(https?:\/\/)?oidc\.eks\./.exec(issuer) ?? [undefined, undefined];
  if (scheme !== undefined) {
    return `must have no scheme, got ${show(plain(issuer))}`;
  }
  const parsed = isKnown(issuer) && issuer.startsWith('oidc.eks.') ? parseIssuerUrl(issuer) : undefined;
  return parsed && 'problem' in parsed ? parsed.problem : undefined;
}
