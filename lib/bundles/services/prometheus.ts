import { flag, flagParameter, texts } from '../definition';
import type { BundleDefinition, Parameter } from '../definition';
import { stackPlace } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { arnsOfWorkspaces, resolveWorkspaces, WORKSPACE } from '../resources/workspaces';
import { allow, CatalogueBundle } from '../statement';

/** Options for `PrometheusBundle.write`. At least one of `workspaceArns` and `workspaceIds` must name a workspace. */
export interface PrometheusOptions {
  /**
   * ARNs of workspaces, in other accounts too, such as the `attrArn` of a `CfnWorkspace`.
   *
   * @default - none
   */
  readonly workspaceArns?: string[];

  /**
   * Ids of workspaces (`ws-…`) in the account and region of the role's stack.
   *
   * @default - none
   */
  readonly workspaceIds?: string[];
}

/** Options for `PrometheusBundle.read`. At least one of `workspaceArns` and `workspaceIds` must name a workspace. */
export interface PrometheusReadOptions extends PrometheusOptions {
  /**
   * Allow reading the rules and the alerts of the workspaces, which the alerting pages of Grafana show.
   *
   * @default false
   */
  readonly readRules?: boolean;
}

/**
 * Amazon Managed Service for Prometheus: metrics of given workspaces. A workspace that is encrypted with a
 * customer-managed key needs nothing more: the service uses the key by its own grants.
 *
 * @see https://docs.aws.amazon.com/prometheus/latest/userguide/encryption-at-rest-Amazon-Service-Prometheus.html
 */
export class PrometheusBundle {
  /**
   * Write metrics: the remote write of Prometheus, Grafana Alloy, OpenTelemetry. Bundle id `prometheus.write`.
   *
   * @see https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-ingest-metrics.html
   */
  public static write(options: PrometheusOptions): IPolicyBundle {
    return write(resolveWorkspaces('prometheus.write', options, stackPlace()));
  }

  /**
   * Query metrics: Grafana, KEDA. Bundle id `prometheus.read`.
   *
   * @see https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-query.html
   */
  public static read(options: PrometheusReadOptions): IPolicyBundle {
    return read(resolveWorkspaces('prometheus.read', options, stackPlace()), options.readRules);
  }

  private constructor() {}
}

function write(workspaces: string[]) {
  return new CatalogueBundle('prometheus.write', () => [allow({ actions: ['aps:RemoteWrite'], resources: workspaces })]);
}

function read(workspaces: string[], readRules = false) {
  return new CatalogueBundle('prometheus.read', () => [allow({
    actions: [
      'aps:GetLabels', 'aps:GetMetricMetadata', 'aps:GetSeries', 'aps:QueryMetrics', ...(readRules ? ['aps:ListAlerts', 'aps:ListRules'] : []),
    ],
    resources: workspaces,
  })]);
}

const WORKSPACES: Parameter = {
  description: 'Ids or ARNs of the workspaces.',
  type: { kind: 'texts', format: WORKSPACE },
  required: true,
};

const SOURCES = ['https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-and-IAM.html'];

export const PROMETHEUS_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'prometheus.write',
    summary: 'Write metrics to given workspaces of Amazon Managed Service for Prometheus',
    usedBy: 'Prometheus, Grafana Alloy, OpenTelemetry',
    sources: SOURCES,
    parameters: { workspaces: WORKSPACES },
    create: (values, place) => write(arnsOfWorkspaces(texts(values, 'workspaces'), place)),
  },
  {
    id: 'prometheus.read',
    summary: 'Query metrics of given workspaces of Amazon Managed Service for Prometheus',
    usedBy: 'Grafana, KEDA',
    sources: SOURCES,
    parameters: {
      workspaces: WORKSPACES,
      readRules: flagParameter('Allow reading rules and alerts.'),
    },
    create: (values, place) => read(arnsOfWorkspaces(texts(values, 'workspaces'), place), flag(values, 'readRules')),
  },
];
