import { terminalText } from '../../core/escape';

/** One thing that is wrong with a workloads file. */
export interface Problem {
  /** The file, if it is not the workloads file itself but one that it includes. */
  readonly file?: string;
  /** Whose file that is, as its `x-owner` says. */
  readonly owner?: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** `workloads.web.bundles[0].buckets`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  /** True if it is one only where every environment has it. */
  readonly isOfAll?: boolean;
}

/** Everything that is wrong with a workloads file, in the order of the file. */
export class WorkloadsFileError extends Error {
  public constructor(public readonly file: string, public readonly problems: readonly Problem[]) {
    super(problems
      .map(({ file: included = file, line, column, path, message }) => `${terminalText(included)}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`)
      .join('\n'));
    this.name = 'WorkloadsFileError';
  }
}
