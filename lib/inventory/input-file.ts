import type { ConstructMetadata } from '../cloudformation/construct-metadata';

/** A file that is to be read. */
export interface InputFile {
  /** To read it; `-` is standard input. */
  readonly path: string;
  /** As messages name it. */
  readonly file: string;
  /** What a cloud assembly tells of a template. */
  readonly stack?: StackInput;
  /** Whether it was found in a folder rather than named. */
  readonly isFound: boolean;
}

/** What a cloud assembly tells of a template. */
export interface StackInput {
  /** Templates of one assembly refer to each other. */
  readonly assembly: string;
  /** The path of the stack's construct; a nested stack has that of its parent here. */
  readonly path: string;
  readonly stackName: string;
  readonly account?: string;
  readonly region?: string;
  readonly metadata: ConstructMetadata;
  /** What the template is uploaded as, if it is an asset. */
  readonly objectKeys?: readonly string[];
}
