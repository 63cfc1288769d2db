import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { logWritingStatements, metricPuttingStatement, metricReadingStatements } from './cloudwatch-statements';
import { CREATE_LOG_GROUPS, SET_RETENTION } from './log-group-parameters';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { orNone, required, texts } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { LOG_GROUPS, METRIC_NAMESPACE } from '../resources/log-groups';
import { namesFor, resources } from '../resources/resource-kind';

/** Options for `CloudWatchBundle.writeLogs`. At least one of `logGroups` and `logGroupNames` must name a log group. */
export interface WriteLogsOptions {
  /**
   * Log groups.
   *
   * @default - none
   */
  readonly logGroups?: ILogGroup[];

  /**
   * Names of log groups, such as `/eks/main/web`, or prefixes that end in `*`, such as `/eks/main/*`, in the
   * account and region of the role's stack. `*` alone is refused.
   *
   * @default - none
   */
  readonly logGroupNames?: string[];

  /**
   * Allow making the log groups.
   *
   * @default false
   */
  readonly createLogGroups?: boolean;

  /**
   * Allow setting after how many days log events expire, to fewer days too, which deletes events.
   *
   * @default false
   */
  readonly setRetention?: boolean;
}

/** Options for `CloudWatchBundle.putMetrics`. */
export interface PutMetricsOptions {
  /** The namespaces, letter by letter, such as `web/checkout`. At least one; those of AWS (`AWS/…`) are refused. */
  readonly namespaces: string[];
}

/**
 * CloudWatch: logs and metrics.
 *
 * @example
 * role.addBundle(CloudWatchBundle.writeLogs({ logGroups: [logGroup] }));
 */
export class CloudWatchBundle {
  /** Write log events to given log groups: Fluent Bit, OpenTelemetry. Bundle id `cloudwatch.writeLogs`. */
  public static writeLogs(options: WriteLogsOptions): IPolicyBundle {
    return WRITE_LOGS.fromOptions(options);
  }

  /** Put metrics in given namespaces. Bundle id `cloudwatch.putMetrics`. */
  public static putMetrics(options: PutMetricsOptions): IPolicyBundle {
    return PUT_METRICS.fromOptions(options);
  }

  /** Read the metrics of the account: Grafana, KEDA, an exporter. Bundle id `cloudwatch.readMetrics`. */
  public static readMetrics(): IPolicyBundle {
    return READ_METRICS.fromOptions({});
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [WRITE_LOGS, PUT_METRICS, READ_METRICS];
  }

  private constructor() {}
}

const WRITE_LOGS = defineBundle<WriteLogsOptions>()({
  id: 'cloudwatch.writeLogs',
  className: 'CloudWatchBundle',
  summary: 'Write log events to given log groups',
  usedBy: 'Fluent Bit, OpenTelemetry',
  sources: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/permissions-reference-cwl.html'],
  parameters: {
    logGroups: orNone(resources(LOG_GROUPS, 'Names or ARNs of log groups, or prefixes that end in *.')),
    logGroupNames: orNone(namesFor('logGroups', LOG_GROUPS)),
    createLogGroups: CREATE_LOG_GROUPS,
    setRetention: SET_RETENTION,
  },
  oneOf: ['logGroups', 'logGroupNames'],
  statements: ({ logGroups, ...more }) => logWritingStatements(logGroups, { ...more, describeStreams: true }),
});

const PUT_METRICS = defineBundle<PutMetricsOptions>()({
  id: 'cloudwatch.putMetrics',
  className: 'CloudWatchBundle',
  summary: 'Put metrics in given namespaces',
  sources: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html'],
  parameters: { namespaces: required(texts(METRIC_NAMESPACE, 'The namespaces.')) },
  statements: ({ namespaces }) => [metricPuttingStatement(namespaces)],
});

const READ_METRICS = defineBundle<object>()({
  id: 'cloudwatch.readMetrics',
  className: 'CloudWatchBundle',
  summary: 'Read the metrics of the account',
  usedBy: 'Grafana, KEDA',
  sources: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html'],
  parameters: {},
  statements: () => metricReadingStatements(),
});
