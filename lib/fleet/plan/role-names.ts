import { ROLE_NAME } from '../../core/names';
import { shortHash } from '../../core/short-hash';
import { explain } from '../../core/text-format';

/** What the placeholders of a name stand for. */
export interface NameParts {
  readonly workload: string;
  readonly namespaces: readonly string[];
  readonly serviceAccounts: readonly string[];
  readonly clusters: readonly string[];
  /** The environment, if the file has any. */
  readonly environments: readonly string[];
}

/** A placeholder that does not stand for one value. */
export interface UnfilledPlaceholder {
  readonly name: string;
  /** None, or several. */
  readonly candidates: readonly string[];
}

const MOST = 64;

/**
 * The name of a role, from its pattern; or what is wrong. A name that a pattern makes too long is
 * cut and gets a hash of the whole, so that it is stable and does not collide.
 */
export function roleNameOf(
  pattern: string, parts: NameParts,
): { readonly name: string } | { readonly problem: string } | { readonly unfilled: UnfilledPlaceholder } {
  const filled = fillPattern(pattern, parts);
  if ('unfilled' in filled) {
    return filled;
  }
  const { text } = filled;
  const name = text.length > MOST && pattern.includes('{') ? `${text.slice(0, MOST - 9).replace(/[-_.]+$/, '')}-${shortHash(text)}` : text;
  const problem = explain(ROLE_NAME, name);
  return problem === undefined ? { name } : { problem };
}

/** Fills the placeholders; each must stand for one value. */
export function fillPattern(pattern: string, parts: NameParts): { readonly text: string } | { readonly unfilled: UnfilledPlaceholder } {
  const values: Record<string, readonly string[]> = {
    workload: [parts.workload],
    namespace: parts.namespaces,
    serviceAccount: parts.serviceAccounts,
    cluster: parts.clusters,
    environment: parts.environments,
  };
  let unfilled: UnfilledPlaceholder | undefined;
  const text = pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const candidates = [...new Set(values[name] ?? [])];
    if (candidates.length !== 1) {
      unfilled ??= { name, candidates };
    }
    return candidates[0] ?? '';
  });
  return unfilled === undefined ? { text } : { unfilled };
}
