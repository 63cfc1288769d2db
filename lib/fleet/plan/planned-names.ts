import { asOneWorkload } from './one-role-hint';
import type { Claimant } from './one-role-hint';
import { unfilledProblem } from './placeholder-values';
import type { PlaceholderValues, UnfilledPlaceholder } from './placeholder-values';
import { roleNameOf } from './role-names';
import type { Workload } from './workload';
import { addTo } from '../../core/add-to';
import { list, show } from '../../core/text';
import { explain } from '../../core/text-format';
import { PARAMETER_NAME } from '../../kubernetes/metadata';
import type { DataPath } from '../file/data-path';

/** A name that is made from a pattern, which the workload has itself or from the defaults. */
interface NamePattern {
  /** Where it is written below the workload or the defaults. */
  readonly keys: DataPath;
  readonly pattern: string;
  readonly isOwn: boolean;
  /** As in a message. */
  readonly noun: string;
}

/** The name of a workload's role in an account, which no other role has. */
export function plannedRoleName(workload: Workload, account: string, values: PlaceholderValues, claimant: Claimant): string {
  const isOwn = workload.own.roleName !== undefined;
  const pattern = { keys: ['roleName'], pattern: workload.get('roleName') ?? '{workload}', isOwn, noun: 'the role\'s name' };
  if (lacksEnvironment(workload, pattern)) {
    return workload.key;
  }
  const named = roleNameOf(pattern.pattern, values);
  if ('unfilled' in named) {
    reportUnfilled(workload, pattern, named.unfilled, values);
    return workload.key;
  }
  if ('problem' in named) {
    workload.report(isOwn ? ['roleName'] : [], isOwn ? named.problem : `the role's name ${named.problem}`, { atKey: !isOwn });
    return workload.key;
  }
  if (!workload.isLost('roleName') && !workload.isDefaultLost('roleName')) {
    const key = `role ${account} ${named.name.toLowerCase()}`;
    addTo(workload.context.claimants, key, [claimant]);
    claim(workload, pattern, key, isOwn ? ['roleName'] : [], (byOther) =>
      `the role's name must be unique in account ${account}, whatever its case and path, but ${show(named.name)} is taken ${byOther}: ` +
      (byOther.includes(' in environment ') ? 'give it a roleName with {environment}'
        : `give it another, or, if both are one role, write one workload with ${asOneWorkload(workload.context.claimants.get(key)!)}`));
  }
  return named.name;
}

/** The name of the SSM parameter that gets the role's ARN, if there is one. */
export function plannedParameterName(workload: Workload, account: string, values: PlaceholderValues): string | undefined {
  const isOwn = workload.own.publishRoleArn?.parameter !== undefined;
  const written = workload.own.publishRoleArn?.parameter ?? workload.defaults.publishRoleArn?.parameter;
  const pattern = { keys: ['publishRoleArn', 'parameter'], pattern: written ?? '', isOwn, noun: 'publishRoleArn.parameter' };
  if (written === undefined || lacksEnvironment(workload, pattern)) {
    return undefined;
  }
  const filled = values.fill(written);
  if ('unfilled' in filled) {
    reportUnfilled(workload, pattern, filled.unfilled, values);
    return undefined;
  }
  const problem = explain(PARAMETER_NAME, filled.text);
  if (problem !== undefined) {
    report(workload, pattern, problem);
    return undefined;
  }
  claim(workload, pattern, `parameter ${account} ${filled.text}`, [], (byOther) =>
    `publishRoleArn.parameter must be unique in account ${account}, but ${show(filled.text)} is taken ${byOther}`);
  return filled.text;
}

/** Takes the name. A pattern of the defaults that gives all workloads one name is one mistake, and reported there. */
function claim(
  workload: Workload, { keys, pattern, isOwn }: NamePattern, name: string, path: DataPath, message: (byOther: string) => string,
): void {
  const other = workload.context.takeName(name, [...workload.path, ...path]);
  if (other === undefined) {
    return;
  }
  const options = { atKey: path.length === 0 };
  if (!isOwn && !/\{(?:workload|namespace|serviceAccount)\}/.test(pattern)) {
    workload.context.reportOnce(['defaults', ...keys],
      `must differ for each workload, and ${show(pattern)} of ${workload.path.join('.')} is taken ${other}: write {workload} into it`);
  } else if (!isOwn && other.includes(' in environment ')) {
    // All other workloads have the same mistake, which is that of the environment.
    workload.context.reportFirst(`${keys.join('.')} of another environment`, [...workload.path, ...path], message(other), options);
  } else {
    workload.report(path, message(other), options);
  }
}

function reportUnfilled(workload: Workload, pattern: NamePattern, unfilled: UnfilledPlaceholder, values: PlaceholderValues): void {
  const { name, candidates } = unfilled;
  if (values.isLost(unfilled)) {
    return;
  }
  const { keys, noun, isOwn } = pattern;
  if (name === 'cluster' && candidates.length > 1) {
    report(workload, pattern, `must not hold {cluster} where a workload has several clusters, as ${workload.path.join('.')} has (${list(candidates)}): one role trusts all clusters ` +
      'of an account, so leave {cluster} out, or give the workload a name of its own (a name that changes replaces the role)');
    return;
  }
  if (candidates.length === 0) {
    report(workload, pattern, unfilledProblem(unfilled, pattern.pattern, isOwn ? undefined : workload.path.join('.')));
    return;
  }
  workload.report(isOwn ? keys : [], `${isOwn ? '' : `${noun} `}must not hold {${name}}, which stands for several values (${list(candidates)}) here, ` +
    `got ${show(pattern.pattern)}: give the workload a name of its own`, { atKey: !isOwn });
}

/** What is wrong with a pattern itself: where it is written. */
function report(workload: Workload, { keys, isOwn }: NamePattern, message: string): void {
  if (isOwn) {
    workload.report(keys, message);
  } else {
    workload.context.reportOnce(['defaults', ...keys], message);
  }
}

function lacksEnvironment(workload: Workload, pattern: NamePattern): boolean {
  const lacks = workload.context.environment === undefined && pattern.pattern.includes('{environment}');
  if (lacks) {
    report(workload, pattern, `must not hold {environment}, since the file has no "environments", got ${show(pattern.pattern)}`);
  }
  return lacks;
}
