import type { Level } from '../../compliance/level';
import type { Rule } from '../../compliance/rule';
import type { Position } from '../../core/position';

/** One thing that the check finds in a workloads file. */
export interface CheckFinding {
  /** The file, if it is not the workloads file itself but one that it includes. */
  readonly file?: string;
  /** Whose file that is, as its `x-owner` says. */
  readonly owner?: string;
  readonly level: Level;
  /** Where it is written; nothing for what belongs to the file as a whole. */
  readonly place?: Position;
  /** The part of the file, such as `workloads.web.bundles[0]`, or the path of a construct. */
  readonly subject?: string;
  /** By which a rule's finding or a warning is acknowledged: `IrsaChecks-NearQuota`, `cdk-irsa:unusedCluster`. */
  readonly id?: string;
  /** The rule of IrsaChecks that found it. */
  readonly rule?: Rule;
  readonly message: string;
}

/** What was found in one file. */
export interface CheckedFile {
  readonly file: string;
  /** In the order of the file. */
  readonly findings: readonly CheckFinding[];
  /** How many roles the file plans; nothing where it could not be planned. */
  readonly roles?: number;
}
