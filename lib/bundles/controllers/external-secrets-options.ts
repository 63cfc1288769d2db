import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import type { ExternalSecretsVersion } from './external-secrets-version';

/**
 * What `ExternalSecretsBundle.read` and `.push` are for: secrets of Secrets Manager, parameters of Parameter Store, or
 * both. At least one of `secrets`, `secretNames`, `parameters`, `parameterNames` and `paths` must name one.
 */
export interface ExternalSecretsOptions {
  /**
   * Secrets. The key of each is included, where the construct knows it.
   *
   * @default - none
   */
  readonly secrets?: ISecret[];

  /**
   * Full names of secrets, such as `k8s-main/db`, or prefixes that end in `*`, such as `k8s-main/*`, in
   * the account and region of the role's stack. `*` alone is refused.
   *
   * @default - none
   */
  readonly secretNames?: string[];

  /**
   * Parameters.
   *
   * @default - none
   */
  readonly parameters?: IParameter[];

  /**
   * Full names of parameters, such as `/k8s-main/db/password` or `plain`, in the account and region of the
   * role's stack; or ARNs, for those of another region or account. Without wildcards, versions and labels. A name that is
   * known only at deploy time must begin with `/`.
   *
   * @default - none
   */
  readonly parameterNames?: string[];

  /**
   * Paths of parameters, such as `/k8s-main`, or their ARNs: the path itself and everything below it. `/` alone is refused.
   *
   * @default - none
   */
  readonly paths?: string[];

  /**
   * Customer-managed KMS keys of secrets that are given by name and of `SecureString` parameters; usable
   * through Secrets Manager and Systems Manager only, and only through the one whose secrets are given.
   *
   * @default - the keys that the secrets' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/** Options for `ExternalSecretsBundle.read`. */
export interface ExternalSecretsReadOptions extends ExternalSecretsOptions {
  /**
   * Allow `find` in `dataFrom`, by name or by tags: listing the names, descriptions and tags of all secrets, or of all
   * parameters, of the account. Values are still read only of those that are given here.
   *
   * @default false
   */
  readonly find?: boolean;
}

/** Options for `ExternalSecretsBundle.push`. */
export interface ExternalSecretsPushOptions extends ExternalSecretsOptions {
  /**
   * Allow deleting what External Secrets made (`deletionPolicy: Delete`), which it knows by the tag
   * `managed-by: external-secrets`. It may tag too, so the tag guards against slips, not against malice.
   *
   * @default false
   */
  readonly allowDelete?: boolean;

  /**
   * Allow setting the resource policies of secrets (`resourcePolicy` in the metadata), with `blockPublicPolicy: true`
   * only. Needs External Secrets 0.20.4 or later.
   *
   * @default false
   */
  readonly resourcePolicies?: boolean;

  /**
   * Regions to which secrets may be copied (`replicationLocations` in the metadata).
   *
   * @default - none
   */
  readonly replicaRegions?: string[];

  /**
   * The version of External Secrets.
   *
   * @default - what 2.9 needs
   */
  readonly version?: ExternalSecretsVersion;
}

/** Options for `ExternalSecretsBundle.readCertificates`. */
export interface ExternalSecretsReadCertificatesOptions {
  /** Certificates of ACM whose option to export them is on. At least one. */
  readonly certificates: ICertificate[];
}

/** Options for `ExternalSecretsBundle.pushCertificates`. */
export interface ExternalSecretsPushCertificatesOptions {
  /**
   * Allow deleting what External Secrets imported (`deletionPolicy: Delete`). It may tag too, so the tag guards against slips, not
   * against malice.
   *
   * @default false
   */
  readonly allowDelete?: boolean;

  /**
   * The regions of the certificates.
   *
   * @default - the region of the role's stack
   */
  readonly regions?: string[];
}
