import type { AdotCollectorOptions } from './adot';
import { writingLogs } from '../services/cloudwatch-statements';
import { puttingOtlpMetrics } from '../services/otlp-statements';
import type { BundleStatement } from '../policy-bundle';
import { allow } from '../statement';
import { samplingTraces, writingTraces } from '../services/xray-statements';

/** What a collector exports and where to, and what else it asks AWS. */
export type CollectorNeeds = Omit<AdotCollectorOptions, 'workspaceArns' | 'workspaceIds' | 'logGroups' | 'logGroupNames'> & {
  /** ARNs of workspaces. */
  readonly workspaces: readonly string[];
  /** ARNs of log groups, without `:*`. */
  readonly logGroups: readonly string[];
};

/** The exporters, of which a collector without any does nothing. */
export function exportsSome({ workspaces, logGroups, traces, remoteSampling, otlpMetrics }: CollectorNeeds): boolean {
  return workspaces.length > 0 || logGroups.length > 0 || Boolean(traces || remoteSampling || otlpMetrics);
}

export function collecting(needs: CollectorNeeds): BundleStatement[] {
  const { workspaces, logGroups } = needs;
  return [
    ...(workspaces.length > 0 ? [allow({ actions: ['aps:RemoteWrite'], resources: workspaces })] : []),
    ...(logGroups.length > 0 ? writingLogs(logGroups, needs) : []),
    ...(logGroups.length > 0 && needs.tagLogGroups ? [taggingLogGroups(logGroups)] : []),
    ...(needs.traces ? [writingTraces()] : []),
    ...(needs.remoteSampling ? [samplingTraces()] : []),
    ...(needs.otlpMetrics ? [puttingOtlpMetrics()] : []),
    ...describing(needs),
  ];
}

/** Tags come with `CreateLogGroup`, which asks for this action too. */
function taggingLogGroups(logGroups: readonly string[]): BundleStatement {
  return allow({
    actions: ['logs:TagResource'],
    resources: logGroups.flatMap((logGroup) => [logGroup, `${logGroup}:*`]),
    evidence: {
      reason: 'a log group gets its tags when it is made, below a given prefix under any name; its ARN is written with and without :*',
      source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html',
    },
  });
}

function describing({ containerInsights, resourceDetection }: CollectorNeeds): BundleStatement[] {
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
