import type { IKey } from 'aws-cdk-lib/aws-kms';
import { texts } from '../definition';
import type { BundleDefinition, Parameter, ParameterValues } from '../definition';
import { KEY_ARN, keyArns, useOfKeys } from './kms-statements';
import type { IPolicyBundle } from '../policy-bundle';
import { allow, CatalogueBundle, requireSome } from '../statement';
import { requireFormat } from '../../core/text-format';
import type { TextFormat } from '../../core/text-format';

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
 */
export class KmsBundle {
  /** Decrypt what given keys encrypted. Bundle id `kms.decrypt`. */
  public static decrypt(options: KmsOptions): IPolicyBundle {
    return useOf('kms.decrypt', DECRYPT, options);
  }

  /** Encrypt and decrypt with given keys. Bundle id `kms.encryptDecrypt`. */
  public static encryptDecrypt(options: KmsOptions): IPolicyBundle {
    return useOf('kms.encryptDecrypt', ENCRYPT_DECRYPT, options);
  }

  private constructor() {}
}

const DECRYPT = ['kms:Decrypt'];

/** `DescribeKey` is how clients such as Vault's seal find out whether a key is usable. */
const ENCRYPT_DECRYPT = [...DECRYPT, 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'];

function useOf(id: string, actions: string[], { keys, viaServices }: KmsOptions) {
  requireSome(id, 'keys', keys);
  if (viaServices) {
    requireSome(id, 'viaServices', viaServices);
    viaServices.forEach((service, i) => requireFormat(SERVICE, `viaServices[${i}] of ${id}`, service));
  }
  return use(id, actions, keyArns(id, keys), viaServices);
}

function use(id: string, actions: string[], keys: string[], services: string[] = []) {
  return new CatalogueBundle(id, (scope) => services.length > 0
    ? useOfKeys(scope, actions, keys, ...services)
    : [allow({ actions, resources: keys })]);
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

const PARAMETERS: Readonly<Record<string, Parameter>> = {
  keys: { description: 'ARNs of the keys.', type: { kind: 'texts', format: KEY_ARN }, required: true },
  viaServices: { description: 'Services through which alone the keys may be used.', type: { kind: 'texts', format: SERVICE } },
};

function create(id: string, actions: string[]) {
  return (values: ParameterValues) => use(id, actions, texts(values, 'keys'), texts(values, 'viaServices'));
}

export const KMS_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'kms.decrypt',
    summary: 'Decrypt with given keys',
    sources: ['https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html'],
    parameters: PARAMETERS,
    create: create('kms.decrypt', DECRYPT),
  },
  {
    id: 'kms.encryptDecrypt',
    summary: 'Encrypt and decrypt with given keys',
    sources: ['https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html'],
    parameters: PARAMETERS,
    create: create('kms.encryptDecrypt', ENCRYPT_DECRYPT),
  },
];
