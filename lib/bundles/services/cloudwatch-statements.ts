import type { BundleStatement } from '../policy-bundle';
import { allow, oneOrMore } from '../statement';
import type { Evidence } from '../statement';

const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html';

/** What the reference lists with a dataset as resource, which it need not have. */
const OF_DATASET = ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'];

/** What may be done beside writing events. */
export interface LogWriting {
  readonly createLogGroups?: boolean;
  readonly setRetention?: boolean;
  /** Whether the streams of a log group are asked for, as programs do that use sequence tokens. */
  readonly describeStreams?: boolean;
}

/** Why an ARN of log groups ends in a wildcard: with `:*` it stands for the streams too, else it is a prefix. */
export function logGroupEvidence(wildcard: string): Evidence {
  return {
    reason: wildcard.endsWith(':*')
      ? 'this form of a log group\'s ARN is the one that stands for it and for its streams, which get their names when they are made'
      : 'the log groups below this prefix are made later',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html',
  };
}

/** Writing events to log groups, which are ARNs without the `:*` that stands for the streams. */
export function logWritingStatements(logGroups: readonly string[], extra: LogWriting = {}): BundleStatement[] {
  const { createLogGroups = false, setRetention = false, describeStreams = false } = extra;
  const onGroups = [
    ...(describeStreams ? ['logs:DescribeLogStreams'] : []),
    ...(createLogGroups ? ['logs:CreateLogGroup'] : []),
    ...(setRetention ? ['logs:PutRetentionPolicy'] : []),
  ];
  return [
    allow({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: logGroups.map((logGroup) => `${logGroup}:*`),
      evidence: logGroupEvidence,
    }),
    ...(onGroups.length > 0 ? [allow({
      actions: onGroups,
      resources: logGroups.flatMap((logGroup) => [logGroup, `${logGroup}:*`]),
      evidence: logGroupEvidence,
    })] : []),
  ];
}

/** Putting metrics in given namespaces only. */
export function metricPuttingStatement(namespaces: readonly string[]): BundleStatement {
  return allow({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': oneOrMore(namespaces) } },
    evidence: {
      reason: 'a metric has no ARN; the condition limits the namespace',
      source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html',
    },
  });
}

/** Reading metrics, whatever their namespace. */
export function metricReadingStatements(
  actions: readonly string[] = ['cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics'],
): BundleStatement[] {
  const ofDataset = actions.filter((action) => OF_DATASET.includes(action));
  const others = actions.filter((action) => !OF_DATASET.includes(action));
  return [
    ...(ofDataset.length > 0 ? [allow({
      actions: ofDataset,
      resources: ['*'],
      evidence: { reason: 'a metric has no ARN, the reference lists only datasets, as an option, and reading knows no condition on the namespace', source: REFERENCE },
    })] : []),
    ...(others.length > 0 ? [allow({
      actions: others,
      resources: ['*'],
      evidence: { reason: 'the actions support no resource, and reading knows no condition on the namespace', source: REFERENCE },
    })] : []),
  ];
}
