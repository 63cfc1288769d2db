import { POD_IDENTITY_SERVICE } from '../../core/names';
import { list, show } from '../../core/text';
import { coversAction } from '../../iam/action';
import { isKnown } from '../../iam/partial-text';
import { deadStatements } from '../dead-statements';
import { isForPodIdentity, isOfWorkload } from '../escalation';
import type { JudgedRole } from '../judged-role';
import type { Rule, RuleFinding } from '../rule';
import { unmeetableTrusts } from '../unmeetable-trusts';
import { isUnmet, isUnmetTogether } from '../unmet-pods';
import { unrealPrincipals } from '../unreal-principals';
import { unusableProviders } from '../unusable-providers';

/** What it finds of EKS Pod Identity. */
export const OF_PODS = {
  unmet: POD_IDENTITY_SERVICE,
  withoutAssume: `${POD_IDENTITY_SERVICE} sts:AssumeRole`,
  withoutTags: `${POD_IDENTITY_SERVICE} sts:TagSession`,
  apart: `${POD_IDENTITY_SERVICE} sts:AssumeRole and sts:TagSession`,
};

const [ASSUME, TAG] = ['sts:AssumeRole', 'sts:TagSession'] as const;

export const NOBODY_TRUSTED: Rule = {
  id: 'NobodyTrusted',
  level: 'warning',
  title: 'Nobody meets a statement of the trust',
  question: 'Is there no request at all that the statement of the trust allows?',
  why: 'The pods of the workload get "Not authorized to perform sts:AssumeRoleWithWebIdentity" or no credentials of EKS Pod Identity, or IAM refuses the policy.',
  fix: 'Write "StringEquals": { "<issuer>:sub": "system:serviceaccount:<namespace>:<name>", "<issuer>:aud": "sts.amazonaws.com" }, and no condition besides that a token cannot meet; for EKS Pod Identity, allow sts:AssumeRole and sts:TagSession, and ask only for what EKS sets.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  isOfTrust: true,
  judge: (role, { now }) => {
    const unusable = unusableProviders(role);
    const unreal = unrealPrincipals(role.trust.statements).filter(({ value }) => isOfWorkload(role) || /^pods?\.eks\.|:oidc-provider\//.test(value));
    return [
      ...unusable.map(({ number, provider, problem }) => ({ detail: provider, message: `statement ${number} of the trust names the provider ${provider}, which ${problem}` })),
      ...unreal.map(({ number, value, problem }) => ({ detail: value, message: `statement ${number} of the trust names the principal ${show(value)}, which ${problem}` })),
      ...deadStatements(role, now).filter(({ detail }) => isOfWorkload(role) || detail === 'Principal')
        .map(({ number, detail, problem }) => ({ detail, message: `statement ${number} of the trust ${problem}` })),
      ...isOfWorkload(role) ? unmeetable(role) : [],
      ...podsOf(role),
    ];
  },
};

function unmeetable(role: JudgedRole): RuleFinding[] {
  return unmeetableTrusts(role).map(({ number, provider }) => ({
    detail: provider,
    message: `statement ${number} of the trust takes no service account of ${provider}: no token meets all its conditions, or another statement denies it; name the service account and the audience, and nothing besides`,
  }));
}

/** What EKS Pod Identity may not call for any pod. */
function podsOf(role: JudgedRole): RuleFinding[] {
  const own = role.trust.statements.filter((statement) => statement.effect === 'Allow' && statement.principals.some(({ type, value }) => type === 'Service' && value === POD_IDENTITY_SERVICE));
  const namesKnown = own.every(({ actions, notActions }) => [...actions, ...notActions].every(isKnown));
  if (own.length === 0 || role.trust.undecided.length > 0 || !namesKnown) {
    return [];
  }
  if (!own.some((statement) => isForPodIdentity(statement))) {
    return [{ detail: OF_PODS.withoutAssume, message: `the trust names EKS Pod Identity, but does not let it call ${ASSUME}, by which it gives a role to a pod: allow ${ASSUME} and ${TAG}` }];
  }
  const unmet = own.filter((statement) => isForPodIdentity(statement) && isUnmet(role, ASSUME, [statement])).map(({ number }) => number);
  if (unmet.length > 0) {
    return [{
      detail: OF_PODS.unmet,
      message: `${unmet.length === 1 ? 'statement' : 'statements'} ${list(unmet.map(String))} of the trust ${unmet.length === 1 ? 'lets' : 'let'} EKS Pod Identity give the role to no pod: `
        + 'EKS never sends what the conditions ask for, or another statement denies it; ask for the ARN of the cluster in aws:SourceArn, or for tags that EKS sets',
    }];
  }
  const ofRoles = own.filter((statement) => isForPodIdentity(statement));
  const ofTags = own.filter((statement) => coversAction(statement, TAG));
  if (ofTags.length === 0 || isUnmet(role, TAG, ofTags)) {
    return [{
      detail: OF_PODS.withoutTags,
      message: `the trust lets EKS Pod Identity call ${ASSUME}, but not ${TAG}, and EKS tags each session unless the association disables session tags: allow both`,
    }];
  }
  return !isUnmetTogether(role, ofRoles, ofTags) ? [] : [{
    detail: OF_PODS.apart,
    message: `the trust lets EKS Pod Identity call ${ASSUME} for some pods and ${TAG} for others, but for none both, and EKS tags each session unless the association disables session tags: write the same conditions for both`,
  }];
}
