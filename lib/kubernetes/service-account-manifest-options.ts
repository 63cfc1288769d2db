import type { ServiceAccountAnnotationOptions } from './service-account-annotations';

/** Options for the `ServiceAccount` objects of a role. */
export interface ServiceAccountManifestOptions extends ServiceAccountAnnotationOptions {
  /**
   * Labels: keys of at most 63 characters, with a domain in front if wanted, and values of at most 63.
   *
   * @default - only `app.kubernetes.io/managed-by: cdk-irsa`, which is added to labels that do not say otherwise
   * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
   */
  readonly labels?: { [key: string]: string };

  /**
   * Whether pods get a token for the Kubernetes API. The token for AWS does not depend on it.
   *
   * @default - not said: Kubernetes mounts it
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * The names of secrets, in the same namespace, with credentials for image registries.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];

  /**
   * Whether the namespaces are made as well. Those that every cluster has (`default` and `kube-…`)
   * never are. What else the app applies to such a namespace (`ServiceAccounts.applyTo`) waits for it.
   *
   * @default false
   */
  readonly createNamespace?: boolean;
}
