import { onlyValueOf, parameterValue } from './template-parameters';
import type { Parameters } from './template-parameters';
import { isObject, mapOf } from '../core/plain-object';

const PREFIX = 'Fn::ForEach::';
/** CloudFormation takes no more resources in a template. */
const MOST = 500;

/**
 * Resources with those that `Fn::ForEach` makes of a list that is written out, or that is the value of a parameter. One whose list is
 * known only at deploy time stays, beside what it makes of the parameter's default.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
export function unrolled(
  resources: Readonly<Record<string, unknown>>, parameters: Parameters = {}, most = MOST,
): Readonly<Record<string, unknown>> {
  return !Object.keys(resources).some((key) => key.startsWith(PREFIX)) ? resources
    : Object.fromEntries(Object.entries(resources).flatMap(([key, value]) => madeBy(key, value, parameters, most) ?? [[key, value]]));
}

/** What a loop makes; nothing if it is none, or cannot be read. */
function madeBy(key: string, value: unknown, parameters: Parameters, most: number): [string, unknown][] | undefined {
  const [name, list, body] = Array.isArray(value) ? value as unknown[] : [];
  if (!key.startsWith(PREFIX) || typeof name !== 'string' || !isObject(body)) {
    return undefined;
  }
  const { items, isOpen } = itemsOf(list, parameters);
  if (!Array.isArray(items) || items.length > most || !items.every((item): item is string => typeof item === 'string')) {
    return undefined;
  }
  try {
    const made = items.flatMap((item) =>
      Object.entries(unrolled(filledIn(body, name, item) as Record<string, unknown>, parameters, most / items.length)));
    return isOpen ? [...made, [key, value]] : made;
  } catch (error) {
    if (error instanceof RangeError) { // nested without end
      return undefined;
    }
    throw error;
  }
}

/** The items of a loop, and whether they are a default in place of which others may be given. */
function itemsOf(list: unknown, parameters: Parameters): { readonly items: unknown; readonly isOpen: boolean } {
  const name = isObject(list) && Object.keys(list).length === 1 && typeof list.Ref === 'string' ? list.Ref : undefined;
  if (name === undefined || !Object.hasOwn(parameters, name)) {
    return { items: list, isOpen: false };
  }
  const only = onlyValueOf(parameters, name);
  const { Default: usual } = mapOf(parameters[name]);
  return only !== undefined ? { items: only, isOpen: false }
    : { items: typeof usual === 'string' ? parameterValue(parameters[name], usual) : undefined, isOpen: true };
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
