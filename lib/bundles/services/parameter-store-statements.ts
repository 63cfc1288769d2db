import type { BundleStatement } from '../policy-bundle';
import { allow } from '../statement';
import type { Evidence } from '../statement';

/** Why a path stands for what is below it. */
export const BELOW_A_PATH: Evidence = {
  reason: 'a path stands for the parameters below it, which are made by others, later',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html',
};

/** Reading parameters, and those below paths; all are ARNs. */
export function parameterReadStatements(names: readonly string[], paths: readonly string[]): BundleStatement[] {
  return [
    ...(names.length > 0 ? [allow({ actions: ['ssm:GetParameter', 'ssm:GetParameters'], resources: names })] : []),
    ...(paths.length > 0 ? [allow({
      actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
      resources: paths.flatMap((path) => [path, `${path}/*`]),
      evidence: BELOW_A_PATH,
    })] : []),
  ];
}

/** Listing the names of all parameters. */
export function parameterListStatement(): BundleStatement {
  return allow({
    actions: ['ssm:DescribeParameters'],
    resources: ['*'],
    evidence: {
      reason: 'finding parameters by name or tag lists them all, and the action supports no resource; it gives no values',
      source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html',
    },
  });
}
