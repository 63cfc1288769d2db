import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { logWritingStatements, metricPuttingStatement } from './cloudwatch-statements';
import { otlpMetricsStatement } from './otlp-statements';
import { traceSamplingStatement, traceWritingStatement } from './xray-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { LOG_GROUPS, METRIC_NAMESPACE } from '../resources/log-groups';
import { namesFor, resources } from '../resources/resource-kind';

/** Options for `ObservabilityBundle.app`. */
export interface ObservabilityAppOptions {
  /**
   * Allow writing traces, and asking for sampling rules.
   *
   * @default true
   */
  readonly traces?: boolean;

  /**
   * Log groups.
   *
   * @default - none
   */
  readonly logGroups?: ILogGroup[];

  /**
   * Names of log groups, or prefixes that end in `*`, in the account and region of the role's stack.
   *
   * @default - none
   */
  readonly logGroupNames?: string[];

  /**
   * Namespaces of metrics.
   *
   * @default - none
   */
  readonly namespaces?: string[];

  /**
   * Allow putting metrics through CloudWatch's OTLP endpoint, which have no namespace.
   *
   * @default false
   */
  readonly otlpMetrics?: boolean;
}

/**
 * OpenTelemetry of one application: traces to X-Ray, logs and metrics to CloudWatch, from its SDK or a sidecar.
 *
 * @example
 * role.addBundle(ObservabilityBundle.app({ logGroups: [logGroup], namespaces: ['web/checkout'] }));
 */
export class ObservabilityBundle {
  /** Write traces, logs and metrics. A collector for several applications: see `AdotBundle.collector`. Bundle id `observability.app`. */
  public static app(options: ObservabilityAppOptions = {}): IPolicyBundle {
    return APP.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [APP];
  }

  private constructor() {}
}

const APP = defineBundle<ObservabilityAppOptions>()({
  id: 'observability.app',
  summary: 'Write traces, log events of given log groups, and metrics of given namespaces',
  usedBy: 'OpenTelemetry SDKs and collectors of one application',
  sources: [
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html',
    'https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html',
  ],
  parameters: {
    traces: flag('Allow writing traces, and asking for sampling rules.', true),
    logGroups: resources(LOG_GROUPS, 'Names or ARNs of log groups, or prefixes that end in *.'),
    logGroupNames: namesFor('logGroups', LOG_GROUPS),
    namespaces: texts(METRIC_NAMESPACE, 'Namespaces of metrics, of the embedded metric format and of PutMetricData.'),
    otlpMetrics: flag("Allow putting metrics through CloudWatch's OTLP endpoint."),
  },
  check: ({ traces, logGroups, namespaces, otlpMetrics }, { refuse }) => {
    if (!traces && !otlpMetrics && logGroups.length + namespaces.length === 0) {
      refuse('traces', 'must be true where nothing else is written');
    }
  },
  statements: ({ traces, logGroups, namespaces, otlpMetrics }) => [
    ...(traces ? [traceWritingStatement(), traceSamplingStatement()] : []),
    ...(logGroups.length > 0 ? logWritingStatements(logGroups) : []),
    ...(namespaces.length > 0 ? [metricPuttingStatement(namespaces)] : []),
    ...(otlpMetrics ? [otlpMetricsStatement()] : []),
  ],
});
