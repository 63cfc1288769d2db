import type { DataPath } from './data-path';
import { isObject, own } from '../../core/plain-object';

/** `{ add: [...] }` in the place of a list: what is added to the list that would be there otherwise. */
export interface Extension {
  readonly add: readonly unknown[];
}

/** Whether a value adds to a list. Its one key has a list, which no map of the file allows elsewhere. */
export function isExtension(value: unknown): value is Extension {
  return isObject(value) && Object.keys(value).length === 1 && Array.isArray(own(value, 'add'));
}

/** What is written for `add`, or for what there is not. */
const OTHER_WORDS = [
  { words: /^(?:add|append|prepend|extend|plus|\+)$/i, hint: 'write { add: [...] } to add to a list' },
  { words: /^(?:remove|delete|drop|without|except|minus|-)$/i, hint: 'nothing is taken out of a list: write the whole list' },
];

/** The way out for what is a map in the place of a list, if it was to add to one. */
export function extensionHint(value: unknown): string | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  if (own(value, 'add') === undefined) {
    const keys = Object.keys(value);
    return keys.length === 1 ? OTHER_WORDS.find(({ words }) => words.test(keys[0]))?.hint : undefined;
  }
  return Object.keys(value).length > 1 ? '"add" must be its only key'
    : Array.isArray(value.add) ? 'there is no list to add to, so write the list alone' : 'write "add" with a list, { add: [...] }';
}

/** Lists that are made of a list and of what is added to it, with where each item is written. */
export class ExtendedLists {
  private readonly places = new WeakMap<object, readonly DataPath[]>();

  /**
   * @param listAt where the list is written, unless it is an extended list itself
   * @param addedAt where the extension is written
   */
  public extend(base: readonly unknown[], listAt: DataPath, { add }: Extension, addedAt: DataPath): unknown[] {
    const extended = [...base, ...add];
    this.places.set(extended, [
      ...this.places.get(base) ?? base.map((_, index) => [...listAt, index]),
      ...this.places.get(add) ?? add.map((_, index) => [...addedAt, 'add', index]),
    ]);
    return extended;
  }

  /** Where the parts of an extended list are written; nothing of others. */
  public placesOf(list: unknown): readonly DataPath[] | undefined {
    return Array.isArray(list) ? this.places.get(list) : undefined;
  }
}
