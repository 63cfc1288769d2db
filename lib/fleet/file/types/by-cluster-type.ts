import type { Incomplete } from './incomplete';
import { texts } from './list-type';
import { map } from './map-type';
import { ValueType } from './value-type';
import type { JsonSchema } from './value-type';
import { isObject, own } from '../../../core/plain-object';
import type { TextFormat } from '../../../core/text-format';
import { isExtension } from '../extended-lists';
import type { Reading } from '../reading';

/** One list for every cluster, or one for each by its key. */
export type PerCluster = readonly string[] | Readonly<Record<string, readonly string[]>>;

/** Whether each cluster has a list of its own. */
export function isPerCluster(value: Incomplete<PerCluster>): value is Incomplete<Readonly<Record<string, readonly string[]>>> {
  return !Array.isArray(value);
}

class ByClusterType extends ValueType<PerCluster> {
  private readonly common: ValueType<readonly string[]>;
  private readonly perCluster: ValueType<Readonly<Record<string, readonly string[]>>>;

  public constructor(cluster: TextFormat, format: TextFormat, description: string) {
    super(description);
    this.common = texts(format, description);
    this.perCluster = map(cluster, texts(format, 'The list of one cluster, by its key in this file.'), description, { isFilled: 'always' });
  }

  /** One node: each keyword is for a list or for a map, and says nothing of the other. */
  public schema(): JsonSchema {
    return { ...this.common.schema(), ...this.perCluster.schema(), type: ['array', 'object'] };
  }

  public read(value: unknown, reading: Reading): Incomplete<PerCluster> | undefined {
    const isList = isExtension(value) && own(own(reading.file, 'clusters'), 'add') === undefined;
    return isObject(value) && !isList ? this.perCluster.read(value, reading) : this.common.read(value, reading);
  }
}

/** A list of texts, each once; or a map of such lists, for each cluster its own. */
export function textsByCluster(cluster: TextFormat, format: TextFormat, description: string): ValueType<PerCluster> {
  return new ByClusterType(cluster, format, description);
}
