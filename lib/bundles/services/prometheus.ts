import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { workspaceArns, workspaceIds } from '../resources/workspaces';
import { allow } from '../statement';

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
 *
 * @example
 * role.addBundle(PrometheusBundle.write({ workspaceIds: ['ws-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'] }));
 */
export class PrometheusBundle {
  /**
   * Write metrics: the remote write of Prometheus, Grafana Alloy, OpenTelemetry. Bundle id `prometheus.write`.
   *
   * @see https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-ingest-metrics.html
   */
  public static write(options: PrometheusOptions): IPolicyBundle {
    return WRITE.fromOptions(options);
  }

  /**
   * Query metrics: Grafana, KEDA. Bundle id `prometheus.read`.
   *
   * @see https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-query.html
   */
  public static read(options: PrometheusReadOptions): IPolicyBundle {
    return READ.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [WRITE, READ];
  }

  private constructor() {}
}

const SOURCES = ['https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-and-IAM.html'];

const PARAMETERS = {
  workspaceArns: workspaceArns('Ids or ARNs of the workspaces.'),
  workspaceIds: workspaceIds(),
};

const WRITE = defineBundle<PrometheusOptions>()({
  id: 'prometheus.write',
  summary: 'Write metrics to given workspaces of Amazon Managed Service for Prometheus',
  usedBy: 'Prometheus, Grafana Alloy, OpenTelemetry',
  sources: SOURCES,
  parameters: PARAMETERS,
  oneOf: ['workspaceArns', 'workspaceIds'],
  statements: (values) => [allow({ actions: ['aps:RemoteWrite'], resources: values.workspaceArns })],
});

const READ = defineBundle<PrometheusReadOptions>()({
  id: 'prometheus.read',
  summary: 'Query metrics of given workspaces of Amazon Managed Service for Prometheus',
  usedBy: 'Grafana, KEDA',
  sources: SOURCES,
  parameters: { ...PARAMETERS, readRules: flag('Allow reading rules and alerts.') },
  oneOf: ['workspaceArns', 'workspaceIds'],
  statements: (values) => [allow({
    actions: [
      'aps:GetLabels', 'aps:GetMetricMetadata', 'aps:GetSeries', 'aps:QueryMetrics', ...(values.readRules ? ['aps:ListAlerts', 'aps:ListRules'] : []),
    ],
    resources: values.workspaceArns,
  })],
});
