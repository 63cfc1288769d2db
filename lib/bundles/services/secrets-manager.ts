import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { keyUseStatements } from './kms-statements';
import { READ_SECRETS, secretListStatement, secretStatement } from './secrets-manager-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, orNone } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { encryptionKeys } from '../resources/kms-keys';
import { namesFor, resources } from '../resources/resource-kind';
import { SECRETS } from '../resources/secrets';

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
   * the account and region of the role's stack. `*` alone is refused. They may hold session tags of EKS Pod Identity (`PodSessionTag`).
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

/**
 * Secrets Manager: given secrets, or the secrets below a prefix.
 *
 * @example
 * role.addBundle(SecretsManagerBundle.read({ secrets: [secret] }));
 */
export class SecretsManagerBundle {
  /**
   * Read secrets: External Secrets, the Secrets Store CSI driver. Bundle id `secretsManager.read`.
   *
   * @see https://external-secrets.io/latest/provider/aws-secrets-manager/
   */
  public static read(options: SecretsManagerReadOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /**
   * Read, make and change secrets. For `PushSecret` of External Secrets see `ExternalSecretsBundle.push`, which is limited
   * to the secrets that it made. Bundle id `secretsManager.sync`.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_identity-based-policies.html
   */
  public static sync(options: SecretsManagerSyncOptions): IPolicyBundle {
    return SYNC.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [READ, SYNC];
  }

  private constructor() {}
}

const WRITE_SECRETS = ['secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:TagResource', 'secretsmanager:UpdateSecret'];

const READ_PARAMETERS = {
  secrets: orNone(resources(SECRETS, 'Full names of secrets, prefixes that end in *, or ARNs.')),
  secretNames: orNone(namesFor('secrets', SECRETS)),
  encryptionKeys: encryptionKeys({ secrets: SECRETS }),
  list: flag('Allow listing the names of all secrets and reading secrets in batches.'),
};

const READ = defineBundle<SecretsManagerReadOptions>()({
  id: 'secretsManager.read',
  summary: 'Read given secrets, or the secrets below a prefix',
  usedBy: 'External Secrets, Secrets Store CSI driver',
  sources: ['https://external-secrets.io/latest/provider/aws-secrets-manager/'],
  parameters: READ_PARAMETERS,
  oneOf: ['secrets', 'secretNames'],
  statements: ({ secrets, encryptionKeys: keys, list }, { scope }) => [
    secretStatement(READ_SECRETS, secrets),
    ...(list ? [secretListStatement()] : []),
    ...keyUseStatements(scope, ['kms:Decrypt'], keys, 'secretsmanager'),
  ],
});

const SYNC = defineBundle<SecretsManagerSyncOptions>()({
  id: 'secretsManager.sync',
  summary: 'Read, make and change given secrets, or the secrets below a prefix',
  sources: ['https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_identity-based-policies.html'],
  parameters: { ...READ_PARAMETERS, allowDelete: flag('Allow deleting secrets tagged managed-by: external-secrets.') },
  oneOf: ['secrets', 'secretNames'],
  statements: ({ secrets, encryptionKeys: keys, list, allowDelete }, { scope }) => {
    const withoutSuffix = secrets.filter((arn) => arn.endsWith('-??????')).map((arn) => arn.slice(0, -7));
    return [
      // A secret is asked for before it is made, when its ARN has no suffix yet; denied rather than not found, it would not be made.
      ...(withoutSuffix.length > 0 ? [secretStatement(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], withoutSuffix)] : []),
      // CreateSecret too is asked for the ARN with its suffix (https://github.com/iann0036/iam-dataset/pull/22).
      secretStatement([...READ_SECRETS, ...WRITE_SECRETS], secrets),
      ...(allowDelete ? [secretStatement(['secretsmanager:DeleteSecret'], secrets, {
        StringEquals: { 'secretsmanager:ResourceTag/managed-by': 'external-secrets' },
      })] : []),
      ...(list ? [secretListStatement()] : []),
      ...keyUseStatements(scope, ['kms:Decrypt', 'kms:GenerateDataKey'], keys, 'secretsmanager'),
    ];
  },
});
