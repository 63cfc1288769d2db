import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import { keyUseStatements } from './kms-statements';
import { parameterListStatement, parameterReadStatements } from './parameter-store-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, orNone } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { encryptionKeys } from '../resources/kms-keys';
import { names, namesFor, resources } from '../resources/resource-kind';
import { PARAMETER_PATHS, SSM_PARAMETERS } from '../resources/ssm-parameters';

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
   * role's stack, or ARNs of parameters elsewhere; names of public parameters too, which begin with `/aws/service/`. Without wildcards, versions
   * and labels. A name that is known only at deploy time must begin with `/`.
   *
   * @default - none
   */
  readonly parameterNames?: string[];

  /**
   * Paths, such as `/k8s-main`, or their ARNs: the path itself and everything below it. `/` alone is refused. They may hold session tags of EKS Pod Identity (`PodSessionTag`).
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

/**
 * Parameter Store: given parameters, or those below a path.
 *
 * @example
 * role.addBundle(ParameterStoreBundle.read({ paths: ['/production/web'] }));
 */
export class ParameterStoreBundle {
  /**
   * Read parameters: External Secrets, the Secrets Store CSI driver. Bundle id `parameterStore.read`.
   *
   * @see https://external-secrets.io/latest/provider/aws-parameter-store/
   */
  public static read(options: ParameterStoreReadOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ];
  }

  private constructor() {}
}

const READ = defineBundle<ParameterStoreReadOptions>()({
  id: 'parameterStore.read',
  summary: 'Read given parameters, or everything below given paths',
  usedBy: 'External Secrets, Secrets Store CSI driver',
  sources: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html'],
  parameters: {
    parameters: orNone(resources(SSM_PARAMETERS, 'Full names or ARNs of parameters.')),
    parameterNames: orNone(namesFor('parameters', SSM_PARAMETERS)),
    paths: orNone(names(PARAMETER_PATHS, 'Paths, or their ARNs: each itself and everything below it.')),
    encryptionKeys: encryptionKeys({}),
    list: flag('Allow listing the names of all parameters.'),
  },
  oneOf: ['parameters', 'parameterNames', 'paths'],
  statements: ({ parameters, paths, encryptionKeys: keys, list }, { scope }) => [
    ...parameterReadStatements(parameters, paths),
    ...(list ? [parameterListStatement()] : []),
    ...keyUseStatements(scope, ['kms:Decrypt'], keys, 'ssm'),
  ],
});
