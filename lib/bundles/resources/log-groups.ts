import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { arnsByRegion } from './resource-kind';
import type { ResourceKind } from './resource-kind';
import { arnFormat, nameOrArn } from '../../core/arn';
import { Aws } from '../../core/cdk';
import type { TextFormat } from '../../core/text-format';

const NAME = '[A-Za-z0-9_/.#-]';

export const LOG_GROUP_NAME: TextFormat = {
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

/** A log group in a `workloads.yaml`. */
export const LOG_GROUP = nameOrArn(LOG_GROUP_NAME, LOG_GROUP_ARN);

export const METRIC_NAMESPACE: TextFormat = {
  pattern: '[A-Za-z0-9._/#-][A-Za-z0-9._/#:-]{0,254}',
  rule: "a metric namespace (1 to 255 letters, digits and ._/#:-, not beginning with ':')",
  example: 'web/checkout',
  also: (value) => value.startsWith('AWS/') ? "must not begin with 'AWS/', which AWS keeps for itself" : undefined,
};

/** Log groups; the ARNs are without the `:*` that stands for the streams. */
export const LOG_GROUPS: ResourceKind<ILogGroup> = {
  format: LOG_GROUP,
  nameFormat: LOG_GROUP_NAME,
  arns: (logGroups, place) => arnsByRegion(logGroups, place, (name, region) => `arn:${place.partition}:logs:${region}:${place.account}:log-group:${name}`)
    .map((arn) => arn.replace(/:\*$/, '')),
  // Not `logGroupArn`: at deploy time that ends with `:*`, and both forms are needed.
  arnOf: ({ env, logGroupName }, one) => one(`arn:${Aws.PARTITION}:logs:${env.region}:${env.account}:log-group:${logGroupName}`),
};
