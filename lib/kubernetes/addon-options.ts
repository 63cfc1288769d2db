/** Which add-on of EKS creates a role's service accounts. */
export interface AddonOptions {
  /**
   * The add-on's name in EKS, such as `aws-ebs-csi-driver`.
   *
   * @default - the add-on that the role's bundles are for
   */
  readonly addonName?: string;

  /**
   * The namespace that the add-on is installed in, where it was given one of its own (`namespaceConfig`).
   *
   * @default - the one that EKS installs it in
   */
  readonly namespace?: string;

  /**
   * The names of clusters in EKS, by their `displayName`.
   *
   * @default - the clusterName of the PodIdentityCluster, or the displayName
   */
  readonly clusterNames?: { [displayName: string]: string };
}
