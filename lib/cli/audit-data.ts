import type { Place } from './audit-problem';

/** Values, and where the first two levels of them stand: keys of the root under `''`, keys of a root's key under that key. */
export interface PlacedData {
  readonly value: unknown;
  readonly place: Place;
  readonly places: ReadonlyMap<string, ReadonlyMap<string, Place>>;
}

/** Deeper is nothing that anybody writes, and would exhaust what recurses into it. */
export const MOST_LEVELS = 500;

/** Where the value at a path of keys stands, or the nearest of what holds it. */
export function placeOf({ place, places }: PlacedData, [first, second]: readonly string[]): Place {
  const outer = first === undefined ? undefined : places.get('')?.get(first);
  return (second === undefined ? undefined : places.get(first)?.get(second)) ?? outer ?? place;
}

/** Collects places. */
export class Places {
  public readonly all = new Map<string, Map<string, Place>>();

  /** @param path the keys from the root to the value */
  public add(path: readonly string[], place: Place): void {
    if (path.length > 2 || path.length === 0) {
      return;
    }
    const [holder, key] = path.length === 1 ? ['', path[0]] : path;
    const known = this.all.get(holder) ?? new Map<string, Place>();
    known.set(key, place);
    this.all.set(holder, known);
  }
}
