import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { arnsOfLogGroups } from '../resources/log-groups';
import { flagParameter, flags, texts } from '../definition';
import type { BundleDefinition } from '../definition';
import { CONFIGURE, dashboards, X_RAY } from './grafana-statements';
import type { DashboardNeeds } from './grafana-statements';
import { LOG_GROUPS, resolveLogGroups } from './log-group-options';
import { REGION } from '../../core/names';
import { stackPlace } from '../resources/place';
import type { Place } from '../resources/place';
import type { IPolicyBundle } from '../policy-bundle';
import { CatalogueBundle, requireTexts } from '../statement';

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

/** Grafana: data sources of AWS. See `PrometheusBundle.read` for Amazon Managed Service for Prometheus. */
export class GrafanaBundle {
  /**
   * The CloudWatch data source: all metrics of the account, and what is asked for besides. Bundle id `grafana.cloudWatch`.
   *
   * @see https://grafana.com/docs/grafana/latest/datasources/aws-cloudwatch/configure/
   */
  public static cloudWatch(options: GrafanaCloudWatchOptions = {}): IPolicyBundle {
    if (options.regions) {
      requireTexts('grafana.cloudWatch', 'regions', REGION, options.regions);
    }
    const place = stackPlace(options.regions);
    return cloudWatch(place, { ...options, logGroups: resolveLogGroups('grafana.cloudWatch', options, place) });
  }

  private constructor() {}
}

function cloudWatch(place: Place, needs: DashboardNeeds) {
  return new CatalogueBundle('grafana.cloudWatch', () => dashboards(place, needs));
}

const FLAGS = {
  logAnomalies: flagParameter('Allow reading the anomalies that CloudWatch Logs found, in all log groups.'),
  alarms: flagParameter('Allow reading alarms and their history, for annotations.'),
  insightRules: flagParameter('Allow reading the reports of Contributor Insights.'),
  performanceInsights: flagParameter('Allow reading the metrics of Performance Insights of RDS.'),
  instances: flagParameter('Allow describing instances of EC2, for template variables.'),
  resourceTags: flagParameter('Allow finding resources of all services by their tags, for template variables.'),
  crossAccount: flagParameter('Allow finding the accounts that are linked to this one as their monitoring account.'),
  traces: flagParameter('Allow reading traces and the services of Application Signals, for the X-Ray data source.'),
};

export const GRAFANA_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'grafana.cloudWatch',
    summary: 'Read the metrics of the account; query given log groups, read alarms, traces and more on request',
    usedBy: 'Grafana',
    versions: '12.0',
    sources: [CONFIGURE, X_RAY],
    parameters: {
      logGroups: LOG_GROUPS,
      ...FLAGS,
      regions: {
        description: "The regions of alarms, rules, databases, anomalies and log groups given by their names. Default: the regions of the workload's clusters.",
        type: { kind: 'texts', format: REGION },
      },
    },
    create: (values, givenPlace) => {
      const place = values.regions === undefined ? givenPlace : { ...givenPlace, regions: texts(values, 'regions') };
      return cloudWatch(place, {
        logGroups: arnsOfLogGroups(texts(values, 'logGroups'), place),
        ...flags(values, FLAGS),
      });
    },
  },
];
