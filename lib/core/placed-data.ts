import type { Position } from './position';

/** Values, and their positions by the path of keys that leads to them. */
export interface PlacedData {
  readonly value: unknown;
  readonly place: Position;
  readonly places: ReadonlyMap<string, Position>;
  /** What is odd about the text and takes nothing from the values: sentences without their subject. */
  readonly notes?: readonly TextNote[];
}

/** A remark about a text. */
export interface TextNote {
  readonly message: string;
  readonly place: Position;
}

/** What is wrong with a text, and where: one sentence without its subject. */
export class TextError extends Error {
  public constructor(message: string, public readonly place?: Position) {
    super(message);
  }
}

/** A text that ends before what it began does: the rest of the file is missing. */
export class CutOffError extends TextError {}

/** No file of people or tools is nested deeper, and code that recurses into values would run out of stack. */
export const MOST_LEVELS = 500;

/** The position of the value at a path of keys, or of the nearest value that holds it. */
export function placeOf({ place, places }: PlacedData, keys: readonly string[]): Position {
  for (let length = keys.length; length > 0; length--) {
    const found = places.get(pathOf(keys.slice(0, length)));
    if (found !== undefined) {
      return found;
    }
  }
  return place;
}

/** The value at a key of the root, as if it were the whole. */
export function partOf(data: PlacedData, key: string): PlacedData {
  const prefix = pathOf([key, '']);
  const places = [...data.places].filter(([path]) => path.startsWith(prefix))
    .map(([path, place]) => [path.slice(prefix.length), place] as const);
  return { value: (data.value as Record<string, unknown>)[key], place: placeOf(data, [key]), places: new Map(places) };
}

/** Values one behind the other, as a list. */
export function inList(values: readonly PlacedData[]): PlacedData {
  const places = values.flatMap((data, i) => [
    [String(i), data.place] as const, ...[...data.places].map(([path, place]) => [pathOf([String(i), path]), place] as const),
  ]);
  return { value: values.map(({ value }) => value), place: values[0].place, places: new Map(places) };
}

/** The values of a list, each as if it were the whole. */
export function itemsIn({ value, place, places }: PlacedData): PlacedData[] {
  const ofItems = (value as readonly unknown[]).map((item) => ({ value: item, place, places: new Map<string, Position>() }));
  for (const [path, at] of places) {
    const end = path.indexOf('\n');
    const item = ofItems[Number(end < 0 ? path : path.slice(0, end))];
    if (end < 0) {
      item.place = at;
    } else {
      item.places.set(path.slice(end + 1), at);
    }
  }
  return ofItems;
}

/** Whether the position of a value is kept, by its depth (1 for the values of the root) and the first key of its path. */
export type KeepsPosition = (depth: number, first: string) => boolean;

/** Collects positions. */
export class Positions {
  public readonly all = new Map<string, Position>();

  public constructor(public readonly keeps: KeepsPosition = () => true) {}

  /** @param keys the keys from the root to the value */
  public add(keys: readonly string[], place: Position): void {
    if (this.keeps(keys.length, keys[0])) {
      this.all.set(pathOf(keys), place);
    }
  }
}

function pathOf(keys: readonly string[]): string {
  return keys.join('\n');
}
