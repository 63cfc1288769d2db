import { issuerOfUnknown } from '../../cloudformation/text-pieces';
import { show } from '../../core/text';
import { nameOfUnknown, plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { isOwnIssuer, webIdentitiesOf } from '../web-identity';
import type { ServiceAccountTrust } from '../web-identity';

export const FOREIGN_ISSUER: Rule = {
  id: 'ForeignIssuer',
  level: 'error',
  title: "A condition names another issuer than the principal's",
  question: "Does a condition ask for a claim of another issuer than that of the statement's provider?",
  why: "A token has no claim of another cluster's issuer, so the condition never holds, or (with a weak operator) always does. It is the usual slip when a role is copied to a second cluster.",
  fix: "Write the issuer of the statement's own provider before :sub and :aud; a second cluster gets a statement of its own.",
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  isOfTrust: true,
  judge: (role) => webIdentitiesOf(role).trusts.flatMap((trust) => [...new Set(trust.tests
    .filter(({ claim, issuer }) => ['sub', 'aud'].includes(claim) && isOwnIssuer(trust, issuer) === 'no' && !isOwnWithoutScheme(trust, issuer)).map(({ issuer }) => issuer))]
    .map((issuer) => ({
      detail: plain(issuer),
      message: messageOf(trust, issuer),
    }))),
};

/** That the provider has a scheme is another rule's to say. */
function isOwnWithoutScheme({ issuers }: ServiceAccountTrust, issuer: string): boolean {
  return issuers.some((own) => /^https?:/.test(own) && own.replace(/^https?:\/*/, '') === issuer);
}

function messageOf(trust: ServiceAccountTrust, issuer: string): string {
  const written = show(plain(issuer));
  const begin = `statement ${trust.number} of the trust has conditions on ${written}`;
  const name = nameOfUnknown(issuer);
  if (issuer === trust.provider || /^arn:[\w-]*:iam:.*:oidc-provider\//.test(issuer)) {
    return `${begin}, which is the ARN of the provider, where its issuer belongs: ${name === undefined ? `write ${show(plain(issuer.replace(/^.*:oidc-provider\//, '')))}`
      : `cut it out of the ARN with !Select [1, !Split [':oidc-provider/', !Ref ${plain(name)}]]`}`;
  }
  if (/^https?:/i.test(issuer) || (name !== undefined && trust.issuers.includes(issuerOfUnknown(name)))) {
    return `${begin}, which begins with https://, and no token's claims are under that: ${name === undefined ? `write ${show(plain(issuer.replace(/^https?:\/*/i, '')))}`
      : `cut it off with !Select [1, !Split ['//', !GetAtt ${plain(name)}]]`}`;
  }
  return `${begin}, but its principal is ${plain(trust.provider)}: name that provider's issuer`;
}
