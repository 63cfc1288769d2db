import type { BundleStatement } from '../policy-bundle';
import { allow } from '../statement';

/**
 * Putting metrics through CloudWatch's OTLP endpoint only: they have no namespace, whereas every other way of
 * putting metrics names one.
 */
export function otlpMetricsStatement(): BundleStatement {
  return allow({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { Null: { 'cloudwatch:namespace': 'true' } },
    evidence: {
      reason: 'metrics that come by OTLP have no ARN, and AWS documents this endpoint with the resource * alone; the condition leaves out all other metrics',
      source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html',
    },
  });
}
