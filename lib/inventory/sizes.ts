import { InputProblem } from './problem';
import { isObject } from '../core/plain-object';
import type { Position } from '../core/position';
import { show } from '../core/text';

type Item = Record<string, unknown>;

/** What a resource may weigh: a value is 1, and so are 8 characters. IAM's quotas allow a tenth of it. */
const MOST_WEIGHT = 20_000;

/** What is evaluated; the code of a Lambda function may be of any size. */
const EVALUATED = /^(AWS::IAM::|Custom::AWSCDKCfnJson$)/;

/** Resources that can be read, and what is wrong with the others. */
export interface SizedResources {
  readonly sized: Item;
  readonly problems: readonly InputProblem[];
}

/** Leaves out resources so large that what their functions come to would exhaust the memory. */
export function requireSizes(resources: Item, placeOfResource: (id: string) => Position): SizedResources {
  const problems: InputProblem[] = [];
  const sized = Object.entries(resources).filter(([id, resource]) => {
    const isFine = !isObject(resource) || !EVALUATED.test(String(resource.Type)) || isOfSize(resource);
    if (!isFine) {
      problems.push(new InputProblem(`the resource ${show(id)} is too large to be judged`, placeOfResource(id)));
    }
    return isFine;
  });
  return { sized: problems.length === 0 ? resources : Object.fromEntries(sized), problems };
}

/** Whether a value is no larger than what anybody writes. Counts without recursion, and no further than that. */
export function isOfSize(value: unknown): boolean {
  let weight = ownWeight(value);
  const open: object[] = isHolder(value) ? [value] : [];
  const add = (item: unknown) => {
    weight += ownWeight(item);
    if (isHolder(item)) {
      open.push(item);
    }
  };
  while (open.length > 0 && weight <= MOST_WEIGHT) {
    const next = open.pop();
    if (Array.isArray(next)) {
      for (let i = 0; i < next.length && weight <= MOST_WEIGHT; i++) {
        add(next[i]);
      }
    } else {
      for (const key of Object.keys(next!)) {
        weight += key.length / 8;
        add((next as Item)[key]);
      }
    }
  }
  return weight <= MOST_WEIGHT;
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function ownWeight(value: unknown): number {
  return 1 + (typeof value === 'string' ? value.length / 8 : 0);
}
