import { planEnvironment } from './environment-planner';
import type { EnvironmentPlan } from './environment-planner';
import type { FleetPlan } from './fleet-plan';
import { withWarnings } from './fleet-warnings';
import { PlanContext } from './plan-context';
import { UniqueNames } from './unique-names';
import { show, suggestion } from '../../core/text';
import { environmentsOf, environmentsText } from '../file/environments';
import { readWhole } from '../file/include/file-with-includes';
import { WorkloadsFileError } from '../file/workloads-file-error';
import type { Problem } from '../file/workloads-file-error';

/**
 * Reads a workloads file and plans everything that it asks for: one plan for each of its environments, or
 * a single one without a name.
 *
 * @throws WorkloadsFileError with every error of the file
 */
export function planFleet(file: string): FleetPlan[] {
  const whole = readWhole(file);
  const { sources, problems } = environmentsOf(whole.source);
  const names = new UniqueNames();
  const contexts = sources.map((source) => new PlanContext(source, names));
  const plans = contexts.map(planEnvironment);
  const all = [...whole.problems, ...problems, ...gathered(contexts)];
  if (all.length > 0) {
    throw new WorkloadsFileError(file, sorted(all));
  }
  return withWarnings(withUnusedClusters(plans), whole.source.data);
}

/** The plan of one environment. */
export function choose(plans: readonly FleetPlan[], environment: string, file: string): FleetPlan {
  const names = plans.flatMap((plan) => plan.environment ?? []);
  const found = plans.find((plan) => plan.environment === environment);
  if (!found) {
    throw new Error(`environment must be one of ${file}, got ${show(environment)}: ${suggestion(environment, names)}`);
  }
  return found;
}

/** What is wrong with the file itself is wrong in every environment, and reported once; what is wrong in some names them. */
function gathered(contexts: readonly PlanContext[]): Problem[] {
  const found = new Map<string, { readonly problem: Problem; readonly environments: string[] }>();
  for (const { environment = '', problems } of contexts) {
    for (const problem of problems) {
      const key = problem.isOfAll ? `${problem.file}:${problem.line}:${problem.column}` : keyOf(problem); // the reasons differ
      const known = found.get(key) ?? { problem, environments: [] };
      if (!known.environments.includes(environment)) {
        known.environments.push(environment);
      }
      found.set(key, known);
    }
  }
  const inAll = ({ environments }: { environments: string[] }) => environments.length === contexts.length;
  return [...found.values()].filter((item) => !item.problem.isOfAll || inAll(item)).map(({ problem, environments }) =>
    environments.length === contexts.length || problem.path.startsWith('environments.') ? problem
      : { ...problem, message: `${problem.message} (in ${environmentsText(environments)})` });
}

function sorted(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()]
    .sort((a, b) => compare(a.file ?? '', b.file ?? '') || a.line - b.line || a.column - b.column);
}

/** By code units: the order of a locale would differ between machines. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keyOf({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}:${message}`;
}

/** The plans of a file's environments, each with its clusters that no workload uses. One that comes from the top of the file is used if an environment does. */
function withUnusedClusters(plans: readonly EnvironmentPlan[]): FleetPlan[] {
  const all = plans.flatMap(({ roles, existingRoles }) => [...roles, ...existingRoles]);
  const used = new Set(all.flatMap(({ clusters }) => clusters.map(({ place }) => place)));
  return plans.map((plan) => ({ ...plan, unusedClusters: plan.clusters.filter(({ place }) => !used.has(place)) }));
}
