/** What is common to every way of naming a cluster for EKS Pod Identity. */
export interface PodIdentityClusterOptions {
  /**
   * A name for the cluster in files, tables and messages, and in the logical ids of `PodIdentityAssociations`: a change would create each association
   * a second time, which EKS refuses. Where the cluster has a `ClusterIssuer` as well, give both one name.
   *
   * @default - the cluster's name in EKS where it is known at synth, else the construct path of the cluster, with `-` for `/`
   */
  readonly displayName?: string;
}

/** A cluster by its name, account and region. */
export interface PodIdentityClusterAttributes extends PodIdentityClusterOptions {
  /**
   * The cluster's account, which is also that of the roles, 12 digits.
   */
  readonly account: string;

  /** The cluster's region. */
  readonly region: string;

  /**
   * The cluster's name in EKS, as `aws eks list-clusters` prints it.
   */
  readonly clusterName: string;
}
