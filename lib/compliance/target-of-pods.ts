import { coversAction } from '../iam/action';
import type { PolicyStatement } from '../iam/policy-statement';

/** What EKS says of a pod as it asks for a target role. */
const TAG_OF_POD = /^aws:requesttag\/(?:kubernetes-(?:namespace|service-account)|eks-cluster-(?:arn|name))$/i;
const ID_OF_POD = /^[a-z]{2}[a-z-]*-\d\/\d{12}\/[^/]+\/[^/]+\/[^/]+$/;

/** Whether a statement lets EKS Pod Identity give the role to pods as the target of their own. */
export function isForTarget(statement: PolicyStatement): boolean {
  return statement.effect !== 'Deny' && coversAction(statement, 'sts:AssumeRole') && statement.conditions.some(({ key, values }) =>
    TAG_OF_POD.test(key) || (key.toLowerCase() === 'sts:externalid' && values.some((value) => ID_OF_POD.test(value))));
}
