import { puttingMetrics, writingLogs } from '../services/cloudwatch-statements';
import type { WritingLogs } from '../services/cloudwatch-statements';
import type { CloudWatchAgentOptions, CloudWatchObservabilityOptions } from './cloudwatch-agent';
import type { ClusterBoundOptions, ClusterPlace } from './cluster-bound';
import { puttingOtlpMetrics } from '../services/otlp-statements';
import { regionalArns } from '../resources/place';
import type { BundleStatement } from '../policy-bundle';
import { allow } from '../statement';
import { samplingTraces, writingTraces } from '../services/xray-statements';

const LOGS_REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html';
const EC2_REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html';
const SIGNALS_REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_application-signals.html';

export type AgentNeeds = Omit<CloudWatchAgentOptions, keyof ClusterBoundOptions | 'namespaces' | 'logGroups' | 'logGroupNames'> & {
  readonly namespaces: readonly string[];
  /** ARNs of further log groups, without `:*`. */
  readonly logGroups: readonly string[];
};

export type ObservabilityNeeds = Omit<CloudWatchObservabilityOptions, keyof ClusterBoundOptions>;

/** The agent alone. Metrics of Container Insights and of Prometheus come as log events, and need no `PutMetricData`. */
export function agent(place: ClusterPlace, needs: AgentNeeds): BundleStatement[] {
  const { namespaces, traces, otlpMetrics } = needs;
  const logGroups = [...groupsOfClusters(place, '/aws/containerinsights/', ['performance', 'prometheus', 'jmx']), ...needs.logGroups];
  return [
    ...agentLogs(logGroups, needs),
    describingNode(),
    puttingMetrics(namespaces),
    ...(otlpMetrics ? [puttingOtlpMetrics()] : []),
    ...(traces ? [writingTraces(), samplingTraces()] : []),
  ];
}

/** The agent and Fluent Bit, which share a service account. */
export function observability(place: ClusterPlace, needs: ObservabilityNeeds): BundleStatement[] {
  const { applicationSignals = true, dynamicInstrumentation = false, otelContainerInsights = false } = needs;
  const serviceEvents = applicationSignals && (needs.serviceEvents ?? true);
  const logGroups = [
    ...groupsOfClusters(place, '/aws/containerinsights/', ['application', 'dataplane', 'host', 'performance', 'prometheus', 'jmx']),
    ...(otelContainerInsights ? groupsOfClusters(place, '/aws/otel/containerinsights/', ['application', 'host']) : []),
    ...(applicationSignals ? regionalArns(place, 'logs', 'log-group:/aws/application-signals/data') : []),
    ...(serviceEvents ? regionalArns(place, 'logs', 'log-group:/aws/service-events/*') : []),
  ];
  return [
    ...agentLogs(logGroups, needs),
    describingNode(),
    ...(applicationSignals ? [writingTraces(), samplingTraces()] : []),
    ...(serviceEvents || otelContainerInsights ? [puttingOtlpMetrics()] : []),
    ...(dynamicInstrumentation ? instrumenting(place) : []),
  ];
}

function groupsOfClusters(place: ClusterPlace, prefix: string, names: readonly string[]): string[] {
  return place.clusterNames.flatMap((cluster) => regionalArns(place, 'logs', ...names.map((name) => `log-group:${prefix}${cluster}/${name}`)));
}

/** Before the agent sets the retention of a log group that exists, it asks what it is. */
function agentLogs(logGroups: readonly string[], { createLogGroups = true, setRetention = false }: WritingLogs): BundleStatement[] {
  return [
    ...writingLogs(logGroups, { createLogGroups, setRetention }),
    ...(setRetention ? [allow({
      actions: ['logs:DescribeLogGroups'],
      resources: ['*'],
      evidence: { reason: 'the agent asks how long the events of several log groups stay; such lists support no resource', source: LOGS_REFERENCE },
    })] : []),
  ];
}

function describingNode(): BundleStatement {
  return allow({
    actions: ['ec2:DescribeTags', 'ec2:DescribeVolumes'],
    resources: ['*'],
    evidence: { reason: 'the agent finds the tags and volumes of its node, and the actions support no resource', source: EC2_REFERENCE },
  });
}

function instrumenting(place: ClusterPlace): BundleStatement[] {
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
