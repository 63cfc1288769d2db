import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { BundleStatement } from '../policy-bundle';
import { allow } from '../statement';
import type { Evidence } from '../statement';

export const SECRET_SUFFIX: Evidence = {
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
export function secretStatement(actions: readonly string[], arns: readonly string[], conditions?: Conditions): BundleStatement {
  return allow({ actions, resources: arns, conditions, evidence: (wildcard) => wildcard.endsWith('*') ? PREFIX : SECRET_SUFFIX });
}

/** Listing all secrets, and asking for several at once. */
export function secretListStatement(): BundleStatement {
  return allow({ actions: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:ListSecrets'], resources: ['*'], evidence: LIST });
}
