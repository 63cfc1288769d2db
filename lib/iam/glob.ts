import { isKnown, symbolsOf } from './partial-text';

/**
 * Whether IAM's `*` (any text) and `?` (any one character) make a pattern stand for a text. A part that is not known yet
 * equals only itself, and matches under `*`: not under `?`, since it may have any length. Takes at most the product of both
 * lengths, whatever the pattern: a regular expression would not.
 */
export function globMatches(pattern: string, text: string): boolean {
  return isKnown(pattern) && isKnown(text) ? matches(pattern, text) : matches(symbolsOf(pattern), symbolsOf(text));
}

/** Whether a text has a wildcard of IAM; the name of a part that is not known is none of its text. */
export function hasWildcard(text: string): boolean {
  return isKnown(text) ? text.includes('*') || text.includes('?') : symbolsOf(text).some((symbol) => symbol === '*' || symbol === '?');
}

/** Whether a pattern is made of wildcards alone, so that it says nothing of what it takes; an empty one is. */
export function isOnlyWildcards(pattern: string): boolean {
  return /^[*?]*$/.test(pattern);
}

/**
 * Whether a pattern certainly takes all that another does. A `?` of the pattern would take the other's `*` for one
 * character, so patterns with one are answered with no.
 */
export function globIncludes(pattern: string, other: string): boolean {
  return pattern === other || (isKnown(pattern) && !pattern.includes('?') && globMatches(pattern, other));
}

/** @param text characters, or characters and whole parts that are not known */
function matches(pattern: ArrayLike<string>, text: ArrayLike<string>): boolean {
  let [p, t] = [0, 0];
  let [star, resume] = [-1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') {
      [star, resume] = [p, t];
      p++;
    } else if (p < pattern.length && ((pattern[p] === '?' && text[t].length === 1) || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      resume++;
      [p, t] = [star + 1, resume];
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') {
    p++;
  }
  return p === pattern.length;
}

/** Whether some text is taken by two patterns. Takes at most the product of what follows their common beginning. */
export function globsOverlap(a: string, b: string): boolean {
  if (a === '*' || b === '*') {
    return true;
  }
  let same = 0;
  while (same < a.length && a[same] === b[same] && a[same] !== '*' && a[same] !== '?') {
    same++;
  }
  const [nextOfA, nextOfB] = [a[same], b[same]];
  const isCertain = [nextOfA, nextOfB].every((next) => next !== '*' && next !== '?');
  return isCertain ? nextOfA === nextOfB : restsOverlap(a.slice(same), b.slice(same));
}

function restsOverlap(a: string, b: string): boolean {
  let row = [true];
  for (let j = 1; j <= b.length; j++) {
    row[j] = row[j - 1] && b[j - 1] === '*';
  }
  for (let i = 1; i <= a.length; i++) {
    const [own, before] = [a[i - 1], row];
    row = [own === '*' && before[0]];
    for (let j = 1; j <= b.length; j++) {
      const other = b[j - 1];
      row[j] = own === '*' || other === '*' ? before[j] || row[j - 1]
        : before[j - 1] && (own === other || own === '?' || other === '?');
    }
  }
  return row[b.length];
}
