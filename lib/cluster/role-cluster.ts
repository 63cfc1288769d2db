/** A cluster whose service accounts may become a role: by its issuer (`ClusterIssuer`), or by EKS Pod Identity (`PodIdentityCluster`). */
export interface IRoleCluster {
  /** The cluster's name in files, tables and messages. An issuer and a cluster of EKS Pod Identity with one name are one cluster. */
  readonly displayName: string;
}
