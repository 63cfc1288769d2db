import { createValidatedPolicy, validateTrustPolicy } from '@cloud-copilot/iam-policy';
import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';

/** What EKS says of a pod when it asks STS for a role. */
export interface AssociatedPod {
  readonly clusterArn: string;
  readonly account: string;
  /** Left out where the association disables the session tags. */
  readonly namespace?: string;
  readonly serviceAccount?: string;
}

/** Whether a trust policy lets EKS Pod Identity give the role to a pod, as a simulator judges it that nobody here wrote: both of EKS's calls. */
export async function canGive(document: any, { clusterArn, account, namespace, serviceAccount }: AssociatedPod, roleAccount = '111122223333'): Promise<boolean> {
  const problems = validateTrustPolicy(document);
  if (problems.length > 0) {
    throw new Error(`no valid trust policy: ${JSON.stringify(problems)}`);
  }
  const contextVariables = Object.fromEntries(Object.entries({
    'aws:SourceAccount': account,
    'aws:SourceArn': clusterArn,
    'aws:RequestTag/kubernetes-namespace': namespace,
    'aws:RequestTag/kubernetes-service-account': serviceAccount,
    'aws:RequestTag/eks-cluster-arn': namespace && clusterArn,
    'aws:RequestTag/eks-cluster-name': namespace && clusterArn.split('/').pop(),
  }).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return (namespace === undefined ? ['sts:AssumeRole'] : ['sts:AssumeRole', 'sts:TagSession']).every((action) => {
    const result: any = runUnsafeSimulation({
      request: {
        principal: 'pods.eks.amazonaws.com',
        action,
        resource: { resource: `arn:aws:iam::${roleAccount}:role/any`, accountId: roleAccount },
        contextVariables,
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: createValidatedPolicy(document, validateTrustPolicy, { name: 'trust' } as any),
    } as any, {} as any);
    const verdict = result.overallResult ?? result.result ?? result;
    if (!['Allowed', 'ImplicitlyDenied', 'ExplicitlyDenied'].includes(verdict)) {
      throw new Error(`no verdict: ${JSON.stringify(result).slice(0, 500)}`);
    }
    return verdict === 'Allowed';
  });
}
