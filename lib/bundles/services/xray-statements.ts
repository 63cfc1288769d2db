import type { BundleStatement } from '../policy-bundle';
import { allow } from '../statement';

const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html';

/** Writing traces, and how the writer fares. */
export function traceWritingStatement(): BundleStatement {
  return allow({
    actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    resources: ['*'],
    evidence: { reason: 'a trace has no ARN, and the actions support no resource', source: REFERENCE },
  });
}

/** Asking which requests to trace. No daemon, collector or SDK calls `GetSamplingStatisticSummaries`. */
export function traceSamplingStatement(): BundleStatement {
  return allow({
    actions: ['xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    resources: ['*'],
    evidence: { reason: 'all sampling rules are asked for at once, and the actions support no resource', source: REFERENCE },
  });
}
