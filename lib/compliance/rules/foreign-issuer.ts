import { show } from '../../core/text';
import { plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { isOwnIssuer, webIdentitiesOf } from '../web-identity';

export const FOREIGN_ISSUER: Rule = {
  id: 'ForeignIssuer',
  level: 'error',
  title: "A condition names another issuer than the principal's",
  why: "A token has no claim of another cluster's issuer, so the condition never holds, or (with a weak operator) always does. It is the usual slip when a role is copied to a second cluster.",
  fix: "Write the issuer of the statement's own provider before :sub and :aud; a second cluster gets a statement of its own.",
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  judge: (role) => webIdentitiesOf(role).trusts.flatMap((trust) => [...new Set(trust.tests
    .filter(({ claim, issuer }) => ['sub', 'aud'].includes(claim) && isOwnIssuer(trust, issuer) === 'no').map(({ issuer }) => issuer))]
    .map((issuer) => ({
      detail: plain(issuer),
      message: `statement ${trust.number} of the trust has conditions on ${show(plain(issuer))}, but its principal is ${plain(trust.provider)}: name that provider's issuer`,
    }))),
};
