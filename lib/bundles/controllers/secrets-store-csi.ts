import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import { storeKeyStatements } from './secret-stores';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { orNone } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { encryptionKeys } from '../resources/kms-keys';
import { namesFor, resources } from '../resources/resource-kind';
import { SECRETS } from '../resources/secrets';
import { SSM_PARAMETERS } from '../resources/ssm-parameters';
import { secretStatement } from '../services/secrets-manager-statements';
import { allow } from '../statement';

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
   * role's stack; or ARNs, for those of another region or account. Without wildcards, versions and labels. A name that is
   * known only at deploy time must begin with `/`.
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
 *
 * @example
 * role.addBundle(SecretsStoreCsiBundle.provider({ secrets: [secret] }));
 */
export class SecretsStoreCsiBundle {
  /**
   * Mount secrets and parameters that a `SecretProviderClass` names. With `failoverRegion` the provider asks both regions, and one
   * refusal fails the mount: name what is in the other region by its ARN. Bundle id `secretsStoreCsi.provider`.
   *
   * @see https://github.com/aws/secrets-store-csi-driver-provider-aws
   */
  public static provider(options: SecretsStoreCsiOptions): IPolicyBundle {
    return PROVIDER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [PROVIDER];
  }

  private constructor() {}
}

const PROVIDER = defineBundle<SecretsStoreCsiOptions>()({
  id: 'secretsStoreCsi.provider',
  summary: 'Read given secrets and parameters',
  usedBy: 'Secrets Store CSI driver (for the pods that mount secrets)',
  upstream: [
    {
      repository: 'aws/secrets-store-csi-driver-provider-aws',
      release: 'secrets-store-csi-driver-provider-aws-3.1.1',
      since: '2.1',
      documents: ['README.md'],
    },
  ],
  sources: ['https://github.com/aws/secrets-store-csi-driver-provider-aws'],
  parameters: {
    secrets: orNone(resources(SECRETS, 'Full names of secrets, prefixes that end in *, or ARNs; of a failoverRegion by ARN.')),
    secretNames: orNone(namesFor('secrets', SECRETS)),
    parameters: orNone(resources(SSM_PARAMETERS, 'Full names or ARNs of parameters; of a failoverRegion by ARN.')),
    parameterNames: orNone(namesFor('parameters', SSM_PARAMETERS)),
    encryptionKeys: encryptionKeys({ secrets: SECRETS }),
  },
  oneOf: ['secrets', 'secretNames', 'parameters', 'parameterNames'],
  statements: ({ secrets, parameters, encryptionKeys: keys }, { scope }) => [
    // The version is described before each rotation, so that only a new one is decrypted.
    ...(secrets.length > 0 ? [secretStatement(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], secrets)] : []),
    ...(parameters.length > 0 ? [allow({ actions: ['ssm:GetParameters'], resources: parameters })] : []),
    ...storeKeyStatements(scope, { secrets, parameters, paths: [], encryptionKeys: keys }),
  ],
});
