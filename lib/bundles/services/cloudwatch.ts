import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { arnOfLogGroup, puttingMetrics, readingMetrics, writingLogs } from './cloudwatch-statements';
import type { WritingLogs } from './cloudwatch-statements';
import { arnsOfLogGroups, LOG_GROUP, LOG_GROUP_NAME, METRIC_NAMESPACE } from '../resources/log-groups';
import { flag, flagParameter, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { stackPlace } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { CatalogueBundle, requireSome } from '../statement';
import { requireFormat } from '../../core/text-format';

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


/** CloudWatch: logs and metrics. */
export class CloudWatchBundle {
  /** Write log events to given log groups: Fluent Bit, OpenTelemetry. Bundle id `cloudwatch.writeLogs`. */
  public static writeLogs(options: WriteLogsOptions): IPolicyBundle {
    const { logGroups = [], logGroupNames = [] } = options;
    requireSome('cloudwatch.writeLogs', 'logGroups or logGroupNames', options.logGroups, options.logGroupNames);
    logGroupNames.forEach((name, i) => requireFormat(LOG_GROUP_NAME, `logGroupNames[${i}] of cloudwatch.writeLogs`, name));
    return writeLogs([
      ...logGroups.map((logGroup) => arnOfLogGroup('cloudwatch.writeLogs', logGroup)),
      ...arnsOfLogGroups(logGroupNames, stackPlace()),
    ], options);
  }

  /** Put metrics in given namespaces. Bundle id `cloudwatch.putMetrics`. */
  public static putMetrics(options: PutMetricsOptions): IPolicyBundle {
    const { namespaces } = options;
    requireSome('cloudwatch.putMetrics', 'namespaces', namespaces);
    namespaces.forEach((namespace, i) => requireFormat(METRIC_NAMESPACE, `namespaces[${i}] of cloudwatch.putMetrics`, namespace));
    return putMetrics([...namespaces]);
  }

  /** Read the metrics of the account: Grafana, KEDA, an exporter. Bundle id `cloudwatch.readMetrics`. */
  public static readMetrics(): IPolicyBundle {
    return readMetrics();
  }

  private constructor() {}
}

function writeLogs(logGroups: string[], extra: WritingLogs) {
  return new CatalogueBundle('cloudwatch.writeLogs', () => writingLogs(logGroups, extra));
}

function putMetrics(namespaces: string[]) {
  return new CatalogueBundle('cloudwatch.putMetrics', () => [puttingMetrics(namespaces)]);
}

function readMetrics() {
  return new CatalogueBundle('cloudwatch.readMetrics', () => readingMetrics());
}

export const CLOUDWATCH_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'cloudwatch.writeLogs',
    summary: 'Write log events to given log groups',
    usedBy: 'Fluent Bit, OpenTelemetry',
    sources: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/permissions-reference-cwl.html'],
    parameters: {
      logGroups: {
        description: 'Names or ARNs of log groups, or prefixes that end in *.',
        type: { kind: 'texts', format: LOG_GROUP },
        required: true,
      },
      createLogGroups: flagParameter('Allow making the log groups.'),
      setRetention: flagParameter('Allow setting after how many days log events expire.'),
    },
    create: (values, place) => writeLogs(arnsOfLogGroups(texts(values, 'logGroups'), place), {
      createLogGroups: flag(values, 'createLogGroups'), setRetention: flag(values, 'setRetention'),
    }),
  },
  {
    id: 'cloudwatch.putMetrics',
    summary: 'Put metrics in given namespaces',
    sources: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html'],
    parameters: {
      namespaces: { description: 'The namespaces.', type: { kind: 'texts', format: METRIC_NAMESPACE }, required: true },
    },
    create: (values) => putMetrics(texts(values, 'namespaces')),
  },
  {
    id: 'cloudwatch.readMetrics',
    summary: 'Read the metrics of the account',
    usedBy: 'Grafana, KEDA',
    sources: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html'],
    parameters: {},
    create: () => readMetrics(),
  },
];
