import { includedPaths } from './included-files';
import { checkTeamFile } from './team-file';
import { isObject, mapEntries, own } from '../../../core/plain-object';
import { show } from '../../../core/text';
import type { DataPath } from '../data-path';
import type { IncludedFile, Source } from '../source';
import { WorkloadsFileError } from '../workloads-file-error';
import type { Problem } from '../workloads-file-error';
import { YamlFile } from '../yaml-file';

/** A workloads file with the files that it includes, and what is wrong with these as files. */
export interface WholeFile {
  readonly source: Source;
  readonly problems: readonly Problem[];
}

/**
 * Reads a workloads file and the files that it includes.
 *
 * @throws WorkloadsFileError if the file itself cannot be read
 */
export function readWhole(file: string): WholeFile {
  const main = YamlFile.read(file);
  if (own(main.data, 'include') === undefined) {
    return { source: main, problems: [] };
  }
  const { files, problems } = includedPaths(file, main.data);
  const whole = new FileWithIncludes(main);
  problems.forEach(({ path, message }) => whole.problems.push(main.problem(path, message)));
  files.forEach((included) => whole.add(included));
  whole.checkOverrides();
  return { source: whole, problems: whole.problems };
}

/** The workloads of several files as one file, in which each keeps its own places. */
class FileWithIncludes implements Source {
  public readonly file: string;
  public readonly problems: Problem[] = [];
  private readonly workloads: Map<string, unknown>;
  private readonly overrides = new Map<string, Map<string, unknown>>();
  private readonly owners = new Map<string, { readonly included: IncludedFile; readonly source: Source }>();
  private composed: unknown;

  public constructor(private readonly main: Source) {
    this.file = main.file;
    this.workloads = new Map(entriesOf(own(main.data, 'workloads')));
  }

  /** Made once all files are added. */
  public get data(): unknown {
    return this.composed ??= this.compose();
  }

  /** Adds the workloads of a file, each of which keeps its place in it. */
  public add(found: IncludedFile): void {
    const source = this.read(found);
    if (source === undefined) {
      return;
    }
    const owner: unknown = own(source.data, 'x-owner');
    const included = typeof owner === 'string' && owner !== '' ? { ...found, owner } : found;
    const report = (path: DataPath, message: string, atKey = false) => {
      this.problems.push(inFile(source.problem(path, message, atKey), included));
    };
    checkTeamFile(source, this.main, report);
    for (const [key, workload] of entriesOf(own(source.data, 'workloads'))) {
      if (this.workloads.has(key)) {
        report(['workloads', key], `must be the key of one workload in all files, and ${show(key)} is in ${this.linkTo(['workloads', key])} already`, true);
      } else {
        this.workloads.set(key, workload);
        this.owners.set(key, { included, source });
      }
    }
    for (const [environment, entry] of entriesOf(own(source.data, 'environments'))) {
      this.addOverrides(environment, entry, source);
    }
  }

  /** An environment overrides a workload where the workload is written. */
  public checkOverrides(): void {
    for (const [environment, entry] of entriesOf(own(this.main.data, 'environments'))) {
      for (const [key] of entriesOf(own(entry, 'workloads'))) {
        const owner = this.owners.get(key);
        if (owner !== undefined) {
          this.problems.push(this.main.problem(['environments', environment, 'workloads', key],
            `must stand in ${owner.included.file}, under its "environments", since that file has the workload ${show(key)}`, true));
        }
      }
    }
  }

  public fileAt(path: DataPath): string {
    return this.ownerOf(path)?.included.file ?? this.file;
  }

  public included(workload: string): IncludedFile | undefined {
    return this.owners.get(workload)?.included;
  }

  public problem(path: DataPath, message: string, atKey?: boolean): Problem {
    const owner = this.ownerOf(path);
    return owner === undefined ? this.main.problem(path, message, atKey)
      : inFile(owner.source.problem(path, message, atKey), owner.included);
  }

  /** With the file, since the reader may be in another one. */
  public lineOf(path: DataPath): string {
    return this.linkTo(path);
  }

  public linkTo(path: DataPath): string {
    return this.sourceOf(path).linkTo(path);
  }

  public writtenAt(path: DataPath): string | undefined {
    return this.sourceOf(path).writtenAt(path);
  }

  /** A file that cannot be read leaves its errors, and the others are read all the same. */
  private read(included: IncludedFile): Source | undefined {
    try {
      return YamlFile.read(included.file);
    } catch (error) {
      if (!(error instanceof WorkloadsFileError)) {
        throw error;
      }
      this.problems.push(...error.problems.map((problem) => inFile(problem, included)));
      return undefined;
    }
  }

  private addOverrides(environment: string, entry: unknown, source: Source): void {
    const known = this.overrides.get(environment) ?? new Map<string, unknown>();
    this.overrides.set(environment, known);
    entriesOf(own(entry, 'workloads')).filter(([key]) => this.owners.get(key)?.source === source).forEach(([key, workload]) => known.set(key, workload));
  }

  private compose(): unknown {
    const { main: { data } } = this;
    if (!isObject(data)) {
      return data;
    }
    const environments = isObject(data.environments) ? mapEntries(data.environments, (entry, name) => this.withOverrides(name, entry))
      : data.environments as unknown;
    const isRight = data.workloads === undefined || isObject(data.workloads);
    const workloads = isRight ? Object.fromEntries(this.workloads) : data.workloads as unknown;
    return { ...data, workloads, ...environments === undefined ? {} : { environments } };
  }

  /** An environment's entry with what included files say of their own workloads. */
  private withOverrides(environment: string, entry: unknown): unknown {
    const overrides = this.overrides.get(environment) ?? new Map<string, unknown>();
    const ofMain = entriesOf(own(entry, 'workloads'));
    return (entry !== null && !isObject(entry)) || (overrides.size === 0 && ofMain.every(([key]) => !this.owners.has(key))) ? entry
      : { ...entry, workloads: Object.fromEntries([...ofMain.filter(([key]) => !this.owners.has(key)), ...overrides]) };
  }

  /** The included file that has a place. What its environments say of others' workloads is not taken. */
  private ownerOf(path: DataPath): { readonly included: IncludedFile; readonly source: Source } | undefined {
    const [first, second, third, fourth] = path;
    const key = first === 'workloads' ? second : first === 'environments' && third === 'workloads' ? fourth : undefined;
    return typeof key === 'string' ? this.owners.get(key) : undefined;
  }

  private sourceOf(path: DataPath): Source {
    return this.ownerOf(path)?.source ?? this.main;
  }
}

function inFile(problem: Problem, { file, owner }: IncludedFile): Problem {
  return { ...problem, file, owner };
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
