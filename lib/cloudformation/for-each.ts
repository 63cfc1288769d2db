import { isObject } from '../core/plain-object';

const PREFIX = 'Fn::ForEach::';
/** CloudFormation takes no more resources in a template. */
const MOST = 500;

/**
 * Resources with those that `Fn::ForEach` makes of a list that is written out. One whose list is known only at deploy time stays.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
export function unrolled(resources: Readonly<Record<string, unknown>>, most = MOST): Readonly<Record<string, unknown>> {
  return !Object.keys(resources).some((key) => key.startsWith(PREFIX)) ? resources
    : Object.fromEntries(Object.entries(resources).flatMap(([key, value]) => madeBy(key, value, most) ?? [[key, value]]));
}

/** What a loop makes; nothing if it is none, or cannot be read. */
function madeBy(key: string, value: unknown, most: number): [string, unknown][] | undefined {
  const [name, items, body] = Array.isArray(value) ? value as unknown[] : [];
  if (!key.startsWith(PREFIX) || typeof name !== 'string' || !isObject(body) || !Array.isArray(items)
    || items.length > most || !items.every((item): item is string => typeof item === 'string')) {
    return undefined;
  }
  try {
    return items.flatMap((item) => Object.entries(unrolled(filledIn(body, name, item) as Record<string, unknown>, most / items.length)));
  } catch (error) {
    if (error instanceof RangeError) { // nested without end
      return undefined;
    }
    throw error;
  }
}

/** A value with one item in place of the loop's name. `&{…}` takes the item's letters and digits alone. */
function filledIn(value: unknown, name: string, item: string): unknown {
  if (typeof value === 'string') {
    return value.split(`\${${name}}`).join(item).split(`&{${name}}`).join(item.replace(/[^A-Za-z0-9]/g, ''));
  }
  if (Array.isArray(value)) {
    return value.map((part) => filledIn(part, name, item));
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.keys(value).length === 1 && value.Ref === name ? item
    : Object.fromEntries(Object.entries(value).map(([key, part]) => [filledIn(key, name, item) as string, filledIn(part, name, item)]));
}
