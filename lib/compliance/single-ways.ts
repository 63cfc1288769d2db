import { WAYS } from './ways';
import { mayShare, sharingWaysOf } from './ways/sharing-ways';
import type { Need, Way } from './ways/way';
import { hasWildcard } from '../iam/glob';

/** A way by one action. */
export type Single = Need & { readonly way: Way };

/** The ways by one action each, of the tables. */
export const SINGLE: readonly Single[] = WAYS.filter(({ needs }) => needs.length === 1).map((way) => ({ ...way.needs[0], way }));

const BY_SERVICE: ReadonlyMap<string, readonly Single[]> = new Map([...new Set(SINGLE.map(({ action }) => serviceOf(action)))]
  .map((service) => [service, SINGLE.filter(({ action }) => serviceOf(action) === service)]));

/** The ways among which a pattern of actions may have some: those of its service, those of all where it names none. */
export function singlesFor(pattern: string): readonly Single[] {
  const service = serviceOf(pattern);
  const ofReference = hasWildcard(service) || !mayShare(pattern) ? [] : sharingWaysOf(service).map((way) => ({ ...way.needs[0], way }));
  return hasWildcard(service) ? SINGLE : [...BY_SERVICE.get(service) ?? [], ...ofReference];
}

/** An action without a colon stands for all services, or for none. */
export function serviceOf(action: string): string {
  const at = action.indexOf(':');
  return (at < 0 ? action : action.slice(0, at)).toLowerCase();
}
