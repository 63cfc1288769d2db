import { show } from '../core/text';
import { CARRIED_TEXT, explain } from '../core/text-format';

/**
 * Reads a path into Helm values, as `helm --set` writes it: keys joined by `.`, where `\` takes the
 * next character as it is.
 *
 * @see https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set
 */
export function parseValuePath(what: string, path: string): string[] {
  const wrong = (rule: string) => new Error(`${what} must be keys joined by '.', such as serviceAccount.annotations, got ${show(path)}: ${rule}`);
  const keys = [''];
  for (let at = 0; at < path.length; at++) {
    const character = path[at];
    if (character === '\\') {
      if (at + 1 === path.length) {
        throw wrong("nothing follows the last '\\'");
      }
      keys[keys.length - 1] += path[++at];
    } else if (character === '.') {
      keys.push('');
    } else if (/[[\]{}]/.test(character)) {
      throw wrong('an element of a list cannot be set by itself; Helm would replace the whole list');
    } else if (/[=,\s]/.test(character)) {
      throw wrong(`write '\\' before ${show(character)} if it belongs to a key`);
    } else {
      keys[keys.length - 1] += character;
    }
  }
  if (keys.some((key) => key === '')) {
    throw wrong("a key is empty; write '\\.' for a '.' that belongs to a key");
  }
  const reserved = keys.find((key) => key === '__proto__' || key === '<<');
  if (reserved !== undefined) {
    throw wrong(`no chart has a value ${show(reserved)}`);
  }
  const problem = explain(CARRIED_TEXT, path);
  if (problem !== undefined) {
    throw new Error(`${what} ${problem}`);
  }
  return keys;
}

export interface ValueAtPath {
  /** The option that gives the path, for messages. */
  readonly what: string;
  readonly path: string;
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** Puts values at their paths; no path may be another's beginning, since one would replace the other. */
export function nest(values: readonly ValueAtPath[]): { [key: string]: any } {
  values.forEach((a, index) => values.slice(index + 1).forEach((b) => {
    const [outer, inner] = a.keys.length <= b.keys.length ? [a, b] : [b, a];
    if (outer.keys.every((key, at) => key === inner.keys[at])) {
      throw new Error(outer.keys.length === inner.keys.length
        ? `${a.what} and ${b.what} must be different paths, got ${show(a.path)} for both`
        : `${outer.what} must not be the beginning of ${inner.what}, got ${show(outer.path)} and ${show(inner.path)}: one would replace the other`);
    }
  }));
  const root: { [key: string]: any } = {};
  for (const { keys, value } of values) {
    const parent = keys.slice(0, -1).reduce((object, key) => {
      if (!Object.hasOwn(object, key)) {
        object[key] = {};
      }
      return object[key];
    }, root);
    parent[keys[keys.length - 1]] = value;
  }
  return root;
}
