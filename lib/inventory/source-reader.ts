import type { GivenParameters } from './given-parameters';
import type { InputFile } from './input-file';
import type { FilePart } from './inventory';
import type { Problem } from './problem';
import type { PlacedData } from '../core/placed-data';

/** A value that a file holds. */
export interface FileData {
  readonly input: InputFile;
  readonly data: PlacedData;
}

/** What is told to the readers beside the files. */
export interface ReadSettings {
  /** The values of templates' parameters, by their names. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** The same for several inventories: whoever made it asks for its problems in the end. */
  readonly sharedParameters?: GivenParameters;
}

/** One kind of source: a format in which people or tools write down what exists. */
export interface Source {
  /** As messages list what can be read: `a CloudFormation template`. */
  readonly title: string;
  /** Where its values come from, if the title does not say it all. */
  readonly details?: string;
  /** A file in a folder that has this near its beginning is meant to be such a source: if it cannot be read, that is a problem. */
  readonly sign?: RegExp;
  /** Whether files with the sign are often written for another tool to render, and then are no problem in a folder. */
  readonly isOftenRendered?: boolean;
  readonly makeReader: (settings: ReadSettings) => SourceReader;
}

/** Reads the values of one kind of source. */
export interface SourceReader {
  /** Takes a value to read, if it is of this kind. */
  take(file: FileData): boolean;
  /** What was taken. Templates of one assembly refer to each other, so all values are read together. */
  parts(problems: Problem[]): FilePart[];
}
