import type { PodIdentityCluster } from '../cluster/pod-identity-cluster';

/** How service accounts become a role by EKS Pod Identity. */
export interface PodIdentityOptions {
  /**
   * The clusters whose pods EKS may give the role. At least one, each once, all in the role's account. The trust asks for
   * the cluster's ARN and account, and for the namespace and the name of the service account.
   */
  readonly clusters: PodIdentityCluster[];
}
