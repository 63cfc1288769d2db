import { mapEntries } from '../../../core/plain-object';

/** What placeholders stand for at one place of the file. */
export interface Filling {
  /** An entry of the value. */
  at(part: string | number): Filling;
  /** A text with its placeholders filled; nothing if one of them has no value here, which is reported. */
  text(text: string): string | undefined;
  /** Reports that the filled value is wrong. */
  wrong(message: string): undefined;
}

/** The entries of a map or list, filled. The same object comes back where nothing changes, as in most files. */
export function filledEntries<V extends object>(value: V, fillOne: (item: unknown, key: string) => unknown): V {
  const filled = mapEntries(value, (item, key) => item === undefined ? undefined : fillOne(item, key));
  if (filled === value) {
    return value;
  }
  return (Array.isArray(value) ? Object.values(filled)
    : Object.fromEntries(Object.entries(filled).filter(([, item]) => item !== undefined))) as V;
}
