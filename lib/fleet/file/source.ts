import type { DataPath } from './data-path';
import type { Problem } from './workloads-file-error';

/** A file with workloads that a workloads file includes. */
export interface IncludedFile {
  readonly file: string;
  /** Its name without the folder and the extension. */
  readonly team: string;
  /** Its `x-owner`, if it has one. */
  readonly owner?: string;
  /** The index of the item of `include` that matched it. */
  readonly index: number;
}

/** The data of a workloads file, and where each part of it is written. */
export interface Source {
  readonly file: string;
  /** The environment that sees the data so; none for the file itself. */
  readonly environment?: string | undefined;
  /** The content as plain objects, lists and scalars. */
  readonly data: unknown;
  /** The file that has a place, where it is another one: an included file. */
  fileAt?(path: DataPath): string;
  /** The included file that has a workload. */
  included?(workload: string): IncludedFile | undefined;
  /** A problem at a place; at the key of the last part instead of its value if asked for. */
  problem(path: DataPath, message: string, atKey?: boolean): Problem;
  /** Where the key of a place is, for messages: `line 14, column 7`. */
  lineOf(path: DataPath): string;
  /** Where the key of a place is, as editors and terminals open it: `workloads.yaml:14:7`. */
  linkTo(path: DataPath): string;
  /** A scalar as it is written: `0123` where its value is 123. */
  writtenAt(path: DataPath): string | undefined;
}
