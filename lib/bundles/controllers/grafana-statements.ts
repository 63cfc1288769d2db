import type { BundleStatement } from '../policy-bundle';
import type { Place } from '../resources/place';
import { regionalArns } from '../resources/place';
import { logGroupEvidence, metricReadingStatements } from '../services/cloudwatch-statements';
import { allow } from '../statement';

/** What dashboards show beside metrics. */
export interface DashboardAccess {
  /** ARNs of log groups, without `:*`. */
  readonly logGroups: readonly string[];
  readonly logAnomalies: boolean;
  readonly alarms: boolean;
  readonly insightRules: boolean;
  readonly performanceInsights: boolean;
  readonly instances: boolean;
  readonly resourceTags: boolean;
  readonly crossAccount: boolean;
  readonly traces: boolean;
}

export const CONFIGURE = 'https://grafana.com/docs/grafana/latest/datasources/aws-cloudwatch/configure/';
export const X_RAY = 'https://grafana.com/docs/plugins/grafana-x-ray-datasource/latest/configure/';

export function dashboardStatements(place: Place, access: DashboardAccess): BundleStatement[] {
  return [
    ...metricReadingStatements(['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics']),
    unscopedStatement(['ec2:DescribeRegions', ...(access.instances ? ['ec2:DescribeInstances'] : [])], 'regions and attributes of instances are asked for', CONFIGURE),
    ...(access.logGroups.length > 0 ? logQueryStatements(access.logGroups) : []),
    ...(access.logAnomalies ? [regionalStatement(place, ['logs:ListAnomalies'], 'logs', 'anomaly-detector:*', 'detectors get their ids when they are made')] : []),
    ...(access.alarms ? alarmStatements(place) : []),
    ...(access.insightRules
      ? [regionalStatement(place, ['cloudwatch:GetInsightRuleReport'], 'cloudwatch', 'insight-rule/*', 'a formula of a dashboard names the rule')] : []),
    ...(access.performanceInsights
      ? [regionalStatement(place, ['pi:GetResourceMetrics'], 'pi', 'metrics/rds/*', 'a formula of a dashboard names the database, by an id that it gets when it is made')] : []),
    ...(access.resourceTags ? [unscopedStatement(['tag:GetResources'], 'variables of dashboards find resources by their tags', CONFIGURE)] : []),
    ...(access.crossAccount ? linkedAccountStatements(place) : []),
    ...(access.traces ? [unscopedStatement(TRACES, 'the X-Ray data source reads traces, which have no ARN', X_RAY)] : []),
  ];
}

const TRACES = [
  'xray:BatchGetTraces', 'xray:GetGroups', 'xray:GetInsightSummaries', 'xray:GetServiceGraph', 'xray:GetTimeSeriesServiceStatistics',
  'xray:GetTraceGraph', 'xray:GetTraceSummaries', 'application-signals:ListServiceDependencies', 'application-signals:ListServiceLevelObjectives',
  'application-signals:ListServiceOperations', 'application-signals:ListServices',
];

function logQueryStatements(logGroups: readonly string[]): BundleStatement[] {
  return [
    allow({
      actions: ['logs:GetLogGroupFields', 'logs:GetQueryResults', 'logs:StartQuery'],
      resources: logGroups.flatMap((logGroup) => [logGroup, `${logGroup}:*`]),
      evidence: logGroupEvidence,
    }),
    allow({ actions: ['logs:GetLogEvents'], resources: logGroups.map((logGroup) => `${logGroup}:*`), evidence: logGroupEvidence }),
    unscopedStatement(
      ['logs:DescribeLogGroups', 'logs:ListAggregateLogGroupSummaries', 'logs:StopQuery'],
      'the names of log groups and what they have logs of are offered, and a running query is none of a log group', CONFIGURE,
    ),
  ];
}

function alarmStatements(place: Place): BundleStatement[] {
  return [
    regionalStatement(place, ['cloudwatch:DescribeAlarmHistory', 'cloudwatch:DescribeAlarms'], 'cloudwatch', 'alarm:*', 'annotations find alarms by the beginning of their names'),
    unscopedStatement(['cloudwatch:DescribeAlarmsForMetric'], 'annotations find alarms by their metric', CONFIGURE),
  ];
}

function linkedAccountStatements(place: Place): BundleStatement[] {
  return [
    unscopedStatement(['oam:ListSinks'], 'the sink of a monitoring account is found', CONFIGURE),
    regionalStatement(place, ['oam:ListAttachedLinks'], 'oam', 'sink/*', 'a sink, of which a region has one, gets its id when it is made'),
  ];
}

function unscopedStatement(actions: readonly string[], why: string, source: string): BundleStatement {
  return allow({ actions, resources: ['*'], evidence: { reason: `${why}, and the actions support no resource`, source } });
}

/** Everything of a kind in the account and regions. */
function regionalStatement(place: Place, actions: readonly string[], service: string, resource: string, reason: string): BundleStatement {
  return allow({ actions, resources: regionalArns(place, service, resource), evidence: { reason, source: CONFIGURE } });
}
