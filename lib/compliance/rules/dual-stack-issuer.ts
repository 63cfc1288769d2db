import { plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { webIdentitiesOf } from '../web-identity';

export const DUAL_STACK_ISSUER: Rule = {
  id: 'DualStackIssuer',
  level: 'error',
  title: "The provider is the dual-stack address of a cluster's issuer",
  question: 'Is the provider an address that no token of an EKS cluster has as its issuer?',
  why: 'Tokens name oidc.eks.<region>.amazonaws.com as their issuer, also in clusters with IPv6. A provider of oidc-eks.<region>.api.aws never sees one: pods get AccessDenied.',
  fix: 'Register the issuer that aws eks describe-cluster prints, https://oidc.eks.<region>.…, and name it in the trust.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html',
  isOfTrust: true,
  judge: (role) => webIdentitiesOf(role).trusts.flatMap(({ issuers, number }) => issuers.filter((issuer) => /^(https?:\/\/)?oidc-eks\./.test(issuer)).map((issuer) => ({
    detail: plain(issuer),
    message: `statement ${number} of the trust names ${plain(issuer)}, which no token has as its issuer: write oidc.eks.<region>.… instead`,
  }))),
};
