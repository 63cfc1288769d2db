import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { collectorStatements } from './adot-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { LOG_GROUPS } from '../resources/log-groups';
import { namesFor, resources } from '../resources/resource-kind';
import { workspaceArns, workspaceIds } from '../resources/workspaces';
import { CREATE_LOG_GROUPS, SET_RETENTION } from '../services/log-group-parameters';

/**
 * Options for `AdotBundle.collector`: what the collector exports, and where to. At least one of `workspaceArns`,
 * `workspaceIds`, `logGroups`, `logGroupNames`, `traces`, `remoteSampling` and `otlpMetrics` must be given.
 */
export interface AdotCollectorOptions {
  /**
   * ARNs of workspaces of Amazon Managed Service for Prometheus, for the exporter `prometheusremotewrite`.
   *
   * @default - none
   */
  readonly workspaceArns?: string[];

  /**
   * Ids of such workspaces (`ws-…`) in the account and region of the role's stack.
   *
   * @default - none
   */
  readonly workspaceIds?: string[];

  /**
   * Log groups, for the exporters `awsemf` and `awscloudwatchlogs`, and for logs by OTLP.
   *
   * @default - none
   */
  readonly logGroups?: ILogGroup[];

  /**
   * Names of log groups, such as `/eks/main/metrics`, or prefixes that end in `*`, in the account and region of the
   * role's stack. `*` alone is refused.
   *
   * @default - none
   */
  readonly logGroupNames?: string[];

  /**
   * Allow making the log groups. Without it they must exist.
   *
   * @default false
   */
  readonly createLogGroups?: boolean;

  /**
   * Allow setting after how many days log events expire, to fewer days too, which deletes events: `log_retention`.
   * The collector sets it where it makes a log group.
   *
   * @default false
   */
  readonly setRetention?: boolean;

  /**
   * Allow tagging the log groups: `tags`. The collector tags the log groups that it makes.
   *
   * @default false
   */
  readonly tagLogGroups?: boolean;

  /**
   * Allow writing traces: the exporter `awsxray`.
   *
   * @default false
   */
  readonly traces?: boolean;

  /**
   * Allow asking for the sampling rules of X-Ray, which the extension `awsproxy` and the receiver `awsxray` do for SDKs.
   *
   * @default false
   */
  readonly remoteSampling?: boolean;

  /**
   * Allow putting metrics through CloudWatch's OTLP endpoint: the exporter `otlphttp` with the extension `sigv4auth`.
   *
   * @default false
   */
  readonly otlpMetrics?: boolean;

  /**
   * Allow describing tags and volumes of EC2, which the receiver `awscontainerinsightreceiver` does.
   *
   * @default false
   */
  readonly containerInsights?: boolean;

  /**
   * Allow describing instances of EC2 and their tags, which the processor `resourcedetection` does where it is to
   * find tags, or cannot ask the instance itself.
   *
   * @default false
   */
  readonly resourceDetection?: boolean;
}

/**
 * AWS Distro for OpenTelemetry. A collector that reads its configuration from S3 (`--config s3://…`) needs `S3Bundle.read` of that object
 * too.
 *
 * @example
 * role.addBundle(AdotBundle.collector({ workspaceIds: ['ws-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'], traces: true }));
 */
export class AdotBundle {
  /**
   * The collector, and OpenTelemetry's own with the same exporters. Bundle id `adot.collector`.
   *
   * @see https://aws-otel.github.io/docs/setup/permissions
   */
  public static collector(options: AdotCollectorOptions): IPolicyBundle {
    return COLLECTOR.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [COLLECTOR];
  }

  private constructor() {}
}

const COLLECTOR = defineBundle<AdotCollectorOptions>()({
  id: 'adot.collector',
  summary: 'Export metrics to given workspaces, logs and metrics to given log groups, traces to X-Ray',
  usedBy: 'AWS Distro for OpenTelemetry, OpenTelemetry Collector',
  upstream: [
    { repository: 'aws-observability/aws-otel-collector', release: 'v0.49.0' },
    { repository: 'open-telemetry/opentelemetry-collector-contrib', release: 'v0.156.0', program: 'OpenTelemetry Collector' },
  ],
  sources: [
    'https://aws-otel.github.io/docs/setup/permissions',
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/internal/aws/cwlogs/cwlog_client.go',
  ],
  parameters: {
    workspaceArns: workspaceArns('Ids or ARNs of workspaces of Amazon Managed Service for Prometheus.'),
    workspaceIds: workspaceIds(),
    logGroups: resources(LOG_GROUPS, 'Names or ARNs of log groups, or prefixes that end in *.'),
    logGroupNames: namesFor('logGroups', LOG_GROUPS),
    createLogGroups: CREATE_LOG_GROUPS,
    setRetention: SET_RETENTION,
    tagLogGroups: flag('Allow tagging the log groups.'),
    traces: flag('Allow writing traces (awsxray).'),
    remoteSampling: flag('Allow asking for the sampling rules of X-Ray (awsproxy).'),
    otlpMetrics: flag("Allow putting metrics through CloudWatch's OTLP endpoint (otlphttp)."),
    containerInsights: flag('Allow describing tags and volumes of EC2 (awscontainerinsightreceiver).'),
    resourceDetection: flag('Allow describing instances of EC2 and their tags (resourcedetection).'),
  },
  oneOf: ['workspaceArns', 'workspaceIds', 'logGroups', 'logGroupNames', 'traces', 'remoteSampling', 'otlpMetrics'],
  statements: (values) => collectorStatements(values),
});
