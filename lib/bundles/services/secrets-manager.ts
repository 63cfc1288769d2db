import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { flag, flagParameter, texts } from '../definition';
import type { BundleDefinition, Parameter, ParameterValues } from '../definition';
import { ENCRYPTION_KEYS, useOfKeys } from './kms-statements';
import type { Place } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { listingSecrets, READ_SECRETS, resolveSecrets, useOfSecrets } from './secrets-manager-statements';
import { arnsOfSecrets, SECRET } from '../resources/secrets';
import { CatalogueBundle } from '../statement';

/** Options for `SecretsManagerBundle.read`. At least one of `secrets` and `secretNames` must name a secret. */
export interface SecretsManagerReadOptions {
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
   * Customer-managed KMS keys of secrets that are given by name; usable through Secrets Manager only.
   *
   * @default - the keys that the secrets' constructs know
   */
  readonly encryptionKeys?: IKey[];

  /**
   * Allow listing the names of all secrets and reading secrets in batches. External Secrets needs it for
   * `find` in `dataFrom`.
   *
   * @default false
   */
  readonly list?: boolean;
}

/** Options for `SecretsManagerBundle.sync`. */
export interface SecretsManagerSyncOptions extends SecretsManagerReadOptions {
  /**
   * Allow deleting secrets that have the tag `managed-by: external-secrets`, which External Secrets gives
   * to those it makes. The workload may tag too, so the tag guards against slips, not against malice.
   *
   * @default false
   */
  readonly allowDelete?: boolean;
}

/** Secrets Manager: given secrets, or the secrets below a prefix. */
export class SecretsManagerBundle {
  /**
   * Read secrets: External Secrets, the Secrets Store CSI driver. Bundle id `secretsManager.read`.
   *
   * @see https://external-secrets.io/latest/provider/aws-secrets-manager/
   */
  public static read(options: SecretsManagerReadOptions): IPolicyBundle {
    const { arns, keys } = resolveSecrets('secretsManager.read', options);
    return read(arns, keys, options);
  }

  /**
   * Read, make and change secrets. For `PushSecret` of External Secrets see `ExternalSecretsBundle.push`, which is limited
   * to the secrets that it made. Bundle id `secretsManager.sync`.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_identity-based-policies.html
   */
  public static sync(options: SecretsManagerSyncOptions): IPolicyBundle {
    const { arns, keys } = resolveSecrets('secretsManager.sync', options);
    return sync(arns, keys, options);
  }

  private constructor() {}
}

const WRITE = ['secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:TagResource', 'secretsmanager:UpdateSecret'];

interface Flags {
  readonly list?: boolean;
  readonly allowDelete?: boolean;
}

function read(arns: string[], keys: string[], flags: Flags) {
  return new CatalogueBundle('secretsManager.read', (scope) => [
    useOfSecrets(READ_SECRETS, arns),
    ...(flags.list ?? false ? [listingSecrets()] : []),
    ...useOfKeys(scope, ['kms:Decrypt'], keys, 'secretsmanager'),
  ]);
}

function sync(arns: string[], keys: string[], flags: Flags) {
  const unmade = arns.filter((arn) => arn.endsWith('-??????')).map((arn) => arn.slice(0, -7));
  return new CatalogueBundle('secretsManager.sync', (scope) => [
    // A secret is asked for before it is made, when its ARN has no suffix yet; denied rather than not found, it would not be made.
    ...(unmade.length > 0 ? [useOfSecrets(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], unmade)] : []),
    // CreateSecret too is asked for the ARN with its suffix (https://github.com/iann0036/iam-dataset/pull/22).
    useOfSecrets([...READ_SECRETS, ...WRITE], arns),
    ...(flags.allowDelete ?? false
      ? [useOfSecrets(['secretsmanager:DeleteSecret'], arns, { StringEquals: { 'secretsmanager:ResourceTag/managed-by': 'external-secrets' } })]
      : []),
    ...(flags.list ?? false ? [listingSecrets()] : []),
    ...useOfKeys(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 'secretsmanager'),
  ]);
}

const PARAMETERS: Readonly<Record<string, Parameter>> = {
  secrets: {
    description: 'Full names of secrets, prefixes that end in *, or ARNs.',
    type: { kind: 'texts', format: SECRET },
    required: true,
  },
  encryptionKeys: ENCRYPTION_KEYS,
  list: flagParameter('Allow listing the names of all secrets and reading secrets in batches.'),
};

function create(make: typeof read): (values: ParameterValues, place: Place) => IPolicyBundle {
  return (values, place) => make(arnsOfSecrets(texts(values, 'secrets'), place), texts(values, 'encryptionKeys'), {
    list: flag(values, 'list'), allowDelete: flag(values, 'allowDelete'),
  });
}

export const SECRETS_MANAGER_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'secretsManager.read',
    summary: 'Read given secrets, or the secrets below a prefix',
    usedBy: 'External Secrets, Secrets Store CSI driver',
    sources: ['https://external-secrets.io/latest/provider/aws-secrets-manager/'],
    parameters: PARAMETERS,
    create: create(read),
  },
  {
    id: 'secretsManager.sync',
    summary: 'Read, make and change given secrets, or the secrets below a prefix',
    sources: ['https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_identity-based-policies.html'],
    parameters: {
      ...PARAMETERS,
      allowDelete: flagParameter('Allow deleting secrets tagged managed-by: external-secrets.'),
    },
    create: create(sync),
  },
];
