import type { RemovalPolicy } from 'aws-cdk-lib/core';
import type { IssuerKind, PodTokens } from './kubernetes-issuer-options';

/** What is common to every way of naming a cluster's issuer. */
export interface ClusterIssuerOptions {
  /**
   * A name for the cluster in files, tables and messages, such as `production`. It has no effect
   * on the trust policy.
   *
   * @default - the cluster's name in EKS where its construct has it written out, else the last part of the issuer URL where it is literal,
   * else the construct path of the cluster or provider, with `-` for `/`
   */
  readonly clusterName?: string;

  /**
   * The audience (`aud`) that the tokens carry. It must be one of the OIDC provider's client ids.
   * ServiceAccount manifests get the annotation `eks.amazonaws.com/audience` when it is not the default, and always for a cluster
   * that is none of EKS, whose webhook may have another one: that of kops has `amazonaws.com`.
   *
   * @default 'sts.amazonaws.com', in every partition
   * @see https://github.com/aws/amazon-eks-pod-identity-webhook
   */
  readonly audience?: string;

  /**
   * Whose issuer it is. An issuer of a cluster that is none of EKS is refused without `IssuerKind.KUBERNETES`.
   *
   * @default IssuerKind.EKS
   */
  readonly kind?: IssuerKind;

  /**
   * The region of the workloads of a cluster that is none of EKS, whose issuer names none: for its check pods, and for the partition of its
   * provider.
   *
   * @default - that of the issuer of EKS; else none
   */
  readonly region?: string;

  /**
   * How pods of a cluster that is none of EKS get their tokens.
   *
   * @default PodTokens.WEBHOOK
   */
  readonly podTokens?: PodTokens;

  /**
   * What the annotations for the webhook of a cluster that is none of EKS begin with, as its flag `--annotation-prefix` has it.
   *
   * @default 'eks.amazonaws.com'
   */
  readonly annotationPrefix?: string;
}

/** A cluster's issuer by its URL, with the account in which its OIDC provider is registered. */
export interface IssuerUrlProps extends ClusterIssuerOptions {
  /**
   * The account that holds the IAM OIDC provider: the account of the roles, 12 digits.
   */
  readonly account: string;

  /**
   * The issuer URL as `aws eks describe-cluster --query cluster.identity.oidc.issuer` prints it,
   * with or without `https://`; of a cluster that is none of EKS, the `issuer` that `kubectl get --raw /.well-known/openid-configuration` prints.
   */
  readonly issuerUrl: string;
}

/** A new IAM OIDC provider for a cluster's issuer. */
export interface CreateIssuerProps extends ClusterIssuerOptions {
  /**
   * The issuer URL of the cluster, literal (with or without `https://`) or a deploy-time value
   * such as `cluster.clusterOpenIdConnectIssuerUrl`, which must have its scheme.
   */
  readonly issuerUrl: string;

  /**
   * What happens to the provider when it is removed from the stack. Without it no pod of the cluster
   * can become any role of the account.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * SHA-1 thumbprints of the certificate authorities of the server behind the issuer of a cluster that is none of EKS, 40 hexadecimal digits
   * each, at most 5. IAM needs them only where it does not know the authority, such as one of your own.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html
   */
  readonly thumbprints?: string[];

  /**
   * Further audiences that the provider takes, beside `audience`, for a cluster that is none of EKS: OpenShift's operators have tokens for
   * `openshift`. At most 100 together.
   *
   * @default - `audience` alone
   */
  readonly clientIds?: string[];
}
