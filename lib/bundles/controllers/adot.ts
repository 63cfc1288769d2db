import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { collecting, exportsSome } from './adot-statements';
import type { CollectorNeeds } from './adot-statements';
import { arnsOfLogGroups } from '../resources/log-groups';
import { flagParameter, flags, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { CREATE_LOG_GROUPS, LOG_GROUPS, resolveLogGroups, SET_RETENTION } from './log-group-options';
import { stackPlace } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { arnsOfWorkspaces, resolveWorkspaces, WORKSPACE } from '../resources/workspaces';
import { CatalogueBundle } from '../statement';

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

/** AWS Distro for OpenTelemetry. */
export class AdotBundle {
  /**
   * The collector, and OpenTelemetry's own with the same exporters. Bundle id `adot.collector`.
   *
   * @see https://aws-otel.github.io/docs/setup/permissions
   */
  public static collector(options: AdotCollectorOptions): IPolicyBundle {
    return collector({
      ...options,
      workspaces: resolveWorkspaces('adot.collector', options, stackPlace(), true),
      logGroups: resolveLogGroups('adot.collector', options, stackPlace()),
    }, 'workspaceArns, workspaceIds, logGroups, logGroupNames');
  }

  private constructor() {}
}

function collector(needs: CollectorNeeds, lists: string) {
  if (!exportsSome(needs)) {
    throw new Error(`adot.collector must export something, got nothing: give at least one of ${lists}, traces, remoteSampling and otlpMetrics`);
  }
  return new CatalogueBundle('adot.collector', () => collecting(needs));
}

const FLAGS = {
  createLogGroups: CREATE_LOG_GROUPS,
  setRetention: SET_RETENTION,
  tagLogGroups: flagParameter('Allow tagging the log groups.'),
  traces: flagParameter('Allow writing traces (awsxray).'),
  remoteSampling: flagParameter('Allow asking for the sampling rules of X-Ray (awsproxy).'),
  otlpMetrics: flagParameter("Allow putting metrics through CloudWatch's OTLP endpoint (otlphttp)."),
  containerInsights: flagParameter('Allow describing tags and volumes of EC2 (awscontainerinsightreceiver).'),
  resourceDetection: flagParameter('Allow describing instances of EC2 and their tags (resourcedetection).'),
};

export const ADOT_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'adot.collector',
    summary: 'Export metrics to given workspaces, logs and metrics to given log groups, traces to X-Ray',
    usedBy: 'AWS Distro for OpenTelemetry, OpenTelemetry Collector',
    versions: '0.49 (OpenTelemetry Collector 0.156)',
    sources: [
      'https://aws-otel.github.io/docs/setup/permissions',
      'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/internal/aws/cwlogs/cwlog_client.go',
    ],
    parameters: {
      workspaces: { description: 'Ids or ARNs of workspaces of Amazon Managed Service for Prometheus.', type: { kind: 'texts', format: WORKSPACE } },
      logGroups: LOG_GROUPS,
      ...FLAGS,
    },
    oneOf: ['workspaces', 'logGroups', 'traces', 'remoteSampling', 'otlpMetrics'],
    create: (values, place) => collector({
      workspaces: arnsOfWorkspaces(texts(values, 'workspaces'), place),
      logGroups: arnsOfLogGroups(texts(values, 'logGroups'), place),
      ...flags(values, FLAGS),
    }, 'workspaces, logGroups'),
  },
];
