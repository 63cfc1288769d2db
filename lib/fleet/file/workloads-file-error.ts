import { terminalText } from '../../core/escape';

/** One thing that is wrong with a workloads file. */
export interface Problem {
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
      .map(({ line, column, path, message }) => `${terminalText(file)}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`)
      .join('\n'));
    this.name = 'WorkloadsFileError';
  }
}
