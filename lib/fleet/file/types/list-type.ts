import { filledEntries } from './filling';
import type { Filling } from './filling';
import type { Incomplete } from './incomplete';
import { filledText, text } from './text-type';
import { ValueType } from './value-type';
import type { JsonSchema } from './value-type';
import { isObject } from '../../../core/plain-object';
import { show } from '../../../core/text';
import type { TextFormat } from '../../../core/text-format';
import { extensionHint } from '../extended-lists';
import type { Reading } from '../reading';

interface ListOptions {
  /** The key of an item that is meant by a text alone, or by a map alone: `id` of a bundle. */
  readonly mainKey?: string;
  readonly isUnique?: boolean;
  /** The form to write, for values of another kind. */
  readonly hint?: (value: unknown) => string | undefined;
}

class ListType<Item> extends ValueType<readonly Item[]> {
  public constructor(private readonly items: ValueType<Item>, description: string, private readonly options: ListOptions) {
    super(description);
  }

  public schema(): JsonSchema {
    return {
      type: 'array',
      description: this.description,
      minItems: 1,
      items: this.items.schema(),
      ...(this.options.isUnique ? { uniqueItems: true } : {}),
    };
  }

  public read(value: unknown, reading: Reading): Incomplete<readonly Item[]> | undefined {
    if (!Array.isArray(value)) {
      return reading.wrongKind('a list', value, this.listHint(value));
    }
    if (value.length === 0) {
      return reading.wrong('must name at least one, got []');
    }
    const twin = this.options.isUnique ? lastTwin(value) : undefined;
    if (twin !== undefined) {
      reading.at(twin).wrong(`must name each once, ${show(value[twin])} stands in it twice`);
    }
    return value.map((item: unknown, index) => {
      const read = this.readItem(item, reading.at(index));
      return index === twin ? undefined : read;
    }) as unknown as Incomplete<readonly Item[]>;
  }

  public override fill<V>(value: V, filling: Filling): V {
    const given = value as readonly unknown[];
    const filled = filledEntries(given, (item, index) => this.items.fill(item, filling.at(Number(index))));
    // What was written twice is reported already.
    const twin = this.options.isUnique && filled !== given ? lastTwin(filled) : undefined;
    if (twin === undefined || filled[twin] === undefined) {
      return filled as V;
    }
    filling.at(twin).wrong(`must name each once, ${show(filled[twin])} stands in it twice when its placeholders are filled`);
    return filled.map((item, index) => index === twin ? undefined : item) as V;
  }

  private readItem(item: unknown, reading: Reading): Incomplete<Item> | undefined {
    const { mainKey } = this.options;
    return mainKey !== undefined && typeof item === 'string'
      ? reading.wrongKind('a map', item, `write "- ${mainKey}: ${item.replace(/:\s*$/, '')}"`) : this.items.read(item, reading);
  }

  private listHint(value: unknown): string | undefined {
    if (typeof value === 'string') {
      return `write it as a list, [${/^[\w.][\w./:*?@-]*$/.test(value) ? value : show(value)}]`;
    }
    const { mainKey } = this.options;
    const main = mainKey !== undefined && isObject(value) ? value[mainKey] : undefined;
    const key = mainKey === 'id' && isObject(value) ? Object.keys(value).find((name) => name.includes('.')) : undefined;
    return this.options.hint?.(value) ?? extensionHint(value) ?? (typeof main === 'string' || key !== undefined ? `write it as a list, "- ${mainKey}: ${typeof main === 'string' ? main : key}"` : undefined);
  }
}

/** The index of an item that is in the list before, if there is one. */
function lastTwin(items: readonly unknown[]): number | undefined {
  for (let index = items.length - 1; index > 0; index--) {
    if (items.indexOf(items[index]) < index) {
      return index;
    }
  }
  return undefined;
}

/** A list of at least one. */
export function list<Item>(items: ValueType<Item>, description: string, options: ListOptions = {}): ValueType<readonly Item[]> {
  return new ListType(items, description, options);
}

/** A list of texts, each once, that may hold placeholders. */
export function filledTexts(format: TextFormat, description: string): ValueType<readonly string[]> {
  return new ListType(filledText(format), description, { isUnique: true });
}

/** A list of texts, each once. */
export function texts(format: TextFormat, description: string): ValueType<readonly string[]> {
  return new ListType(text(format), description, { isUnique: true });
}
