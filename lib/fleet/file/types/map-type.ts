import { filledEntries } from './filling';
import type { Filling } from './filling';
import type { Incomplete } from './incomplete';
import { NOT_FILLED, text } from './text-type';
import { ValueType } from './value-type';
import type { JsonSchema } from './value-type';
import { mayHoldPlaceholders } from '../../../core/placeholders';
import { isObject } from '../../../core/plain-object';
import { explain } from '../../../core/text-format';
import type { TextFormat } from '../../../core/text-format';
import type { Reading } from '../reading';

interface MapOptions {
  /** Whether it must have an entry; for an environment, its other environments may have them all. */
  readonly isFilled?: 'always' | 'inTheFile';
}

class MapType<Value> extends ValueType<Readonly<Record<string, Value>>> {
  public constructor(
    private readonly key: TextFormat, private readonly value: ValueType<Value>, description: string, private readonly options: MapOptions,
  ) {
    super(description);
  }

  public schema(): JsonSchema {
    return {
      type: 'object',
      description: this.description,
      propertyNames: text(this.key).schema(),
      additionalProperties: this.value.schema(),
      ...(this.options.isFilled ? { minProperties: 1 } : {}),
    };
  }

  public read(value: unknown, reading: Reading): Incomplete<Readonly<Record<string, Value>>> | undefined {
    if (!isObject(value)) {
      return reading.wrongKind('a map', value);
    }
    const { isFilled } = this.options;
    if (Object.keys(value).length === 0 && (isFilled === 'always' || (isFilled === 'inTheFile' && reading.environment === undefined))) {
      return reading.wrong('must have at least one entry, got {}');
    }
    // By entries, since a key may be __proto__.
    return Object.fromEntries(Object.entries(value).flatMap(([name, entry]) => {
      const problem = explain(this.key, name);
      if (problem !== undefined) {
        reading.at(name).wrong(`the key ${problem}${mayHoldPlaceholders(name) ? `: ${NOT_FILLED}` : ''}`, true);
      }
      const read = this.value.read(entry, reading.at(name));
      return problem !== undefined || read === undefined ? [] : [[name, read]];
    })) as Incomplete<Readonly<Record<string, Value>>>;
  }

  public override fill<V>(value: V, filling: Filling): V {
    return filledEntries(value as object, (item, key) => this.value.fill(item, filling.at(key))) as V;
  }
}

/** A map whose keys are names that the user gives. */
export function map<Value>(
  key: TextFormat, value: ValueType<Value>, description: string, options: MapOptions = {},
): ValueType<Readonly<Record<string, Value>>> {
  return new MapType(key, value, description, options);
}
