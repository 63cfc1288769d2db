import { plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { lacks, webIdentitiesOf } from '../web-identity';

export const MISSING_AUD: Rule = {
  id: 'MissingAud',
  level: 'error',
  title: 'The trust does not ask for the audience',
  question: 'May a token that was made for another audience become the role?',
  why: 'Without a condition on the aud claim, tokens that the service account has for any other audience of the provider may become the role, such as one that was given to a third party.',
  fix: 'Add "StringEquals": { "<issuer>:aud": "sts.amazonaws.com" } to the statement.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  judge: (role) => webIdentitiesOf(role).trusts.filter((trust) => lacks(trust, 'aud')).map(({ provider, number }) => ({
    detail: plain(provider),
    message: `statement ${number} of the trust takes tokens of ${plain(provider)} for any audience: add a condition on its aud`,
  })),
};
