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
    const keys = new Set(all.length < MANY ? [] : all.flatMap(({ restrictions }) => restrictions.map(([dimension]) => dimension)));
    this.byDimension = [...new Set([ACTION, RESOURCE, ...keys])].slice(0, MOST_DIMENSIONS)
      .map((dimension) => new Beginnings(dimension, all));
  }

  /** Those that may meet a box, in order; others certainly do not. */
  public near(box: Box): readonly T[] {
    if (this.all.length < MANY) {
      return this.all;
    }
    const found = this.byDimension.map((own) => own.near(box)).reduce((one, two) => two.length < one.length ? two : one);
    return found.sort((a, b) => a - b).map((i) => this.all[i]);
  }
}

/** A policy has thousands of keys only where somebody wants it to take long. */
const MOST_DIMENSIONS = 20;

/** Numbers of restrictions, in the order of what their coordinates of one dimension begin with. */
class Beginnings {
  private readonly sorted: readonly (readonly [prefix: string, index: number])[];

  public constructor(private readonly dimension: number, all: readonly HasRestrictions[]) {
    this.sorted = all.map(({ restrictions }, i) => [prefixOf(restrictions.find(([own]) => own === dimension)?.[1]), i] as const)
      .sort(([one], [two]) => one < two ? -1 : one > two ? 1 : 0);
  }

  /** Those whose beginning goes on from that of a box, or the other way round. */
  public near(box: Box): number[] {
    const prefix = prefixOf(box[this.dimension]);
    const found: number[] = [];
    for (let i = this.firstFrom(prefix); i < this.sorted.length && this.sorted[i][0].startsWith(prefix); i++) {
      found.push(this.sorted[i][1]);
    }
    for (let length = prefix.length - 1; length >= 0; length--) {
      const start = prefix.slice(0, length);
      for (let i = this.firstFrom(start); i < this.sorted.length && this.sorted[i][0] === start; i++) {
        found.push(this.sorted[i][1]);
      }
    }
    return found;
  }

  private firstFrom(prefix: string): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      [low, high] = this.sorted[middle][0] < prefix ? [middle + 1, high] : [low, middle];
    }
    return low;
  }
}

function prefixOf(coordinates: Coordinates | undefined): string {
  return coordinates instanceof Language || coordinates instanceof KeySet ? coordinates.prefix : '';
}
