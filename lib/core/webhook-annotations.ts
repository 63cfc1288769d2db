/**
 * Annotations of ServiceAccounts that the EKS Pod Identity webhook reads.
 *
 * @see https://github.com/aws/amazon-eks-pod-identity-webhook#readme
 */
export const WEBHOOK_PREFIX = 'eks.amazonaws.com/';
export const ROLE_ARN_ANNOTATION = `${WEBHOOK_PREFIX}role-arn`;
export const AUDIENCE_ANNOTATION = `${WEBHOOK_PREFIX}audience`;
export const STS_REGIONAL_ENDPOINTS_ANNOTATION = `${WEBHOOK_PREFIX}sts-regional-endpoints`;
export const TOKEN_EXPIRATION_ANNOTATION = `${WEBHOOK_PREFIX}token-expiration`;

/** Those that it reads of ServiceAccounts. */
export const SERVICE_ACCOUNT_ANNOTATIONS: readonly string[] = [
  ROLE_ARN_ANNOTATION, AUDIENCE_ANNOTATION, STS_REGIONAL_ENDPOINTS_ANNOTATION, TOKEN_EXPIRATION_ANNOTATION,
];
