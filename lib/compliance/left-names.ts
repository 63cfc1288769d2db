import type { StatementResources } from './resource-scope';
import { OutOfSteps, Steps } from '../iam/language/steps';
import { TextSet } from '../iam/language/text-set';

/** Few entries have wildcards and are compared with denies of all but some, which have few entries. */
const MAX_STEPS = 200_000;
/** Names that are tried: what else decides about them, such as the parts of a service, seldom tells names apart. */
const TRIED = 3;

/**
 * Some of the names that an entry of `Resource` takes and that denies leave, within what a boundary allows; nothing, where that takes too
 * long to tell.
 */
export function leftNames(
  entry: string, denies: readonly StatementResources[], boundary?: readonly StatementResources[],
): string[] | undefined {
  const limits = [...denies.map((statement) => takenBy(statement).not()), ...boundary === undefined ? [] : [union(boundary.map(takenBy))]];
  const left = limits.reduce((names, limit) => names.and(limit), TextSet.of([entry], 'paddedResource'));
  const steps = new Steps(MAX_STEPS);
  try {
    return left.language('larger', false, steps).words(TRIED, steps);
  } catch (error) {
    if (error instanceof OutOfSteps) {
      return undefined;
    }
    throw error;
  }
}

function takenBy({ resources, notResources }: StatementResources): TextSet {
  const named = (entries: readonly string[]) => TextSet.of(entries, 'paddedResource');
  return notResources.length > 0 ? named(notResources).not() : named(resources);
}

function union(sets: readonly TextSet[]): TextSet {
  return sets.reduce((all, set) => all.or(set), TextSet.equals());
}
