import { fillPattern, roleNameOf } from './role-names';
import type { NameParts } from './role-names';
import type { Workload } from './workload';
import { show } from '../../core/text';
import { explain } from '../../core/text-format';
import { PARAMETER_NAME } from '../../kubernetes/metadata';
import type { DataPath } from '../file/data-path';

/** The name of a workload's role in an account, which no other role has. */
export function plannedRoleName(workload: Workload, account: string, parts: NameParts): string {
  const isOwn = workload.own.roleName !== undefined;
  const pattern = workload.get('roleName') ?? '{workload}';
  const named = roleNameOf(pattern, parts);
  const path: DataPath = isOwn ? ['roleName'] : [];
  if (lacksEnvironment(workload, pattern, isOwn ? [...workload.path, 'roleName'] : ['defaults', 'roleName'])) {
    return workload.key;
  }
  if ('problem' in named) {
    workload.report(path, isOwn ? named.problem : `the role's name ${named.problem}`, { atKey: !isOwn });
    return workload.key;
  }
  if (!workload.isLost('roleName')) {
    workload.context.claim(`role ${account} ${named.name.toLowerCase()}`, [...workload.path, ...path], (byOther) =>
      `the role's name must be unique in account ${account}, whatever its case and path, but ${show(named.name)} is taken ${byOther}` +
      (byOther.includes(' in environment ') ? ': give it a roleName with {environment}' : ''), { atKey: !isOwn });
  }
  return named.name;
}

/** The name of the SSM parameter that gets the role's ARN, if there is one. */
export function plannedParameterName(workload: Workload, account: string, parts: NameParts): string | undefined {
  const isOwn = workload.own.publishRoleArn?.parameter !== undefined;
  const pattern = workload.own.publishRoleArn?.parameter ?? workload.defaults.publishRoleArn?.parameter;
  if (pattern === undefined || lacksEnvironment(workload, pattern, [...(isOwn ? workload.path : ['defaults']), 'publishRoleArn', 'parameter'])) {
    return undefined;
  }
  const filled = fillPattern(pattern, parts);
  const problem = 'problem' in filled ? filled.problem : explain(PARAMETER_NAME, filled.text);
  if (problem !== undefined || 'problem' in filled) {
    workload.report([], `publishRoleArn.parameter ${problem}`, { atKey: true });
    return undefined;
  }
  workload.context.claim(`parameter ${account} ${filled.text}`, workload.path, (byOther) =>
    `publishRoleArn.parameter must be unique in account ${account}, but ${show(filled.text)} is taken ${byOther}`, { atKey: true });
  return filled.text;
}

function lacksEnvironment({ context }: Workload, pattern: string, path: DataPath): boolean {
  const lacks = context.environment === undefined && pattern.includes('{environment}');
  if (lacks) {
    context.report(path, `must not hold {environment}, since the file has no "environments", got ${show(pattern)}`);
  }
  return lacks;
}
