import type { IRoleCluster } from '../cluster/role-cluster';
import type { ServiceAccountSubject } from '../trust/service-account-subject';

/** The service accounts of one cluster that may become a role. */
export interface ClusterServiceAccounts {
  /**
   * One of the role's clusters. A cluster with both an issuer and EKS Pod Identity (the same name in `clusters` and in
   * `podIdentity.clusters`) has one entry, by either of the two.
   */
  readonly cluster: IRoleCluster;

  /** The service accounts that may become the role in that cluster. At least one. */
  readonly serviceAccounts: ServiceAccountSubject[];
}
