import { pathText } from './data-path';
import { EnvironmentSource, isIn } from './environment-source';
import { ENVIRONMENT } from './formats';
import { ENVIRONMENT_KEYS } from './json-schema';
import { kindOf } from './reading';
import type { Source } from './source';
import type { Problem } from './workloads-file-error';
import { isObject, own } from '../../core/plain-object';
import { list, nearest, show, strangeSpaces, suggestion } from '../../core/text';
import { explain } from '../../core/text-format';

/** The file as its environments see it, or what is wrong with how it speaks of them. */
export interface Environments {
  /** One for each environment, in the order of the file; only the file itself if it has none. */
  readonly sources: readonly EnvironmentSource[];
  readonly problems: readonly Problem[];
}

/** Takes a file apart into its environments. */
export function environmentsOf(source: Source): Environments {
  const given = own(source.data, 'environments');
  if (given === undefined) {
    return { sources: [new EnvironmentSource(source)], problems: isMistyped(source) ? [] : strayEnvironments(source) };
  }
  if (!isObject(given) || Object.keys(given).length === 0) {
    return {
      sources: [],
      problems: [source.problem(['environments'], isObject(given)
        ? 'must have at least one entry, got {}' : `must be a map, got ${kindOf(given)}`)],
    };
  }
  return {
    sources: Object.keys(given).map((name) => new EnvironmentSource(source, name)),
    problems: [
      ...Object.entries(given).flatMap(([name, value]) => problemsOf(source, name, value)),
      ...strangeNames(source, Object.keys(given)),
      ...noWorkloads(source),
    ],
  };
}

/** Whether the file seems to have environments under another key, which is then reported as unknown. */
function isMistyped({ data }: Source): boolean {
  return Object.keys(isObject(data) ? data : {}).some((key) => nearest(key, ['environments']) !== undefined);
}

/** Without environments no workload can be in one. */
function strayEnvironments(source: Source): Problem[] {
  return workloadsOf(source.data).filter(([, workload]) => own(workload, 'environments') !== undefined)
    .map(([key]) => source.problem(['workloads', key, 'environments'], 'must be left out, since the file has no "environments"', true));
}

function noWorkloads(source: Source): Problem[] {
  const given = own(source.data, 'workloads');
  return isObject(given) && Object.keys(given).length === 0 ? [source.problem(['workloads'], 'must have at least one entry, got {}')] : [];
}

function problemsOf(source: Source, name: string, value: unknown): Problem[] {
  const at = ['environments', name];
  const wrong = explain(ENVIRONMENT, name);
  const problems = wrong === undefined ? [] : [source.problem(at, `the key ${wrong}`, true)];
  if (value !== null && !isObject(value)) {
    return [...problems, source.problem(at, `must be a map, got ${kindOf(value)}`)];
  }
  const inFile = workloadsOf(source.data);
  const names = Object.keys(own(source.data, 'environments'));
  const isBare = inFile.length > 0 && own(value, 'workloads') !== null && inFile.every(([, workload]) => !isIn(name, workload, names));
  return [
    ...problems,
    ...(isBare ? [source.problem(at, `must have at least one workload, got none: every workload names other "environments"; add ${name} to those of one, ` +
      'or take the environment away', true)] : []),
    ...Object.keys(value ?? {}).filter((key) => !ENVIRONMENT_KEYS.includes(key))
      .map((key) => source.problem([...at, key], `unknown key ${show(key)} of an environment: ${strangeSpaces(key) ?? suggestion(key, [...ENVIRONMENT_KEYS].sort())}`, true)),
    ...workloadsOf(value).flatMap(([key, workload]) => entryProblems(source, name, key, workload)),
  ];
}

/** What is wrong with an environment's entry for a workload. */
function entryProblems(source: Source, environment: string, key: string, workload: unknown): Problem[] {
  const at = ['environments', environment, 'workloads', key];
  const inFile = own(own(source.data, 'workloads'), key);
  const problems: Problem[] = [];
  if (isElsewhere(inFile, environment)) {
    problems.push(source.problem(at, `must be left out, since ${show(key)} is not in environment ${environment}: its own "environments" name others`, true));
  } else if (inFile === undefined) {
    // A slip of the pen must not make a role of its own beside the one that was meant.
    const known = workloadsOf(source.data).map(([name]) => name);
    problems.push(source.problem(at, `must be a workload of the file, got ${show(key)}: ${suggestion(key, known)} ` +
      `(one for this environment alone stands there with environments: [${environment}])`, true));
  } else if (workload === null) {
    // An entry whose last line was taken away must not delete the role under running pods, and one that is to do so must not be lost.
    problems.push(source.problem(at, `must be a map, got nothing: take the entry away, or, where environment ${environment} is not to have the workload, ` +
      `name those that have it under "environments" of ${pathText(['workloads', key])}`, true));
  }
  if (own(workload, 'environments') !== undefined) {
    problems.push(source.problem([...at, 'environments'], 'must stand on the workload itself, under the file\'s "workloads"', true));
  }
  return problems;
}

/** Whether a workload lists other environments only. */
function isElsewhere(workload: unknown, environment: string): boolean {
  const given = own(workload, 'environments');
  return Array.isArray(given) && !given.includes(environment);
}

/** Environments of a workload that the file does not have. */
function strangeNames(source: Source, names: readonly string[]): Problem[] {
  return workloadsOf(source.data).flatMap(([key, workload]) => {
    const given = own(workload, 'environments');
    return !Array.isArray(given) ? [] : given.flatMap((name, index) => typeof name !== 'string' || names.includes(name) ? []
      : [source.problem(['workloads', key, 'environments', index], `must be an environment of this file, got ${show(name)}: ${suggestion(name, [...names])}`)]);
  });
}

function workloadsOf(data: unknown): [string, unknown][] {
  const workloads = own(data, 'workloads');
  return isObject(workloads) ? Object.entries(workloads) : [];
}

/** `dev and prod`, for messages. */
export function environmentsText(names: readonly string[]): string {
  return `${names.length === 1 ? 'environment' : 'environments'} ${list([...names])}`;
}
