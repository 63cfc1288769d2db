import { createHash } from 'crypto';

/** Eight hexadecimal digits that depend on the whole of a literal text. Never give it a token. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
