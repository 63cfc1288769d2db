import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Aws } from 'aws-cdk-lib/core';
import type { BundleStatement } from './policy-bundle';
import { allow, arnOfOne, oneOrMore } from './statement';

/** What may be done beside writing events. */
export interface WritingLogs {
  readonly createLogGroups?: boolean;
  readonly setRetention?: boolean;
}

/** Writing events to log groups, which are ARNs without the `:*` that stands for the streams. */
export function writingLogs(logGroups: readonly string[], extra: WritingLogs = {}): BundleStatement[] {
  const { createLogGroups = false, setRetention = false } = extra;
  const evidence = (wildcard: string) => ({
    reason: wildcard.endsWith(':*')
      ? 'this form of a log group\'s ARN is the one that stands for it and for its streams, which get their names when they are made'
      : 'the log groups below this prefix are made later',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html',
  });
  return [
    allow({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: logGroups.map((logGroup) => `${logGroup}:*`),
      evidence,
    }),
    allow({
      actions: [
        'logs:DescribeLogStreams', ...(createLogGroups ? ['logs:CreateLogGroup'] : []), ...(setRetention ? ['logs:PutRetentionPolicy'] : []),
      ],
      resources: logGroups.flatMap((logGroup) => [logGroup, `${logGroup}:*`]),
      evidence,
    }),
  ];
}

/** Putting metrics in given namespaces only. */
export function puttingMetrics(namespaces: readonly string[]): BundleStatement {
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

/** The ARN of a log group of CDK. Not its `logGroupArn`: at deploy time that ends with `:*`, and both forms are needed. */
export function arnOfLogGroup(bundleId: string, { env, logGroupName }: ILogGroup): string {
  return arnOfOne(bundleId, `arn:${Aws.PARTITION}:logs:${env.region}:${env.account}:log-group:${logGroupName}`);
}
