import { DEFAULT_AUDIENCE } from '../../core/names';
import { plain } from '../../iam/partial-text';
import type { Rule } from '../rule';
import { suchAs } from '../subjects';
import { takenBesides } from '../token-question';
import { isMetByNobody } from '../unmeetable-trusts';
import { lacks, limitsOf, webIdentitiesOf } from '../web-identity';
import type { ServiceAccountTrust } from '../web-identity';

export const MISSING_SUB: Rule = {
  id: 'MissingSub',
  level: 'error',
  title: 'The trust does not ask for a service account',
  question: 'May every service account of the cluster become the role?',
  why: 'Without a condition on the sub claim, every service account of the cluster may become the role: so may every pod, and whoever may create one.',
  fix: 'Add "StringEquals": { "<issuer>:sub": "system:serviceaccount:<namespace>:<name>" } to the statement.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  isOfTrust: true,
  judge: (role, { audiences }) => {
    const { trusts, unsure } = webIdentitiesOf(role);
    // An audience that the check was told tells that the provider is a cluster's; that of STS is asked of others, too.
    const own = audiences.filter((audience) => audience !== DEFAULT_AUDIENCE);
    const isForCluster = (trust: ServiceAccountTrust) => limitsOf(trust, 'aud').some(({ values }) => values.some((value) => own.includes(value)));
    return [...trusts, ...unsure.filter(isForCluster)].filter((trust) => lacks(trust, 'sub') && !isMetByNobody(role, trust)).map((trust) => ({
      detail: plain(trust.provider),
      message: `statement ${trust.number} of the trust lets every service account of ${plain(trust.provider)} become the role${suchAs(takenBesides(role, trust, 'sub'))}: add a condition on its sub`,
    }));
  },
};
