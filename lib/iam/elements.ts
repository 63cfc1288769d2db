import { isKnown, plain } from './partial-text';
import { isObject } from '../core/plain-object';

const NAMES = [
  'Version', 'Id', 'Statement', 'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition',
] as const;

export type ElementName = typeof NAMES[number];

const OWN_SPELLINGS: ReadonlySet<string> = new Set(NAMES);

/** The elements of a policy or of a statement. IAM ignores the case of their names. */
export interface Elements {
  /** By the name in IAM's own spelling; of two that differ by case alone the first. */
  readonly of: (name: ElementName) => unknown;
  /** Whether there is one whose name is not known yet. */
  readonly hasUnknown: boolean;
}

/** Nothing, if the value is no map. */
export function elementsOf(value: unknown): Elements | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  if (Object.keys(value).every((key) => OWN_SPELLINGS.has(key))) {
    return { of: (name) => value[name], hasUnknown: false };
  }
  const items = new Map<string, unknown>();
  let hasUnknown = false;
  for (const [key, item] of Object.entries(value)) {
    const name = key.toLowerCase();
    hasUnknown ||= !isKnown(key);
    items.set(name, items.has(name) ? items.get(name) : item);
  }
  return { of: (name) => items.get(name.toLowerCase()), hasUnknown };
}

/** Most elements of most statements are one text, or are not there. */
const NONE: readonly string[] = [];

/** A text or a list of them as a list. IAM takes numbers and booleans for texts; what is neither is shown as JSON. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return value === undefined ? NONE : listOf(value).filter((item) => item !== undefined && item !== null).map((item) => typeof item === 'object' ? plain(JSON.stringify(item)) : String(item));
}

/** IAM takes one value for a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? NONE : [value];
}
