import { plain } from '../../iam/partial-text';
import { audienceToAskFor } from '../platform-audiences';
import type { Rule } from '../rule';
import { suchAs } from '../subjects';
import { takenBesides } from '../token-question';
import { isMetByNobody } from '../unmeetable-trusts';
import { lacks, limitsOf, webIdentitiesOf } from '../web-identity';

export const MISSING_AUD: Rule = {
  id: 'MissingAud',
  level: 'error',
  title: 'The trust does not ask for the audience',
  question: 'May a token that was made for another audience become the role?',
  why: 'Without a condition on the aud claim, tokens that the service account has for any other audience of the provider may become the role, such as one that was given to a third party.',
  fix: 'Add "StringEquals": { "<issuer>:aud": "sts.amazonaws.com" } to the statement; for a cluster that is none of EKS, the audience of its tokens.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  isOfTrust: true,
  judge: (role) => webIdentitiesOf(role).trusts.filter((trust) => lacks(trust, 'aud') && !isMetByNobody(role, trust)).map((trust) => {
    const { provider, number, issuers } = trust;
    const asked = audienceToAskFor(issuers, limitsOf(trust, 'sub').flatMap(({ values }) => values));
    return {
      detail: plain(provider),
      message: `statement ${number} of the trust takes tokens of ${plain(provider)} for any audience${suchAs(takenBesides(role, trust, 'aud'))}: add a condition on its aud${asked === undefined ? '' : `, for ${asked}`}`,
    };
  }),
};
