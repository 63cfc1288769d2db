/** Whose issuer it is. */
export enum IssuerKind {
  /** A cluster of Amazon EKS. */
  EKS = 'eks',
  /**
   * Any other Kubernetes cluster, whoever runs it: kops, OpenShift (ROSA), EKS Anywhere, Rancher, k3s, AKS, GKE. AWS must be able to reach
   * its issuer over the internet.
   */
  KUBERNETES = 'kubernetes',
}

/** How the pods of a cluster that is none of EKS get their tokens for AWS. */
export enum PodTokens {
  /** The cluster runs the webhook of EKS itself (amazon-eks-pod-identity-webhook, which OpenShift has and kops can have): service accounts are annotated for it. */
  WEBHOOK = 'webhook',
  /** No webhook: each pod mounts its token as a projected volume (`PodTokenVolume`), and service accounts have no annotation. */
  VOLUME = 'volume',
}
