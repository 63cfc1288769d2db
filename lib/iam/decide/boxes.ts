import type { Coordinates, Restrictions } from './dimensions';
import { KeySet } from './key-set';
import { Language } from '../language/language';
import type { Steps } from '../language/steps';

/** What it costs to copy one dimension of a box. */
const COST_OF_COPY = 0.003;

/** A set of requests: in each dimension what it may be, independent of the others. */
export type Box = readonly Coordinates[];

/** The part of a box that meets restrictions; nothing if none of it does. */
export function restricted(box: Box, restrictions: Restrictions, steps: Steps): Box | undefined {
  steps.spend(COST_OF_COPY * box.length);
  const found = [...box];
  for (const [dimension, coordinates] of restrictions) {
    const both = intersection(found[dimension], coordinates, steps);
    if (both.isEmpty(steps)) {
      return undefined;
    }
    found[dimension] = both;
  }
  return found;
}

/** Something that is taken out of boxes. */
export interface Removed {
  readonly restrictions: Restrictions;
  /** The complement of each restriction. */
  readonly outside: readonly Coordinates[];
}

export function removed(restrictions: Restrictions, steps: Steps): Removed {
  const complement = (coordinates: Coordinates) => coordinates instanceof KeySet ? coordinates.not(steps) : coordinates.not();
  return { restrictions, outside: restrictions.map(([, coordinates]) => complement(coordinates)) };
}

/**
 * What is left of a box without others, as disjoint boxes, one after the other: each of the others splits what it meets into one
 * box for each of its dimensions.
 */
export function* remains(box: Box, others: readonly Removed[], steps: Steps): Generator<Box> {
  const waiting: Waiting[] = [{ box: [...box], next: 0, part: 0 }];
  for (let own = waiting.pop(); own !== undefined; own = waiting.pop()) {
    let { next } = own;
    while (own.part === 0 && next < others.length && !meets(own.box, others[next], steps)) {
      next++;
    }
    if (next === others.length) {
      yield own.box;
    } else {
      waiting.push(...split({ ...own, next }, others[next], steps));
    }
  }
}

/** A box from which others are still taken. */
interface Waiting {
  /** It belongs to nobody else, and is changed in place: with thousands of dimensions, copies are what takes time. */
  readonly box: Coordinates[];
  /** Which of the others comes next. */
  readonly next: number;
  /** The box is within the first so many restrictions of it. */
  readonly part: number;
}

/** What it costs to see that two languages begin differently, which most do. */
const COST_OF_GLANCE = 0.05;

function meets(box: Box, { restrictions }: Removed, steps: Steps): boolean {
  steps.spend(COST_OF_GLANCE * restrictions.length);
  // Only faster: the beginnings mostly show it.
  const isApart = restrictions.some(([dimension, coordinates]) => {
    const own = box[dimension];
    return own instanceof Language && own.startsApart(coordinates as Language);
  });
  return !isApart && restrictions.every(([dimension, coordinates]) => !intersection(box[dimension], coordinates, steps).isEmpty(steps));
}

/** What is left of a box outside the first restriction that leaves something, and before it, to be looked at later, what is within. */
function split({ box, next, part }: Waiting, { restrictions, outside }: Removed, steps: Steps): Waiting[] {
  for (let i = part; i < restrictions.length; i++) {
    const [dimension, coordinates] = restrictions[i];
    const left = intersection(box[dimension], outside[i], steps);
    const within = intersection(box[dimension], coordinates, steps);
    if (left.isEmpty(steps)) {
      box[dimension] = within;
      continue;
    }
    const isLast = i + 1 === restrictions.length;
    steps.spend(isLast ? 0 : COST_OF_COPY * box.length);
    // Only faster: behind the last restriction nothing is left to be looked at.
    const rest = isLast ? undefined : { box: [...box], next, part: i + 1 };
    rest?.box.splice(dimension, 1, within);
    box[dimension] = left;
    return [...rest === undefined ? [] : [rest], { box, next: next + 1, part: 0 }];
  }
  return [];
}

function intersection(one: Coordinates, two: Coordinates, steps: Steps): Coordinates {
  steps.spend();
  return one instanceof KeySet ? one.and(two as KeySet, steps) : one.and(two as Exclude<Coordinates, KeySet>, steps);
}
