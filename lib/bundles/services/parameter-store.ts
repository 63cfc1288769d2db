import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import { flag, flagParameter, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { ENCRYPTION_KEYS, useOfKeys } from './kms-statements';
import { listingParameters, readingParameters, resolveParameters } from './parameter-store-statements';
import { arnsOfParameters, PARAMETER_NAME, PARAMETER_PATH } from '../resources/ssm-parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { CatalogueBundle } from '../statement';

/** Options for `ParameterStoreBundle.read`. At least one of `parameters`, `parameterNames` and `paths` must name one. */
export interface ParameterStoreReadOptions {
  /**
   * Parameters.
   *
   * @default - none
   */
  readonly parameters?: IParameter[];

  /**
   * Full names of parameters, such as `/k8s-main/db/password` or `plain`, in the account and region of the
   * role's stack; of public parameters too, which begin with `/aws/service/`. Without wildcards, versions
   * and labels. A name that is known only at deploy time must begin with `/`.
   *
   * @default - none
   */
  readonly parameterNames?: string[];

  /**
   * Paths, such as `/k8s-main`: the path itself and everything below it. `/` alone is refused.
   *
   * @default - none
   */
  readonly paths?: string[];

  /**
   * Customer-managed KMS keys of `SecureString` parameters; usable through Systems Manager only.
   *
   * @default - none, which is enough for plain parameters and the key that AWS manages
   */
  readonly encryptionKeys?: IKey[];

  /**
   * Allow listing the names and descriptions of all parameters. External Secrets needs it for `find` by
   * name or tags.
   *
   * @default false
   */
  readonly list?: boolean;
}

/** Parameter Store: given parameters, or those below a path. */
export class ParameterStoreBundle {
  /**
   * Read parameters: External Secrets, the Secrets Store CSI driver. Bundle id `parameterStore.read`.
   *
   * @see https://external-secrets.io/latest/provider/aws-parameter-store/
   */
  public static read(options: ParameterStoreReadOptions): IPolicyBundle {
    const { names, paths, keys } = resolveParameters('parameterStore.read', options);
    return read(names, paths, keys, options.list);
  }

  private constructor() {}
}

function read(names: string[], paths: string[], keys: string[], list: boolean = false) {
  return new CatalogueBundle('parameterStore.read', (scope) => [
    ...readingParameters(names, paths),
    ...(list ? [listingParameters()] : []),
    ...useOfKeys(scope, ['kms:Decrypt'], keys, 'ssm'),
  ]);
}

export const PARAMETER_STORE_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'parameterStore.read',
    summary: 'Read given parameters, or everything below given paths',
    usedBy: 'External Secrets, Secrets Store CSI driver',
    sources: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html'],
    parameters: {
      parameters: { description: 'Full names of parameters.', type: { kind: 'texts', format: PARAMETER_NAME } },
      paths: { description: 'Paths: each itself and everything below it.', type: { kind: 'texts', format: PARAMETER_PATH } },
      encryptionKeys: ENCRYPTION_KEYS,
      list: flagParameter('Allow listing the names of all parameters.'),
    },
    oneOf: ['parameters', 'paths'],
    create: (values, place) => read(arnsOfParameters(texts(values, 'parameters'), place), arnsOfParameters(texts(values, 'paths'), place),
      texts(values, 'encryptionKeys'), flag(values, 'list')),
  },
];
