import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { keyUseStatements } from './kms-statements';
import type { TextFormat } from '../../core/text-format';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { required, texts } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { kmsKeys } from '../resources/kms-keys';
import { allow } from '../statement';

/** Options for `KmsBundle.decrypt` and `KmsBundle.encryptDecrypt`. */
export interface KmsOptions {
  /** The keys. At least one; an alias is refused, since IAM compares the ARN of the key behind it. */
  readonly keys: IKey[];

  /**
   * The AWS services through which alone the keys may be used, by the name in their endpoint, such as
   * `s3`; in the region of each key.
   *
   * @default - through any service, and by the workload itself
   */
  readonly viaServices?: string[];
}

/**
 * KMS: use of given keys. Not needed beside a bundle that takes `encryptionKeys`, which limits the keys to
 * its own service.
 *
 * @example
 * role.addBundle(KmsBundle.decrypt({ keys: [key] }));
 */
export class KmsBundle {
  /** Decrypt what given keys encrypted. Bundle id `kms.decrypt`. */
  public static decrypt(options: KmsOptions): IPolicyBundle {
    return DECRYPT.fromOptions(options);
  }

  /** Encrypt and decrypt with given keys. Bundle id `kms.encryptDecrypt`. */
  public static encryptDecrypt(options: KmsOptions): IPolicyBundle {
    return ENCRYPT_DECRYPT.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [DECRYPT, ENCRYPT_DECRYPT];
  }

  private constructor() {}
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#viaService-table */
const SERVICE: TextFormat = {
  pattern: '[a-z][a-z0-9-]*',
  maxLength: 63,
  rule: 'the name of a service as in its endpoint, without the region, such as s3 or secretsmanager',
  example: 's3',
  hint: (value) => {
    const name = /^(?:https:\/\/)?([a-z][a-z0-9-]*)\./.exec(value)?.[1] ?? value.toLowerCase();
    return name !== value && /^[a-z][a-z0-9-]*$/.test(name) ? `perhaps "${name}"` : undefined;
  },
};

const BEST_PRACTICES = 'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html';

const PARAMETERS = {
  keys: required(kmsKeys('ARNs of the keys.')),
  viaServices: texts(SERVICE, 'Services through which alone the keys may be used.'),
};

const DECRYPT = defineBundle<KmsOptions>()({
  id: 'kms.decrypt',
  summary: 'Decrypt with given keys',
  sources: [BEST_PRACTICES],
  parameters: PARAMETERS,
  statements: (values, { scope }) => keyStatements(scope, ['kms:Decrypt'], values),
});

const ENCRYPT_DECRYPT = defineBundle<KmsOptions>()({
  id: 'kms.encryptDecrypt',
  summary: 'Encrypt and decrypt with given keys',
  sources: [BEST_PRACTICES],
  parameters: PARAMETERS,
  // `DescribeKey` is how clients such as Vault's seal find out whether a key is usable.
  statements: (values, { scope }) => keyStatements(scope, [
    'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
  ], values),
});

interface KeyAccess {
  readonly keys: readonly string[];
  readonly viaServices: readonly string[];
}

function keyStatements(scope: IConstruct, actions: readonly string[], { keys, viaServices }: KeyAccess): BundleStatement[] {
  return viaServices.length > 0 ? keyUseStatements(scope, actions, keys, ...viaServices) : [allow({ actions, resources: keys })];
}
