import type { Filling } from './filling';
import type { Incomplete } from './incomplete';
import type { Reading } from '../reading';

/** A node of the JSON Schema (draft 7). */
export interface JsonSchema {
  readonly [keyword: string]: any;
}

/**
 * What may be written at one place of a `workloads.yaml`. The one definition gives the node of the JSON Schema, with its
 * documentation, for editors; the reader that checks a file; and the TypeScript type of what is read.
 */
export abstract class ValueType<T> {
  /** The type of a value. It has no value itself. */
  declare public readonly type: T;
  /** Whether a map must have it. */
  public readonly isRequired: boolean = false;
  /** Whether an environment may override it. */
  public readonly isPerEnvironment: boolean = false;

  /** @param description the documentation, in the JSON Schema */
  public constructor(public readonly description?: string) {}

  /** The node of the JSON Schema. */
  public abstract schema(): JsonSchema;

  /** The value without the parts that are wrong, each of which is reported; nothing if all of it is wrong. */
  public abstract read(value: unknown, reading: Reading): Incomplete<T> | undefined;

  /** A value that was read, with its placeholders filled; parts that cannot be filled are reported and left out, as those are that are wrong. */
  public fill<V>(value: V, _filling: Filling): V | undefined {
    return value;
  }

  /** The same, where a map must have it. */
  public required(): this & { readonly isRequired: true } {
    return this.with({ isRequired: true });
  }

  /** The same, where each environment may override it. */
  public perEnvironment(): this & { readonly isPerEnvironment: true } {
    return this.with({ isPerEnvironment: true });
  }

  private with<M extends object>(marks: M): this & M {
    return Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this, marks);
  }
}

/** The TypeScript type of a value. */
export type TypeOf<V extends ValueType<unknown>> = V['type'];
