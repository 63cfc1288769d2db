import type { RemovalPolicy } from 'aws-cdk-lib/core';

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
   * ServiceAccount manifests get the annotation `eks.amazonaws.com/audience` when it is not the default.
   *
   * @default 'sts.amazonaws.com', in every partition
   * @see https://github.com/aws/amazon-eks-pod-identity-webhook
   */
  readonly audience?: string;
}

/** A cluster's issuer by its URL, with the account in which its OIDC provider is registered. */
export interface IssuerUrlProps extends ClusterIssuerOptions {
  /**
   * The account that holds the IAM OIDC provider: the account of the roles, 12 digits.
   */
  readonly account: string;

  /**
   * The issuer URL as `aws eks describe-cluster --query cluster.identity.oidc.issuer` prints it,
   * with or without `https://`.
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
}
