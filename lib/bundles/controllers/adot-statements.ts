import type { BundleStatement } from '../policy-bundle';
import { logWritingStatements } from '../services/cloudwatch-statements';
import { otlpMetricsStatement } from '../services/otlp-statements';
import { traceSamplingStatement, traceWritingStatement } from '../services/xray-statements';
import { allow } from '../statement';

/** What a collector exports and where to, and what else it asks AWS. */
export interface CollectorAccess {
  readonly workspaceArns: readonly string[];
  /** ARNs of log groups, without `:*`. */
  readonly logGroups: readonly string[];
  readonly createLogGroups: boolean;
  readonly setRetention: boolean;
  readonly tagLogGroups: boolean;
  readonly traces: boolean;
  readonly remoteSampling: boolean;
  readonly otlpMetrics: boolean;
  readonly containerInsights: boolean;
  readonly resourceDetection: boolean;
}

export function collectorStatements(access: CollectorAccess): BundleStatement[] {
  const { workspaceArns, logGroups } = access;
  return [
    ...(workspaceArns.length > 0 ? [allow({ actions: ['aps:RemoteWrite'], resources: workspaceArns })] : []),
    ...(logGroups.length > 0 ? logWritingStatements(logGroups, access) : []),
    ...(logGroups.length > 0 && access.tagLogGroups ? [logGroupTagStatement(logGroups)] : []),
    ...(access.traces ? [traceWritingStatement()] : []),
    ...(access.remoteSampling ? [traceSamplingStatement()] : []),
    ...(access.otlpMetrics ? [otlpMetricsStatement()] : []),
    ...describeStatements(access),
  ];
}

/** Tags come with `CreateLogGroup`, which asks for this action too. */
function logGroupTagStatement(logGroups: readonly string[]): BundleStatement {
  return allow({
    actions: ['logs:TagResource'],
    resources: logGroups.flatMap((logGroup) => [logGroup, `${logGroup}:*`]),
    evidence: {
      reason: 'a log group gets its tags when it is made, below a given prefix under any name; its ARN is written with and without :*',
      source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html',
    },
  });
}

function describeStatements({ containerInsights, resourceDetection }: CollectorAccess): BundleStatement[] {
  const actions = [
    ...(containerInsights || resourceDetection ? ['ec2:DescribeTags'] : []),
    ...(containerInsights ? ['ec2:DescribeVolumes'] : []),
    ...(resourceDetection ? ['ec2:DescribeInstances'] : []),
  ];
  return actions.length === 0 ? [] : [allow({
    actions,
    resources: ['*'],
    evidence: {
      reason: 'the collector describes the node that it runs on, and the actions support no resource',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html',
    },
  })];
}
