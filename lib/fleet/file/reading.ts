import type { DataPath } from './data-path';
import type { Source } from './source';
import type { Problem } from './workloads-file-error';
import { own } from '../../core/plain-object';
import { show } from '../../core/text';

/** The place at which a value is read, and the problems that were found so far. */
export class Reading {
  /** @param above the place that this one is an entry of, and its key there */
  public constructor(
    private readonly source: Source,
    private readonly problems: Problem[],
    private readonly above?: { readonly reading: Reading; readonly part: string | number },
  ) {}

  /** The environment that sees the values, if the file has any. */
  public get environment(): string | undefined {
    return this.source.environment;
  }

  /** The whole file, as it is written. */
  public get file(): unknown {
    return this.source.data;
  }

  /** Made where it is asked for, since few of the values are wrong. */
  private get path(): DataPath {
    return this.above ? [...this.above.reading.path, this.above.part] : [];
  }

  /** The key or index of the value in what holds it. */
  public get part(): string | number | undefined {
    return this.above?.part;
  }

  /** What is written under another key of the map that holds the value. */
  public beside(key: string): unknown {
    return own(this.path.slice(0, -1).reduce<unknown>((value, part) => own(value, part), this.file), key);
  }

  /** An entry of the value. */
  public at(part: string | number): Reading {
    return new Reading(this.source, this.problems, { reading: this, part });
  }

  /**
   * Reports that the value is wrong.
   *
   * @param message a sentence without its subject
   * @param atKey whether the key is shown rather than its value
   */
  public wrong(message: string, atKey = false): undefined {
    this.problems.push(this.source.problem(this.path, message, atKey && typeof this.above?.part === 'string'));
    return undefined;
  }

  /** Reports that the value is of another kind, such as text for a list. */
  public wrongKind(kind: string, value: unknown, hint?: string): undefined {
    const isWord = typeof value === 'number' || typeof value === 'boolean';
    return this.wrong(`must be ${kind}, got ${isWord ? this.written(value) : kindOf(value)}${hint === undefined ? '' : `: ${hint}`}`);
  }

  /** A number or a flag as the file has it: `1.0` for 1. */
  public written(value: unknown): string {
    return this.source.writtenAt(this.path) ?? String(value);
  }
}

/** A value as it is shown in messages about its kind. */
export function kindOf(value: unknown): string {
  return value === null ? 'nothing' : Array.isArray(value) ? `a list (${show(value)})`
    : typeof value === 'object' ? `a map (${show(value)})` : show(value);
}
