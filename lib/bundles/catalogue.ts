import { CLOUDWATCH_BUNDLES } from './cloudwatch';
import type { BundleDefinition } from './definition';
import { KMS_BUNDLES } from './kms';
import { PARAMETER_STORE_BUNDLES } from './parameter-store';
import { ROUTE53_BUNDLES } from './route53';
import { S3_BUNDLES } from './s3';
import { SECRETS_MANAGER_BUNDLES } from './secrets-manager';
import { SES_BUNDLES } from './ses';
import { SNS_BUNDLES } from './sns';
import { SQS_BUNDLES } from './sqs';
import { STS_BUNDLES } from './sts';

/** Every bundle that `workloads.yaml` can name. */
export const CATALOGUE: readonly BundleDefinition[] = [
  ...ROUTE53_BUNDLES,
  ...SECRETS_MANAGER_BUNDLES,
  ...PARAMETER_STORE_BUNDLES,
  ...KMS_BUNDLES,
  ...S3_BUNDLES,
  ...SES_BUNDLES,
  ...SQS_BUNDLES,
  ...SNS_BUNDLES,
  ...CLOUDWATCH_BUNDLES,
  ...STS_BUNDLES,
];

/** The definition with an id; nothing if there is none. */
export function bundleDefinition(id: string): BundleDefinition | undefined {
  return CATALOGUE.find((definition) => definition.id === id);
}
