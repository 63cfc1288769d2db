import { Claims } from './unique-names';
import { environmentsOf, environmentsText } from '../file/environments';
import type { FleetPlan } from './fleet-plan';
import { Planner } from './planner';
import { WorkloadsFileError } from '../file/workloads-file-error';
import type { Problem } from '../file/workloads-file-error';
import { SourceFile } from '../file/source';
import { withUnusedClusters } from '../unused-clusters';
import { show, suggestion } from '../../core/text';

/**
 * Reads a workloads file and settles everything that it asks for: one plan for each of its environments, or
 * a single one without a name.
 *
 * @throws WorkloadsFileError with every error of the file
 */
export function planFleet(file: string): FleetPlan[] {
  const source = SourceFile.read(file);
  const { sources, problems } = environmentsOf(source);
  const claims = new Claims();
  const planners = sources.map((each) => new Planner(each, claims));
  const all = [...problems, ...gathered(planners)];
  if (all.length > 0) {
    throw new WorkloadsFileError(file, sorted(all));
  }
  return withUnusedClusters(planners.map((planner) => planner.plan));
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

/** What is wrong with the file itself is wrong in every environment, and said once; what is wrong in some names them. */
function gathered(planners: readonly Planner[]): Problem[] {
  const found = new Map<string, { readonly problem: Problem; readonly environments: string[] }>();
  for (const { environment = '', problems } of planners) {
    for (const problem of problems) {
      const key = problem.isOfAll ? `${problem.line}:${problem.column}` : keyOf(problem); // the reasons differ
      const known = found.get(key) ?? { problem, environments: [] };
      if (!known.environments.includes(environment)) {
        known.environments.push(environment);
      }
      found.set(key, known);
    }
  }
  const inAll = ({ environments }: { environments: string[] }) => environments.length === planners.length;
  return [...found.values()].filter((item) => !item.problem.isOfAll || inAll(item)).map(({ problem, environments }) =>
    environments.length === planners.length || problem.path.startsWith('environments.') ? problem
      : { ...problem, message: `${problem.message} (in ${environmentsText(environments)})` });
}

function sorted(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()]
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function keyOf({ line, column, message }: Problem): string {
  return `${line}:${column}:${message}`;
}
