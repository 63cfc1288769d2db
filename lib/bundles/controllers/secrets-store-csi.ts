import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import { texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { ENCRYPTION_KEYS } from '../services/kms-statements';
import { arnsOfParameters, PARAMETER_NAME } from '../resources/ssm-parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { decryptingStores, resolveStores } from './secret-stores';
import type { Stores } from './secret-stores';
import { useOfSecrets } from '../services/secrets-manager-statements';
import { arnsOfSecrets, SECRET } from '../resources/secrets';
import { allow, CatalogueBundle } from '../statement';

/**
 * Options for `SecretsStoreCsiBundle.provider`. At least one of `secrets`, `secretNames`, `parameters` and
 * `parameterNames` must name one.
 */
export interface SecretsStoreCsiOptions {
  /**
   * Secrets; a failover secret of another region too. The key of each is included, where the construct knows it.
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
   * role's stack. Without wildcards, versions and labels. A name that is known only at deploy time must begin
   * with `/`.
   *
   * @default - none
   */
  readonly parameterNames?: string[];

  /**
   * Customer-managed KMS keys of secrets that are given by name and of `SecureString` parameters; usable
   * through Secrets Manager and Systems Manager only, and of these only through what is read.
   *
   * @default - the keys that the secrets' constructs know
   */
  readonly encryptionKeys?: IKey[];
}

/**
 * The Secrets Store CSI driver with the provider of AWS. The role is that of the service account of each pod that
 * mounts secrets: the driver and the provider have none of their own.
 */
export class SecretsStoreCsiBundle {
  /**
   * Mount secrets and parameters that a `SecretProviderClass` names. Bundle id `secretsStoreCsi.provider`.
   *
   * @see https://github.com/aws/secrets-store-csi-driver-provider-aws
   */
  public static provider(options: SecretsStoreCsiOptions): IPolicyBundle {
    return provider(resolveStores('secretsStoreCsi.provider', 'secrets, secretNames, parameters or parameterNames', {
      secrets: options.secrets,
      secretNames: options.secretNames,
      parameters: options.parameters,
      parameterNames: options.parameterNames,
      encryptionKeys: options.encryptionKeys,
    }));
  }

  private constructor() {}
}

function provider(stores: Stores) {
  return new CatalogueBundle('secretsStoreCsi.provider', (scope) => [
    // The version is described before each rotation, so that only a new one is decrypted.
    ...(stores.secrets.length > 0
      ? [useOfSecrets(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], stores.secrets)] : []),
    ...(stores.parameters.length > 0 ? [allow({ actions: ['ssm:GetParameters'], resources: stores.parameters })] : []),
    ...decryptingStores(scope, stores),
  ]);
}

export const SECRETS_STORE_CSI_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'secretsStoreCsi.provider',
    summary: 'Read given secrets and parameters',
    usedBy: 'Secrets Store CSI driver (for the pods that mount secrets)',
    versions: '2.1',
    sources: ['https://github.com/aws/secrets-store-csi-driver-provider-aws'],
    parameters: {
      secrets: { description: 'Full names of secrets, prefixes that end in *, or ARNs.', type: { kind: 'texts', format: SECRET } },
      parameters: { description: 'Full names of parameters.', type: { kind: 'texts', format: PARAMETER_NAME } },
      encryptionKeys: ENCRYPTION_KEYS,
    },
    oneOf: ['secrets', 'parameters'],
    create: (values, place) => provider({
      secrets: arnsOfSecrets(texts(values, 'secrets'), place),
      parameters: arnsOfParameters(texts(values, 'parameters'), place),
      paths: [],
      keys: texts(values, 'encryptionKeys'),
    }),
  },
];
