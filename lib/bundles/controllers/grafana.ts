import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { CONFIGURE, dashboardStatements, X_RAY } from './grafana-statements';
import { defineBundle } from '../define-bundle';
import type { BundleDefinition } from '../definition';
import { flag, regions } from '../parameters';
import type { IPolicyBundle } from '../policy-bundle';
import { LOG_GROUPS } from '../resources/log-groups';
import { namesFor, resources } from '../resources/resource-kind';

/** Options for `GrafanaBundle.cloudWatch`. */
export interface GrafanaCloudWatchOptions {
  /**
   * Log groups, whose events may be read and queried. Without any, the health check of the data source reports that
   * logs cannot be read, and metrics work.
   *
   * @default - none
   */
  readonly logGroups?: ILogGroup[];

  /**
   * Names of log groups, such as `/eks/main/web`, or prefixes that end in `*`, in the account of the role's stack and
   * the `regions`. `*` alone is refused.
   *
   * @default - none
   */
  readonly logGroupNames?: string[];

  /**
   * Allow reading the anomalies that CloudWatch Logs found, in all log groups.
   *
   * @default false
   */
  readonly logAnomalies?: boolean;

  /**
   * Allow reading alarms and their history, for annotations.
   *
   * @default false
   */
  readonly alarms?: boolean;

  /**
   * Allow reading the reports of Contributor Insights, for the metric math `INSIGHT_RULE_METRIC`.
   *
   * @default false
   */
  readonly insightRules?: boolean;

  /**
   * Allow reading the metrics of Performance Insights of RDS, for the metric math `DB_PERF_INSIGHTS`.
   *
   * @default false
   */
  readonly performanceInsights?: boolean;

  /**
   * Allow describing instances of EC2, for the template variables `ec2_instance_attribute` and `ebs_volume_ids`.
   *
   * @default false
   */
  readonly instances?: boolean;

  /**
   * Allow finding resources of all services by their tags, for the template variable `resource_arns`.
   *
   * @default false
   */
  readonly resourceTags?: boolean;

  /**
   * Allow finding the accounts that are linked to this one as their monitoring account.
   *
   * @default false
   */
  readonly crossAccount?: boolean;

  /**
   * Allow reading traces and the services of Application Signals, for the X-Ray data source.
   *
   * @default false
   */
  readonly traces?: boolean;

  /**
   * The regions of alarms, rules, databases, anomalies and log groups given by their names. Metrics are read in every region.
   *
   * @default - the region of the role's stack
   */
  readonly regions?: string[];
}

/**
 * Grafana: data sources of AWS. See `PrometheusBundle.read` for Amazon Managed Service for Prometheus.
 *
 * @example
 * role.addBundle(GrafanaBundle.cloudWatch({ regions: ['eu-central-1'] }));
 */
export class GrafanaBundle {
  /**
   * The CloudWatch data source: all metrics of the account, and what is asked for besides. Bundle id `grafana.cloudWatch`.
   *
   * @see https://grafana.com/docs/grafana/latest/datasources/aws-cloudwatch/configure/
   */
  public static cloudWatch(options: GrafanaCloudWatchOptions = {}): IPolicyBundle {
    return CLOUDWATCH.fromOptions(options);
  }

  /** @internal */
  public static _definitions(): readonly BundleDefinition[] {
    return [CLOUDWATCH];
  }

  private constructor() {}
}

const CLOUDWATCH = defineBundle<GrafanaCloudWatchOptions>()({
  id: 'grafana.cloudWatch',
  summary: 'Read the metrics of the account; query given log groups, read alarms, traces and more on request',
  usedBy: 'Grafana',
  upstream: [
    { repository: 'grafana/grafana', release: 'v13.1.1', since: '12.0' },
    // The data source, whose releases have numbers of their own.
    { repository: 'grafana/grafana-cloudwatch-datasource', documents: ['docs/sources/configure/index.md#IAM policy examples'] },
  ],
  sources: [CONFIGURE, X_RAY],
  parameters: {
    logGroups: resources(LOG_GROUPS, 'Names or ARNs of log groups, or prefixes that end in *.'),
    logGroupNames: namesFor('logGroups', LOG_GROUPS),
    logAnomalies: flag('Allow reading the anomalies that CloudWatch Logs found, in all log groups.'),
    alarms: flag('Allow reading alarms and their history, for annotations.'),
    insightRules: flag('Allow reading the reports of Contributor Insights.'),
    performanceInsights: flag('Allow reading the metrics of Performance Insights of RDS.'),
    instances: flag('Allow describing instances of EC2, for template variables.'),
    resourceTags: flag('Allow finding resources of all services by their tags, for template variables.'),
    crossAccount: flag('Allow finding the accounts that are linked to this one as their monitoring account.'),
    traces: flag('Allow reading traces and the services of Application Signals, for the X-Ray data source.'),
    regions: regions(
      "The regions of alarms, rules, databases, anomalies and log groups given by their names. Default: the regions of the workload's clusters."),
  },
  statements: (values, { place }) => dashboardStatements(place, values),
});
