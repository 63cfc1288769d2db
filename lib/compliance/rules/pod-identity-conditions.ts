import { POD_IDENTITY_SERVICE } from '../../core/names';
import { isOnlyWildcards } from '../../iam/glob';
import { splitText } from '../../iam/partial-text';
import type { PolicyStatement } from '../../iam/policy-statement';
import { anyPodOf } from '../any-pod';
import { underConditions } from '../conditions-detail';
import { hasLimit, isForPodIdentity } from '../escalation';
import type { Rule } from '../rule';
import { suchAs } from '../subjects';

const TAGS_AND_ACCOUNTS = /^aws:(SourceAccount|SourceOrgID|RequestTag\/(eks-cluster-name|kubernetes-(namespace|service-account|pod-name|pod-uid)))$/i;
const CLUSTERS = /^aws:(SourceArn|RequestTag\/eks-cluster-arn)$/i;

export const POD_IDENTITY_CONDITIONS: Rule = {
  id: 'PodIdentityConditions',
  level: 'warning',
  title: 'The trust takes EKS Pod Identity of any cluster and namespace',
  question: 'May an association of another cluster, namespace or service account give the role to its pods?',
  why: 'Whoever may associate the role with a service account of any cluster of the account (eks:CreatePodIdentityAssociation with iam:PassRole) may become it.',
  fix: 'Add conditions: aws:SourceArn of the cluster, aws:SourceAccount, or aws:RequestTag/kubernetes-namespace and /kubernetes-service-account.',
  link: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html',
  isOfTrust: true,
  judge: (role) => role.trust.statements.flatMap((statement) => {
    if (!isForPodIdentity(statement)) {
      return [];
    }
    const hasDenies = role.trust.statements.some(({ effect }) => effect !== 'Allow');
    const isAsked = !statement.hasUndecidedConditions && (statement.conditions.length > 0 || hasDenies);
    const anyPod = isAsked ? anyPodOf(role, statement) : undefined;
    // Of those whom the statement lets in, a Deny may leave those alone whom it names.
    const isNobody = anyPod === 'nobody' || anyPod === undefined;
    return isNobody && (isLimited(statement) || (anyPod === 'nobody' && hasDenies)) ? [] : [{
      detail: `${POD_IDENTITY_SERVICE}${underConditions(statement)}`,
      message: `statement ${statement.number} of the trust lets EKS Pod Identity give the role to any service account of any cluster${suchAs(isNobody ? undefined : anyPod.who)}: ask for the cluster, the namespace or the service account`,
    }];
  }),
};

function isLimited(statement: PolicyStatement): boolean {
  return statement.hasUndecidedConditions
    || hasLimit(statement, TAGS_AND_ACCOUNTS)
    || hasLimit(statement, CLUSTERS, isSomeCluster);
}

/** `arn:aws:eks:*:*:cluster/*` is any. */
function isSomeCluster(arn: string): boolean {
  const [whole, colon, , , account = '', cluster = ''] = splitText(arn, ':');
  return colon === undefined ? !isOnlyWildcards(whole) : !isOnlyWildcards(account) || !/^(cluster)?\/?[*?]*$/.test(cluster);
}
