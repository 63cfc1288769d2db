import { unfilledProblem } from './placeholder-values';
import type { PlaceholderValues } from './placeholder-values';
import type { Workload } from './workload';
import { mayHoldPlaceholders } from '../../core/placeholders';
import type { DataPath } from '../file/data-path';
import { DEFAULTS } from '../file/entries/defaults-entry';
import type { DefaultsEntry } from '../file/entries/defaults-entry';
import { WORKLOAD } from '../file/entries/workload-entry';
import type { WorkloadEntry } from '../file/entries/workload-entry';
import type { Filling } from '../file/types/filling';
import type { Incomplete } from '../file/types/incomplete';

/** The entry of a workload, and the defaults behind it, as one role of the workload has them. */
export interface FilledEntries {
  readonly own: Incomplete<WorkloadEntry>;
  readonly defaults: Incomplete<DefaultsEntry>;
}

/** Fills the placeholders of a workload's entry and of the defaults; reports those that have no value. */
export function filledEntries(workload: Workload, values: PlaceholderValues): FilledEntries {
  return {
    own: filledOwn(workload, values),
    defaults: DEFAULTS.fill(workload.defaults, new EntryFilling(workload, values, ['defaults'], true)),
  };
}

/** The entry of a workload alone. */
export function filledOwn(workload: Workload, values: PlaceholderValues): Incomplete<WorkloadEntry> {
  return WORKLOAD.fill(workload.own, new EntryFilling(workload, values, workload.path, false));
}

/** A part of a workload that has a type of its own. */
export function filledPart<V>(workload: Workload, type: { fill(value: V, filling: Filling): V }, value: V, values: PlaceholderValues): V {
  return type.fill(value, new EntryFilling(workload, values, workload.path, false));
}

class EntryFilling implements Filling {
  public constructor(
    private readonly workload: Workload, private readonly values: PlaceholderValues, private readonly path: DataPath,
    private readonly isOfDefaults: boolean,
  ) {}

  public at(part: string | number): Filling {
    return new EntryFilling(this.workload, this.values, [...this.path, part], this.isOfDefaults);
  }

  public text(text: string): string | undefined {
    if (!mayHoldPlaceholders(text)) {
      return text;
    }
    const filled = this.values.fill(text);
    if ('text' in filled) {
      return filled.text;
    }
    return this.values.isLost(filled.unfilled) ? undefined
      : this.wrong(unfilledProblem(filled.unfilled, text, this.isOfDefaults ? this.workload.path.join('.') : undefined));
  }

  public wrong(message: string): undefined {
    const { context } = this.workload;
    if (this.isOfDefaults) {
      context.reportOnce(this.path, message);
    } else {
      context.report(this.path, message);
    }
    return undefined;
  }
}
