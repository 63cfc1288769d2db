import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { agent, observability } from './cloudwatch-agent-statements';
import type { AgentNeeds, ObservabilityNeeds } from './cloudwatch-agent-statements';
import { arnsOfLogGroups, METRIC_NAMESPACE } from '../resources/log-groups';
import { CLUSTER_NAMES, clustersOfPlace, placeOfClusters } from './cluster-bound';
import type { ClusterBoundOptions, ClusterPlace } from './cluster-bound';
import { flagParameter, flags, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { LOG_GROUPS, resolveLogGroups, SET_RETENTION } from './log-group-options';
import type { IPolicyBundle } from '../policy-bundle';
import { CatalogueBundle, requireTexts } from '../statement';

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

/** The CloudWatch agent: log groups of given clusters, `/aws/containerinsights/<cluster>/…`, and no others of theirs. */
export class CloudWatchAgentBundle {
  /**
   * The agent alone: metrics, and the log groups `performance`, `prometheus` and `jmx`. Bundle id `cloudwatchAgent.agent`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-setup-EKS-agent.html
   */
  public static agent(options: CloudWatchAgentOptions): IPolicyBundle {
    const place = placeOfClusters('cloudwatchAgent.agent', options);
    const { namespaces = NAMESPACES } = options;
    requireTexts('cloudwatchAgent.agent', 'namespaces', METRIC_NAMESPACE, namespaces);
    return makeAgent(place, { ...options, namespaces, logGroups: resolveLogGroups('cloudwatchAgent.agent', options, place) });
  }

  /**
   * The EKS add-on `amazon-cloudwatch-observability`, or its Helm chart: the agent and Fluent Bit, with all log groups
   * of the clusters. Bundle id `cloudwatchAgent.observability`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
   */
  public static observability(options: CloudWatchObservabilityOptions): IPolicyBundle {
    return makeObservability(placeOfClusters('cloudwatchAgent.observability', options), options);
  }

  private constructor() {}
}

const NAMESPACES = ['CWAgent'];

function makeAgent(place: ClusterPlace, needs: AgentNeeds) {
  return new CatalogueBundle('cloudwatchAgent.agent', () => agent(place, needs));
}

function makeObservability(place: ClusterPlace, needs: ObservabilityNeeds) {
  return new CatalogueBundle('cloudwatchAgent.observability', () => observability(place, needs));
}

const CREATE_LOG_GROUPS = flagParameter('Allow making the log groups.', true);

const AGENT_FLAGS = {
  createLogGroups: CREATE_LOG_GROUPS,
  setRetention: SET_RETENTION,
  traces: flagParameter('Allow writing traces to X-Ray and asking for its sampling rules.'),
  otlpMetrics: flagParameter("Allow putting metrics through CloudWatch's OTLP endpoint."),
};

const OBSERVABILITY_FLAGS = {
  applicationSignals: flagParameter('Allow what Application Signals needs.', true),
  serviceEvents: flagParameter('Allow what service events need, where Application Signals is on.', true),
  dynamicInstrumentation: flagParameter('Allow listing dynamic instrumentations and reporting their status.'),
  otelContainerInsights: flagParameter('Allow what otelContainerInsights of the add-on needs.'),
  createLogGroups: CREATE_LOG_GROUPS,
  setRetention: SET_RETENTION,
};

const AGENT_SOURCE = 'https://github.com/aws/amazon-cloudwatch-agent/blob/main/plugins/outputs/cloudwatchlogs/internal/pusher/target.go';

export const CLOUDWATCH_AGENT_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'cloudwatchAgent.agent',
    summary: "Put metrics in given namespaces, write the clusters' log groups of Container Insights",
    usedBy: 'CloudWatch agent',
    versions: '1.300071',
    sources: ['https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html', AGENT_SOURCE],
    parameters: {
      clusterNames: CLUSTER_NAMES,
      namespaces: { description: 'The namespaces of metrics. Default: CWAgent.', type: { kind: 'texts', format: METRIC_NAMESPACE } },
      logGroups: { ...LOG_GROUPS, description: 'Names or ARNs of further log groups, or prefixes that end in *.' },
      ...AGENT_FLAGS,
    },
    create: (values, place) => makeAgent(clustersOfPlace('cloudwatchAgent.agent', values, place), {
      namespaces: values.namespaces === undefined ? NAMESPACES : texts(values, 'namespaces'),
      logGroups: arnsOfLogGroups(texts(values, 'logGroups'), place),
      ...flags(values, AGENT_FLAGS),
    }),
  },
  {
    id: 'cloudwatchAgent.observability',
    summary: "Write the clusters' log groups of Container Insights, those of Application Signals, and traces",
    usedBy: 'the EKS add-on amazon-cloudwatch-observability',
    versions: '6.3 (CloudWatch agent 1.300070)',
    sources: [
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html',
      'https://github.com/aws-observability/helm-charts/blob/main/charts/amazon-cloudwatch-observability/values.yaml',
      AGENT_SOURCE,
    ],
    parameters: { clusterNames: CLUSTER_NAMES, ...OBSERVABILITY_FLAGS },
    create: (values, place) => makeObservability(
      clustersOfPlace('cloudwatchAgent.observability', values, place), flags(values, OBSERVABILITY_FLAGS)),
  },
];
