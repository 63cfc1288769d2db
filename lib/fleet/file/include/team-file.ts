import { isObject, own } from '../../../core/plain-object';
import { list, show, suggestion } from '../../../core/text';
import type { DataPath } from '../data-path';
import { WORKLOADS_FILE } from '../entries/workloads-file';
import { kindOf } from '../reading';
import type { Source } from '../source';

/** What an included file may have: of itself, and in an environment. */
const KEYS = ['environments', 'workloads'];
const ENVIRONMENT_KEYS = ['workloads'];

type Report = (path: DataPath, message: string, atKey?: boolean) => void;

/** Reports what an included file must not have. Its workloads are checked as all others are. */
export function checkTeamFile(team: Source, main: Source, report: Report): void {
  const { data } = team;
  if (!isObject(data)) {
    report([], `must be a map, got ${kindOf(data)}`);
    return;
  }
  for (const key of Object.keys(data).filter((name) => !KEYS.includes(name) && !name.startsWith('x-'))) {
    report([key], Object.hasOwn(WORKLOADS_FILE.keys, key)
      ? `must be left out of an included file, which has ${list(KEYS.map(show))} only: it stands in ${main.file}` : `unknown key ${show(key)}: ${suggestion(key, KEYS)}`, true);
  }
  const owner: unknown = own(data, 'x-owner');
  if (owner !== undefined && (typeof owner !== 'string' || owner === '')) {
    report(['x-owner'], `must be text that names the owner of the file, got ${kindOf(owner)}`);
  }
  const { workloads } = data;
  if (!isObject(workloads)) {
    report(workloads === undefined ? [] : ['workloads'], workloads === undefined ? 'must have "workloads"' : `must be a map, got ${kindOf(workloads)}`);
  }
  checkEnvironments(team, main, report);
}

function checkEnvironments(team: Source, main: Source, report: Report): void {
  const given: unknown = own(team.data, 'environments');
  const known: unknown = own(main.data, 'environments');
  if (given === undefined) {
    return;
  }
  if (!isObject(given) || !isObject(known)) {
    report(['environments'], isObject(given) ? `must be left out, since ${main.file} has no "environments"` : `must be a map, got ${kindOf(given)}`, isObject(given));
    return;
  }
  for (const [name, entry] of Object.entries(given)) {
    const path = ['environments', name];
    if (!Object.hasOwn(known, name)) {
      report(path, `must be an environment of ${main.file}, got ${show(name)}: ${suggestion(name, Object.keys(known))}`, true);
    } else if (!isObject(entry)) {
      report(path, `must be a map, got ${kindOf(entry)}`);
    } else {
      checkEnvironment(path, entry, team, report);
    }
  }
}

function checkEnvironment(path: DataPath, entry: Record<string, unknown>, team: Source, report: Report): void {
  Object.keys(entry).filter((key) => !ENVIRONMENT_KEYS.includes(key)).forEach((key) =>
    report([...path, key], 'must be left out of an included file, whose environments have "workloads" only', true));
  const { workloads } = entry;
  if (workloads !== undefined && !isObject(workloads)) {
    report([...path, 'workloads'], `must be a map, got ${kindOf(workloads)}`);
    return;
  }
  const ofFile: unknown = own(team.data, 'workloads');
  const keys = Object.keys(isObject(ofFile) ? ofFile : {});
  Object.keys(workloads ?? {}).filter((key) => !keys.includes(key)).forEach((key) =>
    report([...path, 'workloads', key], `must be a workload of this file, got ${show(key)}: ${suggestion(key, keys)}`, true));
}
