import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { keyArns } from './kms-statements';
import { stackPlace } from '../resources/place';
import type { BundleStatement } from '../policy-bundle';
import { arnsOfSecrets, SECRET_NAME } from '../resources/secrets';
import { allow, arnOfOne, requireSome } from '../statement';
import type { Evidence } from '../statement';
import { requireFormat } from '../../core/text-format';

const SUFFIX: Evidence = {
  reason: 'Secrets Manager ends the ARN of each secret with a hyphen and six random characters, which the name does not tell',
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen',
};
const PREFIX: Evidence = {
  reason: 'the secrets below this prefix are made by others, later, and are the workload\'s by convention',
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_identity-based-policies.html',
};
const LIST: Evidence = {
  reason: 'the actions support no resource; the values in a batch still need GetSecretValue for each secret',
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html',
};

/** Reading secrets, and finding out which versions they have and who may read them. */
export const READ_SECRETS = [
  'secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy', 'secretsmanager:GetSecretValue', 'secretsmanager:ListSecretVersionIds',
];

/** Actions on secrets, whose ARNs are prefixes or end with the suffix `-??????`. */
export function useOfSecrets(actions: readonly string[], arns: readonly string[], conditions?: Conditions): BundleStatement {
  return allow({ actions, resources: arns, conditions, evidence: (wildcard) => wildcard.endsWith('*') ? PREFIX : SUFFIX });
}

/** Listing all secrets, and asking for several at once. */
export function listingSecrets(): BundleStatement {
  return allow({ actions: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:ListSecrets'], resources: ['*'], evidence: LIST });
}

/** How factories in TypeScript take secrets. */
export interface SecretsInTypeScript {
  readonly secrets?: ISecret[];
  readonly secretNames?: string[];
  readonly encryptionKeys?: IKey[];
}

/** The ARNs of secrets and of their keys. At least one secret must be given. */
export function resolveSecrets(bundleId: string, options: SecretsInTypeScript): { arns: string[]; keys: string[] } {
  const { secrets = [], secretNames = [], encryptionKeys = [] } = options;
  requireSome(bundleId, 'secrets or secretNames', options.secrets, options.secretNames);
  secretNames.forEach((name, i) => requireFormat(SECRET_NAME, `secretNames[${i}] of ${bundleId}`, name));
  return {
    arns: [...secrets.map((secret) => arnOfSecret(bundleId, secret)), ...arnsOfSecrets(secretNames, stackPlace())],
    keys: keyArns(bundleId, [...secrets.map((secret) => secret.encryptionKey), ...encryptionKeys]),
  };
}

function arnOfSecret(bundleId: string, secret: ISecret): string {
  return secret.secretFullArn ? arnOfOne(bundleId, secret.secretFullArn) : `${arnOfOne(bundleId, secret.secretArn)}-??????`;
}
