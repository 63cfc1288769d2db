import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { agentStatements, observabilityStatements } from './cloudwatch-agent-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, regions, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { clusterNames } from '../resources/clusters';
import type { ClusterBoundOptions } from '../resources/clusters';
import { LOG_GROUPS, METRIC_NAMESPACE } from '../resources/log-groups';
import { namesFor, resources } from '../resources/resource-kind';
import { SET_RETENTION } from '../services/log-group-parameters';

/** Options for `CloudWatchAgentBundle.agent`. */
export interface CloudWatchAgentOptions extends ClusterBoundOptions {
  /**
   * The namespaces of the metrics that the section `metrics` of the agent's configuration collects, letter by
   * letter. Those of Container Insights come as log events, and are not meant here.
   *
   * @default - `CWAgent`
   */
  readonly namespaces?: string[];

  /**
   * Log groups beside those of the clusters, such as that of the section `emf`.
   *
   * @default - none
   */
  readonly logGroups?: ILogGroup[];

  /**
   * Names of log groups beside those of the clusters, or prefixes that end in `*`, in the account of the role's
   * stack and the regions of the clusters. `*` alone is refused.
   *
   * @default - none
   */
  readonly logGroupNames?: string[];

  /**
   * Allow making the log groups. Without it they must exist.
   *
   * @default true
   */
  readonly createLogGroups?: boolean;

  /**
   * Allow setting after how many days log events expire, to fewer days too, which deletes events:
   * `retention_in_days`. The agent then also reads the list of all log groups.
   *
   * @default false
   */
  readonly setRetention?: boolean;

  /**
   * Allow writing traces to X-Ray and asking for its sampling rules: the section `traces`.
   *
   * @default false
   */
  readonly traces?: boolean;

  /**
   * Allow putting metrics through CloudWatch's OTLP endpoint: the section `opentelemetry`.
   *
   * @default false
   */
  readonly otlpMetrics?: boolean;
}

/** Options for `CloudWatchAgentBundle.observability`. */
export interface CloudWatchObservabilityOptions extends ClusterBoundOptions {
  /**
   * Namespaces of metrics that an own configuration of the agent puts (`agent.config`), such as `CWAgent`. Container Insights and
   * Application Signals come as log events, and need none.
   *
   * @default - none
   */
  readonly namespaces?: string[];

  /**
   * Allow what Application Signals needs: the log group `/aws/application-signals/data`, traces and sampling rules.
   * On by default in the add-on since its version 5.
   *
   * @default true
   */
  readonly applicationSignals?: boolean;

  /**
   * Allow what service events need, where Application Signals is on: the log groups below `/aws/service-events/`,
   * which no cluster has for itself, and metrics through CloudWatch's OTLP endpoint. On by default in the add-on
   * since its version 6.3; off with `OTEL_AWS_SERVICE_EVENTS_ENABLED=false`.
   *
   * @default true
   */
  readonly serviceEvents?: boolean;

  /**
   * Allow listing the dynamic instrumentations of the account, and reporting their status.
   *
   * @default false
   */
  readonly dynamicInstrumentation?: boolean;

  /**
   * Allow what `otelContainerInsights.enabled` of the add-on needs: the clusters' log groups below
   * `/aws/otel/containerinsights/`, and metrics through CloudWatch's OTLP endpoint.
   *
   * @default false
   */
  readonly otelContainerInsights?: boolean;

  /**
   * Allow making the log groups. Without it they must exist.
   *
   * @default true
   */
  readonly createLogGroups?: boolean;

  /**
   * Allow setting after how many days log events expire, to fewer days too, which deletes events; and reading the
   * list of all log groups, which the agent does before. By default the add-on sets no retention.
   *
   * @default false
   */
  readonly setRetention?: boolean;
}

/**
 * The CloudWatch agent: log groups of given clusters, `/aws/containerinsights/<cluster>/…`, and no others of theirs.
 *
 * @example
 * role.addBundle(CloudWatchAgentBundle.observability({ clusterNames: ['production'] }));
 */
export class CloudWatchAgentBundle {
  /**
   * The agent alone: metrics, and the log groups `performance`, `prometheus` and `jmx`. Bundle id `cloudwatchAgent.agent`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-setup-EKS-agent.html
   */
  public static agent(options: CloudWatchAgentOptions): IPolicyBundle {
    return AGENT.fromOptions(options);
  }

  /**
   * The EKS add-on `amazon-cloudwatch-observability`, or its Helm chart: the agent and Fluent Bit, with all log groups
   * of the clusters. Bundle id `cloudwatchAgent.observability`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
   */
  public static observability(options: CloudWatchObservabilityOptions): IPolicyBundle {
    return OBSERVABILITY.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [AGENT, OBSERVABILITY];
  }

  private constructor() {}
}

const CREATE_LOG_GROUPS = flag('Allow making the log groups.', true);

const AGENT_SOURCE = 'https://github.com/aws/amazon-cloudwatch-agent/blob/main/plugins/outputs/cloudwatchlogs/internal/pusher/target.go';

const AGENT = defineBundle<CloudWatchAgentOptions>()({
  id: 'cloudwatchAgent.agent',
  className: 'CloudWatchAgentBundle',
  summary: "Put metrics in given namespaces, write the clusters' log groups of Container Insights",
  usedBy: 'CloudWatch agent',
  upstream: [{ repository: 'aws/amazon-cloudwatch-agent', release: 'v1.300071.0' }],
  sources: ['https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html', AGENT_SOURCE],
  parameters: {
    clusterNames: clusterNames(),
    regions: regions(),
    namespaces: texts(METRIC_NAMESPACE, 'The namespaces of metrics. Default: CWAgent.'),
    logGroups: resources(LOG_GROUPS, 'Names or ARNs of further log groups, or prefixes that end in *.'),
    logGroupNames: namesFor('logGroups', LOG_GROUPS),
    createLogGroups: CREATE_LOG_GROUPS,
    setRetention: SET_RETENTION,
    traces: flag('Allow writing traces to X-Ray and asking for its sampling rules.'),
    otlpMetrics: flag("Allow putting metrics through CloudWatch's OTLP endpoint."),
  },
  statements: (values, { place }) => agentStatements({ ...place, clusterNames: values.clusterNames }, values),
});

const OBSERVABILITY = defineBundle<CloudWatchObservabilityOptions>()({
  id: 'cloudwatchAgent.observability',
  className: 'CloudWatchAgentBundle',
  summary: "Write the clusters' log groups of Container Insights, those of Application Signals, and traces",
  usedBy: 'the EKS add-on amazon-cloudwatch-observability',
  upstream: [
    { repository: 'aws-observability/helm-charts', release: '6.4.0', chart: 'charts/amazon-cloudwatch-observability/Chart.yaml', since: '6.3' },
    { repository: 'aws/amazon-cloudwatch-agent', release: 'v1.300070.0', program: 'CloudWatch agent' },
  ],
  sources: [
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html',
    'https://github.com/aws-observability/helm-charts/blob/main/charts/amazon-cloudwatch-observability/values.yaml',
    AGENT_SOURCE,
  ],
  parameters: {
    clusterNames: clusterNames(),
    regions: regions(),
    namespaces: texts(METRIC_NAMESPACE, 'Namespaces of metrics of an own configuration of the agent.'),
    applicationSignals: flag('Allow what Application Signals needs.', true),
    serviceEvents: flag('Allow what service events need, where Application Signals is on.', true),
    dynamicInstrumentation: flag('Allow listing dynamic instrumentations and reporting their status.'),
    otelContainerInsights: flag('Allow what otelContainerInsights of the add-on needs.'),
    createLogGroups: CREATE_LOG_GROUPS,
    setRetention: SET_RETENTION,
  },
  statements: (values, { place }) => observabilityStatements({ ...place, clusterNames: values.clusterNames }, values),
});
