import type { BundleStatement } from '../policy-bundle';
import type { ClusterPlace } from '../resources/clusters';
import { regionalArns } from '../resources/place';
import { logWritingStatements, metricPuttingStatement } from '../services/cloudwatch-statements';
import type { LogWriting } from '../services/cloudwatch-statements';
import { otlpMetricsStatement } from '../services/otlp-statements';
import { traceSamplingStatement, traceWritingStatement } from '../services/xray-statements';
import { allow } from '../statement';

const LOGS_REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html';
const EC2_REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html';
const SIGNALS_REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_application-signals.html';

/** What the agent alone does. */
export interface AgentAccess extends Required<Pick<LogWriting, 'createLogGroups' | 'setRetention'>> {
  readonly namespaces: readonly string[];
  /** ARNs of further log groups, without `:*`. */
  readonly logGroups: readonly string[];
  readonly traces: boolean;
  readonly otlpMetrics: boolean;
}

/** What the agent and Fluent Bit of the add-on do. */
export interface ObservabilityAccess extends Required<Pick<LogWriting, 'createLogGroups' | 'setRetention'>> {
  /** Namespaces of metrics of one's own; none for the add-on's own configuration. */
  readonly namespaces: readonly string[];
  readonly applicationSignals: boolean;
  readonly serviceEvents: boolean;
  readonly dynamicInstrumentation: boolean;
  readonly otelContainerInsights: boolean;
}

/** The agent alone. Metrics of Container Insights and of Prometheus come as log events, and need no `PutMetricData`. */
export function agentStatements(place: ClusterPlace, access: AgentAccess): BundleStatement[] {
  const { namespaces, traces, otlpMetrics } = access;
  const logGroups = [...groupsOfClusters(place, '/aws/containerinsights/', ['performance', 'prometheus', 'jmx']), ...access.logGroups];
  return [
    ...agentLogStatements(logGroups, access),
    nodeDescribeStatement(),
    metricPuttingStatement(namespaces.length > 0 ? namespaces : ['CWAgent']),
    ...(otlpMetrics ? [otlpMetricsStatement()] : []),
    ...(traces ? [traceWritingStatement(), traceSamplingStatement()] : []),
  ];
}

/** The agent and Fluent Bit, which share a service account. */
export function observabilityStatements(place: ClusterPlace, access: ObservabilityAccess): BundleStatement[] {
  const { applicationSignals, dynamicInstrumentation, otelContainerInsights } = access;
  const serviceEvents = applicationSignals && access.serviceEvents;
  const logGroups = [
    ...groupsOfClusters(place, '/aws/containerinsights/', ['application', 'dataplane', 'host', 'performance', 'prometheus', 'jmx']),
    ...(otelContainerInsights ? groupsOfClusters(place, '/aws/otel/containerinsights/', ['application', 'host']) : []),
    ...(applicationSignals ? regionalArns(place, 'logs', 'log-group:/aws/application-signals/data') : []),
    ...(serviceEvents ? regionalArns(place, 'logs', 'log-group:/aws/service-events/*') : []),
  ];
  return [
    ...agentLogStatements(logGroups, access),
    nodeDescribeStatement(),
    ...(applicationSignals ? [traceWritingStatement(), traceSamplingStatement()] : []),
    ...(access.namespaces.length > 0 ? [metricPuttingStatement(access.namespaces)] : []),
    ...(serviceEvents || otelContainerInsights ? [otlpMetricsStatement()] : []),
    ...(dynamicInstrumentation ? instrumentationStatements(place) : []),
  ];
}

function groupsOfClusters(place: ClusterPlace, prefix: string, names: readonly string[]): string[] {
  return place.clusterNames.flatMap((cluster) => regionalArns(place, 'logs', ...names.map((name) => `log-group:${prefix}${cluster}/${name}`)));
}

/** Before the agent sets the retention of a log group that exists, it asks what it is. */
function agentLogStatements(logGroups: readonly string[], { createLogGroups, setRetention }: LogWriting): BundleStatement[] {
  return [
    ...logWritingStatements(logGroups, { createLogGroups, setRetention }),
    ...(setRetention ? [allow({
      actions: ['logs:DescribeLogGroups'],
      resources: ['*'],
      evidence: { reason: 'the agent asks how long the events of several log groups stay; such lists support no resource', source: LOGS_REFERENCE },
    })] : []),
  ];
}

function nodeDescribeStatement(): BundleStatement {
  return allow({
    actions: ['ec2:DescribeTags', 'ec2:DescribeVolumes'],
    resources: ['*'],
    evidence: { reason: 'the agent finds the tags and volumes of its node, and the actions support no resource', source: EC2_REFERENCE },
  });
}

function instrumentationStatements(place: ClusterPlace): BundleStatement[] {
  return [
    allow({
      actions: ['application-signals:ListInstrumentationConfigurations'],
      resources: ['*'],
      evidence: { reason: 'the agent asks on behalf of the SDKs of the services; such lists support no resource', source: SIGNALS_REFERENCE },
    }),
    allow({
      actions: ['application-signals:ReportInstrumentationConfigurationStatus'],
      resources: regionalArns(place, 'application-signals', 'instrumentationConfig/*/*/*/*'),
      evidence: { reason: 'an instrumentation is named by its service, environment and place in the code, which come later', source: SIGNALS_REFERENCE },
    }),
  ];
}
