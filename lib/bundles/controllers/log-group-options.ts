import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { arnOfLogGroup } from '../services/cloudwatch-statements';
import { arnsOfLogGroups, LOG_GROUP, LOG_GROUP_NAME } from '../resources/log-groups';
import { flagParameter } from '../definition';
import type { Parameter } from '../definition';
import type { Place } from '../resources/place';
import { requireSome, requireTexts } from '../statement';

/** How options in TypeScript name log groups. */
export interface NamedLogGroups {
  readonly logGroups?: ILogGroup[];
  readonly logGroupNames?: string[];
}

/** The ARNs of the log groups, without the `:*` that stands for the streams. A list that is given must not be empty. */
export function resolveLogGroups(bundleId: string, { logGroups, logGroupNames }: NamedLogGroups, place: Place): string[] {
  if (logGroups) {
    requireSome(bundleId, 'logGroups', logGroups);
  }
  if (logGroupNames) {
    requireTexts(bundleId, 'logGroupNames', LOG_GROUP_NAME, logGroupNames);
  }
  return [...(logGroups ?? []).map((logGroup) => arnOfLogGroup(bundleId, logGroup)), ...arnsOfLogGroups(logGroupNames ?? [], place)];
}

/** The parameter that names log groups in a `workloads.yaml`. */
export const LOG_GROUPS: Parameter = {
  description: 'Names or ARNs of log groups, or prefixes that end in *.',
  type: { kind: 'texts', format: LOG_GROUP },
};

export const CREATE_LOG_GROUPS = flagParameter('Allow making the log groups.');

export const SET_RETENTION = flagParameter('Allow setting after how many days log events expire.');
