import type { Coordinates, Restrictions } from './dimensions';
import { KeySet } from './key-set';

/** Up to so many restrictions of one item, all parts of them are looked up. */
const MOST_PARTS = 6;

/** In so many dimensions items are joined. */
const MOST_DIMENSIONS = 20;

/** Something that restricts dimensions, and what it is made of. */
export interface Restricted<T> {
  readonly restrictions: Restrictions;
  readonly from: readonly T[];
}

/** Gives equal coordinates one number. */
export class Numbers {
  private readonly known = new Map<Coordinates, number>();
  private readonly bySignature = new Map<string, number>();

  /** Of one restriction: its dimension, and the number of its coordinates. */
  public nameOf([dimension, coordinates]: Restrictions[number]): string {
    let number = this.known.get(coordinates);
    if (number === undefined) {
      const { signature } = coordinates;
      number = this.bySignature.get(signature) ?? this.bySignature.size;
      this.bySignature.set(signature, number);
      this.known.set(coordinates, number);
    }
    return `${dimension}:${number}`;
  }

  public namesOf(restrictions: Restrictions): string[] {
    return restrictions.map((own) => this.nameOf(own)).sort();
  }
}

/**
 * The same in fewer items: of those that differ in one dimension alone, one is made, with the union of what they allow there.
 * Thousands of statements are mostly one statement, written for each bucket.
 */
export function condensed<T>(items: readonly Restricted<T>[], numbers: Numbers): Restricted<T>[] {
  return sharedDimensions(items).reduce<Restricted<T>[]>((found, dimension) => joinedIn(dimension, found, numbers), [...items]);
}

/** The dimensions that most items restrict; what only one restricts is joined with nothing. */
function sharedDimensions<T>(items: readonly Restricted<T>[]): number[] {
  const counts = new Map<number, number>();
  for (const { restrictions } of items) {
    for (const [dimension] of restrictions.length > MOST_PARTS ? [] : restrictions) {
      counts.set(dimension, (counts.get(dimension) ?? 0) + 1);
    }
  }
  const shared = [...counts].filter(([, count]) => count > 1);
  const most = new Set([...shared].sort(([, one], [, two]) => two - one).slice(0, MOST_DIMENSIONS).map(([dimension]) => dimension));
  return shared.map(([dimension]) => dimension).filter((dimension) => most.has(dimension));
}

function joinedIn<T>(dimension: number, items: readonly Restricted<T>[], numbers: Numbers): Restricted<T>[] {
  const groups = new Map<string | Restricted<T>, Restricted<T>[]>();
  for (const item of items) {
    const own = item.restrictions.filter(([other]) => other === dimension);
    const key = own.length !== 1 || item.restrictions.length > MOST_PARTS ? item
      : numbers.namesOf(item.restrictions.filter(([other]) => other !== dimension)).join();
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [item]);
    } else {
      group.push(item);
    }
  }
  return [...groups.values()].map((group) => group.length === 1 ? group[0] : joined(dimension, group));
}

function joined<T>(dimension: number, group: readonly Restricted<T>[]): Restricted<T> {
  const [first, ...others] = group.map(({ restrictions }) => restrictions.find(([own]) => own === dimension)![1]);
  const union = first instanceof KeySet ? first.union(others as KeySet[]) : first.union(others as Exclude<Coordinates, KeySet>[]);
  return {
    restrictions: group[0].restrictions.map((own) => own[0] === dimension ? [dimension, union] as const : own),
    from: group.flatMap(({ from }) => from),
  };
}

/** Looks up whether something wider is among restrictions, by the parts that are equal. */
export class Wider {
  private readonly all: ReadonlySet<string>;

  public constructor(items: readonly Restrictions[], private readonly numbers: Numbers) {
    this.all = new Set(items.map((item) => numbers.namesOf(item).join()));
  }

  /** Whether one of them takes all that these restrictions take; false where that is not seen. */
  public covers(restrictions: Restrictions): boolean {
    const names = restrictions.length > MOST_PARTS ? [] : this.numbers.namesOf(restrictions);
    return names.reduce<string[][]>((found, name) => [...found, ...found.map((before) => [...before, name])], [[]])
      .some((part) => this.all.has(part.join()));
  }
}
