import type { IConstruct } from 'constructs';
import type { BundleStatement } from '../policy-bundle';
import { keyUseStatements } from '../services/kms-statements';

/** What a controller may have of Secrets Manager and of Parameter Store: ARNs. One of both may be empty. */
export interface SecretStores {
  readonly secrets: readonly string[];
  readonly parameters: readonly string[];
  readonly paths: readonly string[];
  readonly encryptionKeys: readonly string[];
}

/** Whether anything of Parameter Store is named. */
export function hasParameters({ parameters, paths }: SecretStores): boolean {
  return parameters.length > 0 || paths.length > 0;
}

/** Decrypting what is read, through the services that are read. */
export function storeKeyStatements(scope: IConstruct, stores: SecretStores): BundleStatement[] {
  const services = [...(stores.secrets.length > 0 ? ['secretsmanager'] : []), ...(hasParameters(stores) ? ['ssm'] : [])];
  return keyUseStatements(scope, ['kms:Decrypt'], stores.encryptionKeys, ...services);
}
