import type { Claimant } from './one-role-hint';
import { plannedVariables } from './planned-variables';
import { teamRulesOf } from './team-rules';
import type { TeamRules } from './team-rules';
import type { UniqueNames } from './unique-names';
import { once } from '../../core/once';
import { own } from '../../core/plain-object';
import { pathText } from '../file/data-path';
import type { DataPath } from '../file/data-path';
import type { WorkloadsFile } from '../file/entries/workloads-file';
import type { EnvironmentSource } from '../file/environment-source';
import { readWorkloads } from '../file/read-workloads';
import type { Incomplete } from '../file/types/incomplete';
import type { Problem } from '../file/workloads-file-error';

const DEFAULT_NAME = 'irsa';

/** Where a problem is shown, and whether it is one only if every environment has it. */
export interface ProblemOptions {
  readonly atKey?: boolean;
  readonly isOfAll?: boolean;
}

/** One environment of a workloads file while it is planned: what was read, and the problems that were found so far. */
export class PlanContext {
  public readonly data: Incomplete<WorkloadsFile>;
  /** Placeholders of the file's own; nothing for one that is wrong. */
  public readonly variables: Readonly<Record<string, string | undefined>>;
  /** The variables that the plan was made with so far. */
  public readonly usedVariables = new Set<string>();
  public readonly problems: Problem[] = [];
  /** Who may become the roles of this environment, by account and name. */
  public readonly claimants = new Map<string, Claimant[]>();
  private readonly reported = new Set<string>();
  private readonly teams = new Map<string, TeamRules>();

  public constructor(public readonly source: EnvironmentSource, private readonly names: UniqueNames) {
    const { data, problems } = readWorkloads(source);
    this.data = data;
    this.problems.push(...problems);
    this.variables = plannedVariables(data.variables ?? {}, (name, problem) => this.report(['variables', name], problem));
  }

  /** The rules for a workload of an included file; nothing for the others. */
  public teamOf(workload: string): TeamRules | undefined {
    const included = this.source.included(workload);
    return included && once(this.teams, included.file, () => teamRulesOf(included, this.data.include?.[included.index], {
      environment: this.environment,
      variables: this.variables,
      usedVariables: this.usedVariables,
      report: (path, message) => this.report(path, message),
    }));
  }

  /** The environment of the file, if it has any. */
  public get environment(): string | undefined {
    return this.source.environment;
  }

  /** The name that begins the names of stacks. */
  public get fleetName(): string {
    return this.data.name ?? DEFAULT_NAME;
  }

  /** Whether something is written at a place, right or wrong. */
  public isWritten(path: DataPath): boolean {
    return path.reduce<unknown>((value, part) => own(value, part), this.source.data) !== undefined;
  }

  public report(path: DataPath, message: string, { atKey = false, isOfAll = false }: ProblemOptions = {}): void {
    this.problems.push({ ...this.source.problem(path, message, atKey), isOfAll });
  }

  /** The same for what many workloads have in common, such as a default: the first of them reports it. */
  public reportOnce(path: DataPath, message: string, options?: ProblemOptions): void {
    this.reportFirst(pathText(path), path, message, options);
  }

  /** Reports the first problem of a kind only: the others follow from the same mistake. */
  public reportFirst(kind: string, path: DataPath, message: string, options?: ProblemOptions): void {
    if (!this.reported.has(kind)) {
      this.reported.add(kind);
      this.report(path, message, options);
    }
  }

  /** Takes a name that must be unique. Answers with who has it already, in this environment or another. */
  public takeName(name: string, path: DataPath): string | undefined {
    return this.names.take(name, this.source, path);
  }

  /** Takes a name that must be unique; reports the message if another part of the file, or another environment, has it. */
  public claim(name: string, path: DataPath, message: (byOther: string) => string, options?: ProblemOptions): void {
    const other = this.takeName(name, path);
    if (other !== undefined) {
      this.report(path, message(other), options);
    }
  }
}
