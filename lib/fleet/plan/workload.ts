import type { PlanContext, ProblemOptions } from './plan-context';
import { withTeam } from './team-rules';
import type { TeamRules } from './team-rules';
import { isObject, own as ownValue } from '../../core/plain-object';
import type { DataPath } from '../file/data-path';
import { DEFAULTS } from '../file/entries/defaults-entry';
import type { DefaultsEntry } from '../file/entries/defaults-entry';
import { isCommonIdentityWrong } from '../file/entries/identity-entry';
import { WORKLOAD } from '../file/entries/workload-entry';
import type { WorkloadEntry } from '../file/entries/workload-entry';
import type { Incomplete } from '../file/types/incomplete';
import type { ObjectType } from '../file/types/object-type';

/** A workload of the file as one environment sees it: its own entry, and the defaults behind it. */
export class Workload {
  public readonly path: DataPath;
  public readonly defaults: Incomplete<DefaultsEntry>;
  /** The rules of its file, if that is an included one. */
  public readonly team?: TeamRules;

  /**
   * @param defaults those of the file, unless their placeholders are filled
   * @param part where in the workload the entry is, if it is a part of it
   */
  public constructor(
    public readonly key: string, public readonly own: Incomplete<WorkloadEntry>, public readonly context: PlanContext,
    defaults?: Incomplete<DefaultsEntry>, private readonly part: DataPath = [],
  ) {
    this.path = ['workloads', key, ...part];
    this.team = context.teamOf(key);
    const ofFile = context.data.defaults ?? {};
    this.defaults = defaults ?? (this.team === undefined ? ofFile : withTeam(ofFile, this.team));
  }

  /** The same workload with other entries. */
  public with({ own, defaults }: { readonly own: Incomplete<WorkloadEntry>; readonly defaults: Incomplete<DefaultsEntry> }): Workload {
    return new Workload(this.key, own, this.context, defaults, this.part);
  }

  /** A part of the workload that has keys of a workload for a role of its own. */
  public partOf(part: string, own: Incomplete<WorkloadEntry>): Workload {
    return new Workload(this.key, own, this.context, this.defaults, [...this.part, part]);
  }

  /** The workload's own value, or else that of the defaults. */
  public get<K extends keyof DefaultsEntry>(key: K): Incomplete<DefaultsEntry>[K] | Incomplete<WorkloadEntry>[K] {
    return this.own[key] ?? this.defaults[key];
  }

  /** Whether the workload has a value of its own that is wrong, or under a misspelt key: a default must not replace it and cause errors of its own. */
  public isLost(key: keyof WorkloadEntry): boolean {
    return this.own[key] === undefined && (this.raw(key) !== undefined || isMisspelt(WORKLOAD, this.rawAt([]), key));
  }

  /** Whether the defaults have a value that is wrong, or under a misspelt key, and the workload none of its own. */
  public isDefaultLost(key: keyof DefaultsEntry): boolean {
    return this.raw(key) === undefined && this.defaults[key] === undefined
      && (this.defaultsRaw(key) !== undefined || isMisspelt(DEFAULTS, ownValue(this.context.source.data, 'defaults'), key));
  }

  /** Whether the namespaces are written wrong: nothing can be said of its service accounts. */
  public get isNamespaceLost(): boolean {
    return this.isLost('namespaces') || this.isDefaultLost('namespaces');
  }

  /** Whether the identity of the workload, or that of some clusters for it, is written wrong: nothing can be said against what needs one. */
  public isIdentityLost(clusters: readonly string[]): boolean {
    const { data } = this.context.source;
    return this.isLost('identity') || (this.raw('identity') === undefined
      && clusters.some((name) => isCommonIdentityWrong(ownValue(ownValue(data, 'clusters'), name), data)));
  }

  /** What is written under a key, right or wrong. */
  public raw(key: keyof WorkloadEntry): unknown {
    return this.rawAt([key]);
  }

  /** The same of a part of the workload. */
  public rawAt(path: DataPath): unknown {
    return [...this.path, ...path].reduce<unknown>((value, part) => ownValue(value, String(part)), this.context.source.data);
  }

  /** The same of the defaults. */
  public defaultsRaw(key: keyof DefaultsEntry): unknown {
    return ownValue(ownValue(this.context.source.data, 'defaults'), key);
  }

  /** Whether a list names something, right or wrong. */
  public isNamed(key: keyof WorkloadEntry & keyof DefaultsEntry, name: string): boolean {
    const written = this.raw(key) ?? this.defaultsRaw(key);
    return Array.isArray(written) && written.includes(name);
  }

  /** Reports a problem of the workload, or of a part of it. */
  public report(path: DataPath, message: string, options?: ProblemOptions): void {
    this.context.report([...this.path, ...path], message, options);
  }

  /** Reports a problem of a value that `get` answers with: where the workload has it, or else once in the defaults. */
  public reportCommon(key: keyof DefaultsEntry, path: DataPath, message: string, options?: ProblemOptions): void {
    if (this.own[key] !== undefined) {
      this.report([key, ...path], message, options);
    } else {
      this.context.reportOnce(['defaults', key, ...path], message, options);
    }
  }

  /** Where the workload, or a part of it, is written: `workloads.yaml:14:3`. */
  public linkTo(...path: DataPath): string {
    return this.context.source.linkTo([...this.path, ...path]);
  }
}

/** Whether an entry has a key under a slightly other name. */
function isMisspelt(type: Pick<ObjectType<never>, 'meantKeys'>, entry: unknown, key: string): boolean {
  return isObject(entry) && type.meantKeys(entry).includes(key);
}
