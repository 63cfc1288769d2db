import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, regions } from '../parameters';
import type { BundleStatement, IPolicyBundle } from '../policy-bundle';
import { regionalArnsWithoutAccount } from '../resources/place';
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

  /**
   * Allow listing the APIs of API Gateway, whose metrics have their names rather than their ids.
   *
   * @default false
   */
  readonly apiGateway?: boolean;

  /**
   * Allow describing Auto Scaling groups, for their metrics.
   *
   * @default false
   */
  readonly autoScalingGroups?: boolean;

  /**
   * Allow describing requests for spot fleets, for their metrics.
   *
   * @default false
   */
  readonly spotFleets?: boolean;

  /**
   * Allow listing the protections of Shield Advanced, for their metrics.
   *
   * @default false
   */
  readonly shieldProtections?: boolean;

  /**
   * The regions of the APIs that are listed with `apiGateway`.
   *
   * @default - the region of the role's stack
   */
  readonly regions?: string[];
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
    'https://github.com/prometheus-community/yet-another-cloudwatch-exporter/blob/master/pkg/clients/tagging/filters.go',
  ],
  upstream: [{ repository: 'grafana/alloy', documents: ['docs/sources/reference/components/prometheus/prometheus.exporter.cloudwatch.md#Authentication'] }],
  parameters: {
    discovery: flag('Allow finding resources by their tags, for discovery jobs.', true),
    transitGateways: flag('Allow describing the attachments of transit gateways, for their metrics.'),
    databaseMigration: flag('Allow describing tasks and instances of Database Migration Service, for their metrics.'),
    apiGateway: flag('Allow listing the APIs of API Gateway, whose metrics have their names rather than their ids.'),
    autoScalingGroups: flag('Allow describing Auto Scaling groups, for their metrics.'),
    spotFleets: flag('Allow describing requests for spot fleets, for their metrics.'),
    shieldProtections: flag('Allow listing the protections of Shield Advanced, for their metrics.'),
    regions: regions(),
  },
  statements: (values, { place }) => [
    ...metricReadingStatements(),
    ...(values.discovery ? [unscoped(['tag:GetResources'], 'resources are found by their tags, and the action supports no resource')] : []),
    ...(values.transitGateways ? [unscoped(['ec2:DescribeTransitGatewayAttachments'], 'attachments are listed, and the action supports no resource')] : []),
    ...(values.databaseMigration ? [unscoped(
      ['dms:DescribeReplicationInstances', 'dms:DescribeReplicationTasks'], 'instances and tasks are listed, and the actions support no resource',
    )] : []),
    ...(values.apiGateway ? [allow({ actions: ['apigateway:GET'], resources: regionalArnsWithoutAccount(place, 'apigateway', '/restapis', '/apis') })] : []),
    ...(values.autoScalingGroups ? [unscoped(['autoscaling:DescribeAutoScalingGroups'], 'groups are listed, and the action supports no resource')] : []),
    ...(values.spotFleets ? [unscoped(['ec2:DescribeSpotFleetRequests'], 'requests are listed, and the action supports no resource')] : []),
    ...(values.shieldProtections ? [unscoped(['shield:ListProtections'], 'protections are listed, and the action supports no resource')] : []),
  ],
});

function unscoped(actions: readonly string[], reason: string): BundleStatement {
  return allow({ actions, resources: ['*'], evidence: { reason, source: 'https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.exporter.cloudwatch/' } });
}
