import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Aws } from 'aws-cdk-lib/core';
import { arnsOf, flag, texts } from './definition';
import type { BundleDefinition } from './definition';
import { nameOrArn } from './name-or-arn';
import type { IPolicyBundle } from './policy-bundle';
import { allow, arnOfOne, CatalogueBundle, requireSome } from './statement';
import { arnFormat } from '../core/arn';
import { requireFormat } from '../core/text-format';
import type { TextFormat } from '../core/text-format';

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

const LOG_GROUP_ARNS = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html';
const NAMESPACE_KEY = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html';

/** CloudWatch: logs and metrics. */
export class CloudWatchBundle {
  /** Write log events to given log groups: Fluent Bit, OpenTelemetry. Bundle id `cloudwatch.writeLogs`. */
  public static writeLogs(options: WriteLogsOptions): IPolicyBundle {
    const { logGroups = [], logGroupNames = [] } = options;
    requireSome('cloudwatch.writeLogs', 'logGroups or logGroupNames', options.logGroups, options.logGroupNames);
    logGroupNames.forEach((name, i) => requireFormat(LOG_GROUP_NAME, `logGroupNames[${i}] of cloudwatch.writeLogs`, name));
    return writeLogs([
      // Not logGroupArn: at deploy time it ends with ':*', and both forms are needed.
      ...logGroups.map(({ env, logGroupName }) =>
        arnOfOne('cloudwatch.writeLogs', `arn:${Aws.PARTITION}:logs:${env.region}:${env.account}:log-group:${logGroupName}`)),
      ...logGroupNames.map((name) => `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${name}`),
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

interface Extra {
  readonly createLogGroups?: boolean;
  readonly setRetention?: boolean;
}

function writeLogs(logGroups: string[], { createLogGroups = false, setRetention = false }: Extra) {
  const evidence = (wildcard: string) => ({
    reason: wildcard.endsWith(':*')
      ? 'this form of a log group\'s ARN is the one that stands for it and for its streams, which get their names when they are made'
      : 'the log groups below this prefix are made later',
    source: LOG_GROUP_ARNS,
  });
  return new CatalogueBundle('cloudwatch.writeLogs', () => [
    allow({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: logGroups.map((logGroup) => `${logGroup}:*`),
      evidence,
    }),
    allow({
      actions: [
        'logs:DescribeLogStreams', ...(createLogGroups ? ['logs:CreateLogGroup'] : []), ...(setRetention ? ['logs:PutRetentionPolicy'] : []),
      ],
      resources: logGroups.flatMap((logGroup) => [logGroup, `${logGroup}:*`]),
      evidence,
    }),
  ]);
}

function putMetrics(namespaces: string[]) {
  return new CatalogueBundle('cloudwatch.putMetrics', () => [allow({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': namespaces.length === 1 ? namespaces[0] : namespaces } },
    evidence: { reason: 'a metric has no ARN; the condition limits the namespace', source: NAMESPACE_KEY },
  })]);
}

function readMetrics() {
  return new CatalogueBundle('cloudwatch.readMetrics', () => [allow({
    actions: ['cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics'],
    resources: ['*'],
    evidence: { reason: 'a metric has no ARN, and reading knows no condition on the namespace', source: REFERENCE },
  })]);
}

const NAME = '[A-Za-z0-9_/.#-]';

const LOG_GROUP_NAME: TextFormat = {
  pattern: `${NAME}{1,512}|${NAME}{1,511}\\*`,
  rule: "the name of a log group (1 to 512 letters, digits and _/.#-), or a prefix that ends in '*'",
  example: '/eks/main/web',
  hint: (value) => value === '*' ? 'this would give every log group of the account' : undefined,
};

const LOG_GROUP_ARN = arnFormat({
  service: 'logs',
  noun: "a log group's ARN",
  resource: `log-group:(?:${NAME}{1,512}|${NAME}{1,511}\\*)(?::\\*)?`,
  region: 'required',
  account: 'required',
  example: 'arn:aws:logs:eu-central-1:111122223333:log-group:/eks/main/web',
  hint: (value) => value.includes(':log-stream:') ? 'this is the ARN of a log stream; write the log group\'s' : undefined,
});

const METRIC_NAMESPACE: TextFormat = {
  pattern: '[A-Za-z0-9._/#-][A-Za-z0-9._/#:-]{0,254}',
  rule: "a metric namespace (1 to 255 letters, digits and ._/#:-, not beginning with ':')",
  example: 'web/checkout',
  also: (value) => value.startsWith('AWS/') ? "must not begin with 'AWS/', which AWS keeps for itself" : undefined,
};

export const CLOUDWATCH_BUNDLES: readonly BundleDefinition[] = [
  {
    id: 'cloudwatch.writeLogs',
    summary: 'Write log events to given log groups',
    usedBy: 'Fluent Bit, OpenTelemetry',
    parameters: {
      logGroups: {
        description: 'Names or ARNs of log groups, or prefixes that end in *.',
        type: { kind: 'texts', format: nameOrArn(LOG_GROUP_NAME, LOG_GROUP_ARN) },
        required: true,
      },
      createLogGroups: { description: 'Allow making the log groups.', type: { kind: 'flag', default: false } },
      setRetention: { description: 'Allow setting after how many days log events expire.', type: { kind: 'flag', default: false } },
    },
    create: (values, place) => {
      const arns = arnsOf(texts(values, 'logGroups'), place, (name, region) => `arn:${place.partition}:logs:${region}:${place.account}:log-group:${name}`);
      return writeLogs(arns.map((arn) => arn.replace(/:\*$/, '')), {
        createLogGroups: flag(values, 'createLogGroups'), setRetention: flag(values, 'setRetention'),
      });
    },
  },
  {
    id: 'cloudwatch.putMetrics',
    summary: 'Put metrics in given namespaces',
    parameters: {
      namespaces: { description: 'The namespaces.', type: { kind: 'texts', format: METRIC_NAMESPACE }, required: true },
    },
    create: (values) => putMetrics(texts(values, 'namespaces')),
  },
  {
    id: 'cloudwatch.readMetrics',
    summary: 'Read the metrics of the account',
    usedBy: 'Grafana, KEDA',
    parameters: {},
    create: () => readMetrics(),
  },
];
