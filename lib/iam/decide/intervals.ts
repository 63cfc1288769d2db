import type { ValueSet } from './value-set';
import type { Steps } from '../language/steps';
import type { Relation } from '../operator';

type Point = number | bigint;

/** Between two points: before or behind the one that it names. */
interface Cut {
  readonly at: Point;
  readonly isBehind: boolean;
}

interface Interval {
  readonly from: Cut;
  readonly to: Cut;
}

/** How texts are points on a line. */
export interface Scale {
  /** Nothing for a text that stands for no point, or for several. */
  readonly rangeOf: (text: string) => readonly [Point, Point] | undefined;
  readonly textOf: (point: Point) => string;
  /** A point within an interval, its ends included where they may be. */
  readonly between: (from: Point, to: Point) => Point;
  readonly ends: readonly [Point, Point];
  /** A point that people know, which is taken before others. */
  readonly origin?: Point;
}

/** Numbers, dates or addresses: a set of disjoint intervals, in order. */
export class Intervals implements ValueSet {
  public static every(scale: Scale): Intervals {
    return new Intervals(scale, [{ from: { at: scale.ends[0], isBehind: false }, to: { at: scale.ends[1], isBehind: true } }]);
  }

  /** What stands in a relation to one of the values; nothing if a value is none of the scale. */
  public static related(scale: Scale, relation: Relation, values: readonly string[]): Intervals | undefined {
    const ranges = values.map(scale.rangeOf);
    if (ranges.includes(undefined)) {
      return undefined;
    }
    return new Intervals(scale, united(ranges.map((range) => intervalOf(scale, relation, range!))));
  }

  private constructor(private readonly scale: Scale, private readonly intervals: readonly Interval[]) {}

  public and(other: ValueSet, steps: Steps): Intervals {
    const theirs = (other as Intervals).intervals;
    steps.spend(this.intervals.length + theirs.length);
    const found: Interval[] = [];
    for (let i = 0, j = 0; i < this.intervals.length && j < theirs.length;) {
      const [one, two] = [this.intervals[i], theirs[j]];
      const [from, to] = [compare(one.from, two.from) > 0 ? one.from : two.from, compare(one.to, two.to) < 0 ? one.to : two.to];
      if (compare(from, to) < 0) {
        found.push({ from, to });
      }
      if (compare(one.to, two.to) < 0) {
        i++;
      } else {
        j++;
      }
    }
    return new Intervals(this.scale, found);
  }

  public union(others: readonly ValueSet[]): Intervals {
    return new Intervals(this.scale, united([this, ...others as readonly Intervals[]].flatMap(({ intervals }) => intervals)));
  }

  public get signature(): string {
    const text = ({ at, isBehind }: Cut) => `${isBehind ? ')' : '('}${at}`;
    return this.intervals.map(({ from, to }) => `${text(from)} ${text(to)}`).join();
  }

  public not(): Intervals {
    const { ends } = this.scale;
    const starts: Cut[] = [{ at: ends[0], isBehind: false }, ...this.intervals.map(({ to }) => to)];
    const stops: Cut[] = [...this.intervals.map(({ from }) => from), { at: ends[1], isBehind: true }];
    return new Intervals(this.scale, starts.map((from, i) => ({ from, to: stops[i] })).filter(({ from, to }) => compare(from, to) < 0));
  }

  public isEmpty(): boolean {
    return this.intervals.length === 0;
  }

  public word(steps: Steps, preferred: readonly string[] = []): string | undefined {
    const liked = preferred.find((text) => this.contains(text, steps));
    if (liked !== undefined || this.isEmpty()) {
      return liked;
    }
    const { origin } = this.scale;
    if (origin !== undefined && this.holds(origin, origin)) {
      return this.scale.textOf(origin);
    }
    const points = this.intervals.map((interval) => this.pointOf(interval));
    return this.scale.textOf(points.find((point) => Number.isInteger(point)) ?? points[0]);
  }

  public contains(text: string, steps: Steps): boolean {
    steps.spend();
    const range = this.scale.rangeOf(text);
    return range !== undefined && this.holds(...range);
  }

  private holds(first: Point, last: Point): boolean {
    const own = { from: { at: first, isBehind: false }, to: { at: last, isBehind: true } };
    return this.intervals.some(({ from, to }) => compare(from, own.from) <= 0 && compare(own.to, to) <= 0);
  }

  private pointOf({ from, to }: Interval): Point {
    if (!from.isBehind && from.at !== -Infinity) {
      return from.at;
    }
    const point = this.scale.between(from.at, to.at);
    return point < to.at || (to.isBehind && point === to.at) ? point : to.at;
  }
}

function intervalOf({ ends: [first, last] }: Scale, relation: Relation, [low, high]: readonly [Point, Point]): Interval {
  const start = { at: first, isBehind: false };
  const end = { at: last, isBehind: true };
  switch (relation) {
    case 'lessThan': return { from: start, to: { at: low, isBehind: false } };
    case 'lessThanEquals': return { from: start, to: { at: high, isBehind: true } };
    case 'greaterThan': return { from: { at: high, isBehind: true }, to: end };
    case 'greaterThanEquals': return { from: { at: low, isBehind: false }, to: end };
    default: return { from: { at: low, isBehind: false }, to: { at: high, isBehind: true } };
  }
}

function united(intervals: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  for (const own of intervals.filter(({ from, to }) => compare(from, to) < 0).sort((a, b) => compare(a.from, b.from))) {
    const last = found.at(-1);
    if (last !== undefined && compare(own.from, last.to) <= 0) {
      found[found.length - 1] = { from: last.from, to: compare(last.to, own.to) < 0 ? own.to : last.to };
    } else {
      found.push(own);
    }
  }
  return found;
}

/** Between whole numbers that follow each other there is one cut: behind the first is before the second. */
function compare(one: Cut, two: Cut): number {
  if (typeof one.at === 'bigint' && typeof two.at === 'bigint') {
    const [first, second] = [one, two].map(({ at, isBehind }) => BigInt(at) + (isBehind ? 1n : 0n));
    return first < second ? -1 : first > second ? 1 : 0;
  }
  return one.at < two.at ? -1 : one.at > two.at ? 1 : Number(one.isBehind) - Number(two.isBehind);
}
