import type { Position } from '../core/position';

/** Values, and where those near the root stand, by the path of keys that leads to them. */
export interface PlacedData {
  readonly value: unknown;
  readonly place: Position;
  readonly places: ReadonlyMap<string, Position>;
}

/** Deeper is nothing that anybody writes, and would exhaust what recurses into it. */
export const MOST_LEVELS = 500;

/** Where the value at a path of keys stands, or the nearest of what holds it. */
export function placeOf({ place, places }: PlacedData, keys: readonly string[]): Position {
  for (let length = keys.length; length > 0; length--) {
    const found = places.get(pathOf(keys.slice(0, length)));
    if (found !== undefined) {
      return found;
    }
  }
  return place;
}

/** What stands at a key of the root, as if it were all. */
export function partOf(data: PlacedData, key: string): PlacedData {
  const prefix = pathOf([key, '']);
  const places = [...data.places].filter(([path]) => path.startsWith(prefix))
    .map(([path, place]) => [path.slice(prefix.length), place] as const);
  return { value: (data.value as Record<string, unknown>)[key], place: placeOf(data, [key]), places: new Map(places) };
}

/** Collects places. */
export class Places {
  public readonly all = new Map<string, Position>();

  /** @param keys the keys from the root to the value */
  public add(keys: readonly string[], place: Position): void {
    if (isNear(keys.length, keys[0])) {
      this.all.set(pathOf(keys), place);
    }
  }
}

/** Resources and roles stand on the second level; on the third one in what `get-template` prints, and in lists of lists of roles. */
export function isNear(depth: number, first: string): boolean {
  return depth <= 2 || (depth === 3 && /^(TemplateBody|\d+)$/.test(first));
}

function pathOf(keys: readonly string[]): string {
  return keys.join('\n');
}
