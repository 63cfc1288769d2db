import type { IConstruct } from 'constructs';
import { useOfKeys } from '../services/kms-statements';
import { resolveParameters } from '../services/parameter-store-statements';
import type { ParametersInTypeScript } from '../services/parameter-store-statements';
import type { BundleStatement } from '../policy-bundle';
import { resolveSecrets } from '../services/secrets-manager-statements';
import type { SecretsInTypeScript } from '../services/secrets-manager-statements';
import { requireSome } from '../statement';

/** What a controller may have of Secrets Manager and of Parameter Store: ARNs. One of both may be empty. */
export interface Stores {
  readonly secrets: readonly string[];
  readonly parameters: readonly string[];
  readonly paths: readonly string[];
  readonly keys: readonly string[];
}

/** How factories in TypeScript take both. */
export type StoresInTypeScript = SecretsInTypeScript & ParametersInTypeScript;

/** The ARNs of what options name. At least one secret, parameter or path must be given. */
export function resolveStores(bundleId: string, what: string, options: StoresInTypeScript): Stores {
  const ofSecrets = [options.secrets, options.secretNames];
  const ofParameters = [options.parameters, options.parameterNames, options.paths];
  requireSome(bundleId, what, ...ofSecrets, ...ofParameters);
  const secrets = hasSome(ofSecrets) ? resolveSecrets(bundleId, options) : { arns: [], keys: [] };
  const parameters = hasSome(ofParameters) ? resolveParameters(bundleId, options) : { names: [], paths: [], keys: [] };
  return {
    secrets: secrets.arns,
    parameters: parameters.names,
    paths: parameters.paths,
    keys: [...new Set([...secrets.keys, ...parameters.keys])],
  };
}

function hasSome(lists: readonly (readonly unknown[] | undefined)[]): boolean {
  return lists.some((list) => list !== undefined && list.length > 0);
}

/** Whether anything of Parameter Store is named. */
export function hasParameters({ parameters, paths }: Stores): boolean {
  return parameters.length > 0 || paths.length > 0;
}

/** Decrypting what is read, through the services that are read. */
export function decryptingStores(scope: IConstruct, stores: Stores): BundleStatement[] {
  const services = [...(stores.secrets.length > 0 ? ['secretsmanager'] : []), ...(hasParameters(stores) ? ['ssm'] : [])];
  return useOfKeys(scope, ['kms:Decrypt'], stores.keys, ...services);
}
