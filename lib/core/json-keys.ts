import { MOST_LEVELS } from './placed-data';

const [BACKSLASH, COLON] = [92, 58];

/**
 * Whether a value has all the keys that its JSON text has: `JSON.parse` keeps one of two that are the same. No, too, where the value is
 * nested deeper than anybody writes.
 *
 * @param text which `JSON.parse` has taken
 */
export function hasEachKeyOnce(text: string, value: unknown): boolean {
  return keysWithin(value) === keysWritten(text);
}

/** How many keys the objects of a value have, whatever holds them; nothing where they are nested too deep. Without recursion. */
function keysWithin(value: unknown): number | undefined {
  let keys = 0;
  let level: readonly object[] = isHolder(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth++) {
    const next: object[] = [];
    for (const holder of level) {
      const items: readonly unknown[] = Array.isArray(holder) ? holder : Object.values(holder);
      keys += items === holder ? 0 : items.length;
      for (let i = 0; i < items.length; i++) {
        const item = items[i];
        if (isHolder(item)) {
          next.push(item);
        }
      }
    }
    if (depth > MOST_LEVELS) {
      return undefined;
    }
    level = next;
  }
  return keys;
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** How many texts of a JSON text have a colon behind them. */
function keysWritten(text: string): number {
  let keys = 0;
  for (let open = text.indexOf('"'); open >= 0;) {
    let close = text.indexOf('"', open + 1);
    while (text.charCodeAt(close - 1) === BACKSLASH && isEscaped(text, close)) {
      close = text.indexOf('"', close + 1);
    }
    let next = close + 1;
    while (isSpace(text.charCodeAt(next))) {
      next++;
    }
    keys += text.charCodeAt(next) === COLON ? 1 : 0;
    open = text.indexOf('"', next);
  }
  return keys;
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) {
    slashes++;
  }
  return slashes % 2 === 1;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
