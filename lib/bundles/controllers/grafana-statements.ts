import { ofLogGroups, readingMetrics } from '../services/cloudwatch-statements';
import type { GrafanaCloudWatchOptions } from './grafana';
import type { Place } from '../resources/place';
import { regionalArns } from '../resources/place';
import type { BundleStatement } from '../policy-bundle';
import { allow } from '../statement';

/** What dashboards show beside metrics. */
export type DashboardNeeds = Omit<GrafanaCloudWatchOptions, 'logGroups' | 'logGroupNames' | 'regions'> & {
  /** ARNs of log groups, without `:*`. */
  readonly logGroups: readonly string[];
};

export const CONFIGURE = 'https://grafana.com/docs/grafana/latest/datasources/aws-cloudwatch/configure/';
export const X_RAY = 'https://grafana.com/docs/plugins/grafana-x-ray-datasource/latest/configure/';

export function dashboards(place: Place, needs: DashboardNeeds): BundleStatement[] {
  return [
    ...readingMetrics(['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics']),
    unscoped(['ec2:DescribeRegions', ...(needs.instances ? ['ec2:DescribeInstances'] : [])], 'regions and attributes of instances are asked for', CONFIGURE),
    ...(needs.logGroups.length > 0 ? queryingLogs(needs.logGroups) : []),
    ...(needs.logAnomalies ? [all(place, ['logs:ListAnomalies'], 'logs', 'anomaly-detector:*', 'detectors get their ids when they are made')] : []),
    ...(needs.alarms ? alarms(place) : []),
    ...(needs.insightRules
      ? [all(place, ['cloudwatch:GetInsightRuleReport'], 'cloudwatch', 'insight-rule/*', 'a formula of a dashboard names the rule')] : []),
    ...(needs.performanceInsights
      ? [all(place, ['pi:GetResourceMetrics'], 'pi', 'metrics/rds/*', 'a formula of a dashboard names the database, by an id that it gets when it is made')] : []),
    ...(needs.resourceTags ? [unscoped(['tag:GetResources'], 'variables of dashboards find resources by their tags', CONFIGURE)] : []),
    ...(needs.crossAccount ? linkedAccounts(place) : []),
    ...(needs.traces ? [unscoped(TRACES, 'the X-Ray data source reads traces, which have no ARN', X_RAY)] : []),
  ];
}

const TRACES = [
  'xray:BatchGetTraces', 'xray:GetGroups', 'xray:GetInsight', 'xray:GetInsightSummaries', 'xray:GetServiceGraph', 'xray:GetTimeSeriesServiceStatistics',
  'xray:GetTraceGraph', 'xray:GetTraceSummaries', 'application-signals:ListServiceDependencies', 'application-signals:ListServiceLevelObjectives',
  'application-signals:ListServiceOperations', 'application-signals:ListServices',
];

function queryingLogs(logGroups: readonly string[]): BundleStatement[] {
  return [
    allow({
      actions: ['logs:GetLogGroupFields', 'logs:GetQueryResults', 'logs:StartQuery'],
      resources: logGroups.flatMap((logGroup) => [logGroup, `${logGroup}:*`]),
      evidence: ofLogGroups,
    }),
    allow({ actions: ['logs:GetLogEvents'], resources: logGroups.map((logGroup) => `${logGroup}:*`), evidence: ofLogGroups }),
    unscoped(['logs:DescribeLogGroups', 'logs:StopQuery'], 'the names of log groups are offered, and a running query is none of a log group', CONFIGURE),
  ];
}

function alarms(place: Place): BundleStatement[] {
  return [
    all(place, ['cloudwatch:DescribeAlarmHistory', 'cloudwatch:DescribeAlarms'], 'cloudwatch', 'alarm:*', 'annotations find alarms by the beginning of their names'),
    unscoped(['cloudwatch:DescribeAlarmsForMetric'], 'annotations find alarms by their metric', CONFIGURE),
  ];
}

function linkedAccounts(place: Place): BundleStatement[] {
  return [
    unscoped(['oam:ListSinks'], 'the sink of a monitoring account is found', CONFIGURE),
    all(place, ['oam:ListAttachedLinks'], 'oam', 'sink/*', 'a sink, of which a region has one, gets its id when it is made'),
  ];
}

function unscoped(actions: readonly string[], why: string, source: string): BundleStatement {
  return allow({ actions, resources: ['*'], evidence: { reason: `${why}, and the actions support no resource`, source } });
}

/** Everything of a kind in the account and regions. */
function all(place: Place, actions: readonly string[], service: string, resource: string, reason: string): BundleStatement {
  return allow({ actions, resources: regionalArns(place, service, resource), evidence: { reason, source: CONFIGURE } });
}
