import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { metricReadingStatements } from '../services/cloudwatch-statements';
import { allow } from '../statement';

/** Options for `YaceBundle.exporter`. */
export interface YaceExporterOptions {
  /**
   * Allow finding resources by their tags, for discovery jobs.
   *
   * @default true
   */
  readonly discovery?: boolean;

  /**
   * Allow describing the attachments of transit gateways, for their metrics.
   *
   * @default false
   */
  readonly transitGateways?: boolean;

  /**
   * Allow describing tasks and instances of Database Migration Service, for their metrics.
   *
   * @default false
   */
  readonly databaseMigration?: boolean;
}

/**
 * YACE (Yet Another CloudWatch Exporter), by itself and in Grafana Alloy (`prometheus.exporter.cloudwatch`).
 *
 * @example
 * role.addBundle(YaceBundle.exporter());
 */
export class YaceBundle {
  /**
   * Read the metrics of the account, and find resources by their tags. Bundle id `yace.exporter`.
   *
   * @see https://github.com/prometheus-community/yet-another-cloudwatch-exporter#authentication
   */
  public static exporter(options: YaceExporterOptions = {}): IPolicyBundle {
    return EXPORTER.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [EXPORTER];
  }

  private constructor() {}
}

const EXPORTER = defineBundle<YaceExporterOptions>()({
  id: 'yace.exporter',
  summary: 'Read the metrics of the account, and find resources by their tags',
  usedBy: 'YACE (CloudWatch exporter), Grafana Alloy',
  sources: [
    'https://github.com/prometheus-community/yet-another-cloudwatch-exporter#authentication',
    'https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.exporter.cloudwatch/',
  ],
  parameters: {
    discovery: flag('Allow finding resources by their tags, for discovery jobs.', true),
    transitGateways: flag('Allow describing the attachments of transit gateways, for their metrics.'),
    databaseMigration: flag('Allow describing tasks and instances of Database Migration Service, for their metrics.'),
  },
  statements: ({ discovery, transitGateways, databaseMigration }) => [
    ...metricReadingStatements(),
    ...(discovery ? [unscoped(['tag:GetResources'], 'resources are found by their tags, and the action supports no resource')] : []),
    ...(transitGateways ? [unscoped(['ec2:DescribeTransitGatewayAttachments'], 'attachments are listed, and the action supports no resource')] : []),
    ...(databaseMigration ? [unscoped(
      ['dms:DescribeReplicationInstances', 'dms:DescribeReplicationTasks'], 'instances and tasks are listed, and the actions support no resource',
    )] : []),
  ],
});

function unscoped(actions: readonly string[], reason: string): BundleStatement {
  return allow({ actions, resources: ['*'], evidence: { reason, source: 'https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.exporter.cloudwatch/' } });
}
