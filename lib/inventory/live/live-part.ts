import { dirname, resolve } from 'path';
import type { LiveFacts } from './live-facts';
import { itemsIn, placeOf } from '../../core/placed-data';
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

  /** A list of values, as `jq -s` makes it, is taken if each of them can be read. */
  public take({ input, data }: FileData): boolean {
    const files = (Array.isArray(data.value) ? itemsIn(data) : [data]).map((item) => ({ input, data: item }));
    const values = files.map(this.readValue);
    const isTaken = values.length > 0 && values.every((value) => value !== undefined);
    this.read.push(...isTaken ? values.map((value, i) => partOf(value!, files[i])) : []);
    return isTaken;
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
