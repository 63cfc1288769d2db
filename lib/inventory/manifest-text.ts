import { readYaml } from './yaml';
import { TextError } from '../core/placed-data';
import { isObject } from '../core/plain-object';
import { namesOfUnknown, unknownPart } from '../iam/partial-text';

const MARK = /\uE000(\d+)\uE001/g;

/** The objects of a manifest that a template holds as YAML text, of which parts may not be known; none if it is no YAML. */
export function objectsInText(text: string): unknown[] {
  // The names of such parts may be YAML.
  const names = namesOfUnknown(text);
  let number = 0;
  const marked = text.replace(/\uE000[^\uE001]*\uE001/g, () => `\uE000${number++}\uE001`);
  const restored = (value: unknown): unknown => typeof value === 'string' ? value.replace(MARK, (_, i: string) => unknownPart(names[Number(i)]))
    : Array.isArray(value) ? value.map(restored)
      : isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restored(item)])) : value;
  try {
    return readYaml(marked).map(({ value }) => restored(value));
  } catch (error) {
    if (error instanceof TextError) {
      return [];
    }
    throw error;
  }
}
