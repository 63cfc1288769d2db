/**
 * Whether IAM's `*` (any text) and `?` (any one character) make a pattern stand for a text. Takes at most the
 * product of both lengths, whatever the pattern: a regular expression would not.
 */
export function globMatches(pattern: string, text: string): boolean {
  let [p, t] = [0, 0];
  let [star, resume] = [-1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') {
      [star, resume] = [p, t];
      p++;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      resume++;
      [p, t] = [star + 1, resume];
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(p));
}
