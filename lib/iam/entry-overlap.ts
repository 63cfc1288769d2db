import { globsOverlap } from './glob';
import { isKnown } from './partial-text';
import type { PolicyStatement } from './policy-statement';

const COLONS_OF_ARN = 5;

/** Whether an entry of a statement may stand for something that a pattern does. What is not known may be anything, as may be all from a variable on. */
export function entryOverlaps(entry: string, pattern: string): boolean {
  const variable = entry.indexOf('${');
  return entry === '*' || !isKnown(entry) || globsOverlap(variable < 0 ? entry : `${entry.slice(0, variable)}*`, pattern);
}

/** The same of an entry of `Resource`, which IAM fills up if it is shorter than an ARN. */
export function resourceOverlaps(entry: string, pattern: string): boolean {
  return entryOverlaps(isWholeArn(entry) ? entry : `${entry}*`, pattern);
}

/** Whether a statement may be about a resource, or something that a pattern of resources stands for. */
export function mayBeAbout({ resources, notResources }: PolicyStatement, resource: string): boolean {
  return notResources.length > 0 || resources.length === 0 || !isKnown(resource)
    || resources.some((entry) => resourceOverlaps(entry, resource));
}

/** It is asked for each entry of each role: to split a text takes longer. */
function isWholeArn(entry: string): boolean {
  let colons = 0;
  for (let at = entry.indexOf(':'); at >= 0 && colons < COLONS_OF_ARN; at = entry.indexOf(':', at + 1)) {
    colons++;
  }
  return colons >= COLONS_OF_ARN;
}
