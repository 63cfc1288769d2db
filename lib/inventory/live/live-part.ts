import { dirname, resolve } from 'path';
import type { LiveFacts } from './live-facts';
import { placeOf } from '../../core/placed-data';
import { EMPTY_PART } from '../inventory';
import type { FilePart } from '../inventory';
import type { InputProblem } from '../problem';
import type { FileData, SourceReader } from '../source-reader';

/** What one value tells, and where each thing of it is written: by its id, what people call it and the keys that lead to it. */
export interface LiveValue {
  readonly facts: LiveFacts;
  readonly part?: Partial<Pick<FilePart, 'roles' | 'serviceAccounts'>>;
  readonly written: ReadonlyMap<string, Written>;
  readonly problems?: readonly InputProblem[];
}

export interface Written {
  readonly resource: string;
  readonly keys: readonly string[];
  readonly roleName?: string;
}

/** As messages name all of these sources. */
export const LIVE_TITLE = 'what a cluster or an account prints (see cdk-irsa collect)';

/** Reads values that stand alone: nothing of one depends on another. */
export class LiveReader implements SourceReader {
  private readonly read: FilePart[] = [];

  public constructor(private readonly readValue: (file: FileData) => LiveValue | undefined) {}

  public take(file: FileData): boolean {
    const value = this.readValue(file);
    this.read.push(...value === undefined ? [] : [partOf(value, file)]);
    return value !== undefined;
  }

  public parts(): FilePart[] {
    return this.read;
  }
}

function partOf({ facts, part = {}, written, problems = [] }: LiveValue, { input: { file, path }, data }: FileData): FilePart {
  return {
    ...EMPTY_PART,
    ...part,
    file,
    live: { ...facts, folder: path === '-' ? '' : dirname(resolve(path)) },
    refersByLogicalId: false,
    problems,
    originOf: (at) => {
      const { resource, keys, roleName } = written.get(at) ?? { resource: at, keys: [] };
      return { file, place: placeOf(data, keys), resource, roleName };
    },
  };
}
