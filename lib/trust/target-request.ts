import type { ServiceAccountSubject } from './service-account-subject';
import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';
import type { RequestContext } from '../iam/access-request';

/** The pods of one association with a target role. */
export interface TargetedPods {
  /** Of the cluster, as its account, region and name. */
  readonly clusterArn: string;
  readonly account: string;
  readonly region: string;
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** The pods of a service account, as EKS names them. */
export function targetedPods(cluster: PodIdentityCluster, { namespace, serviceAccountName }: ServiceAccountSubject): TargetedPods {
  const { clusterArn, region, account, clusterName } = cluster;
  return { clusterArn, region, account, clusterName, namespace, serviceAccount: serviceAccountName };
}

/** As EKS makes it: `region/account/cluster-name/namespace/service-account`. */
export function externalIdOf({ region, account, clusterName, namespace, serviceAccount }: Omit<TargetedPods, 'clusterArn'>): string {
  return [region, account, clusterName, namespace, serviceAccount].join('/');
}

/**
 * What EKS says when it assumes the target role with the role of the association: the session tags, or without them an external id.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
export function targetRequestContext(pods: TargetedPods, hasNoSessionTags: boolean): RequestContext {
  const { clusterArn, clusterName, namespace, serviceAccount } = pods;
  const tags = { 'eks-cluster-arn': clusterArn, 'eks-cluster-name': clusterName, 'kubernetes-namespace': namespace, 'kubernetes-service-account': serviceAccount };
  return hasNoSessionTags ? { 'sts:ExternalId': externalIdOf(pods) }
    : Object.fromEntries(Object.entries(tags).flatMap(([key, value]) => [[`aws:RequestTag/${key}`, value], [`aws:PrincipalTag/${key}`, value]]));
}
