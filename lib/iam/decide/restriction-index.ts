import type { Box } from './boxes';
import type { Coordinates, Restrictions } from './dimensions';
import { ACTION, RESOURCE } from './dimensions';
import { KeySet } from './key-set';
import { Language } from '../language/language';

/** From so many on, looking them up is faster than asking each. */
const MANY = 20;

interface HasRestrictions {
  readonly restrictions: Restrictions;
}

/** Finds what may meet a box among many restrictions: by what names begin with. */
export class RestrictionIndex<T extends HasRestrictions> {
  private readonly byDimension: readonly Beginnings[];

  public constructor(private readonly all: readonly T[]) {
    this.byDimension = all.length < MANY ? [] : dimensionsOf(all).map((dimension) => new Beginnings(dimension, all));
  }

  /** Those that may meet a box, in order; others certainly do not. */
  public near(box: Box): readonly T[] {
    if (this.all.length < MANY) {
      return this.all;
    }
    const best = this.byDimension.map((own) => ({ own, ranges: own.near(box) }))
      .reduce((one, two) => sizeOf(two.ranges) < sizeOf(one.ranges) ? two : one);
    return sizeOf(best.ranges) === this.all.length ? this.all : best.own.indices(best.ranges).map((i) => this.all[i]);
  }
}

/** A policy has thousands of keys only where somebody wants it to take long. */
const MOST_DIMENSIONS = 20;

/** In a dimension that so small a part restricts, all others begin with anything. */
const LEAST_SHARE = 0.1;

/** In which of them beginnings tell something apart. */
function dimensionsOf(all: readonly HasRestrictions[]): number[] {
  const counts = new Map<number, number>();
  all.forEach(({ restrictions }) => restrictions.forEach(([dimension]) => counts.set(dimension, (counts.get(dimension) ?? 0) + 1)));
  const usual = [...counts].filter(([, count]) => count >= all.length * LEAST_SHARE).map(([dimension]) => dimension);
  return [...new Set([ACTION, RESOURCE, ...usual])].slice(0, MOST_DIMENSIONS);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function sizeOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Numbers of restrictions, in the order of what their coordinates of one dimension begin with. */
class Beginnings {
  private readonly sorted: readonly (readonly [prefix: string, index: number])[];

  public constructor(private readonly dimension: number, all: readonly HasRestrictions[]) {
    this.sorted = all.map(({ restrictions }, i) => [prefixOf(restrictions.find(([own]) => own === dimension)?.[1]), i] as const)
      .sort(([one], [two]) => one < two ? -1 : one > two ? 1 : 0);
  }

  /** Where those stand whose beginning goes on from that of a box, or the other way round. */
  public near(box: Box): Range[] {
    const prefix = prefixOf(box[this.dimension]);
    const found = [this.range((own) => own < prefix, (own) => own.startsWith(prefix))];
    for (let length = prefix.length - 1; length >= 0; length--) {
      const start = prefix.slice(0, length);
      found.push(this.range((own) => own < start, (own) => own === start));
    }
    return found;
  }

  /** What stands there, in order. */
  public indices(ranges: readonly Range[]): number[] {
    return ranges.flatMap(({ from, to }) => this.sorted.slice(from, to).map(([, index]) => index)).sort((a, b) => a - b);
  }

  /** Those behind the ones that are less, and among the ones that are meant. */
  private range(isLess: (prefix: string) => boolean, isMeant: (prefix: string) => boolean): Range {
    const from = this.firstThatIsNot(isLess, 0);
    return { from, to: this.firstThatIsNot(isMeant, from) };
  }

  private firstThatIsNot(holds: (prefix: string) => boolean, from: number): number {
    let [low, high] = [from, this.sorted.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      [low, high] = holds(this.sorted[middle][0]) ? [middle + 1, high] : [low, middle];
    }
    return low;
  }
}

function prefixOf(coordinates: Coordinates | undefined): string {
  return coordinates instanceof Language || coordinates instanceof KeySet ? coordinates.prefix : '';
}
