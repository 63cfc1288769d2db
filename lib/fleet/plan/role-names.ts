import type { PlaceholderValues, UnfilledPlaceholder } from './placeholder-values';
import { ROLE_NAME } from '../../core/names';
import { shortHash } from '../../core/short-hash';
import { explain } from '../../core/text-format';

const MOST = 64;

/**
 * The name of a role, from its pattern; or what is wrong. A name that a pattern makes too long is
 * cut and gets a hash of the whole, so that it is stable and does not collide.
 */
export function roleNameOf(
  pattern: string, values: PlaceholderValues,
): { readonly name: string } | { readonly problem: string } | { readonly unfilled: UnfilledPlaceholder } {
  const filled = values.fill(pattern);
  if ('unfilled' in filled) {
    return filled;
  }
  const { text } = filled;
  const name = text.length > MOST && pattern.includes('{') ? `${text.slice(0, MOST - 9).replace(/[-_.]+$/, '')}-${shortHash(text)}` : text;
  const problem = explain(ROLE_NAME, name);
  return problem === undefined ? { name } : { problem };
}
