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
  const ofTables = hasWildcard(service) ? SINGLE : BY_SERVICE.get(service) ?? [];
  return hasWildcard(service) || !mayShare(pattern) ? ofTables : withSharing(service, ofTables);
}

/** With those of the reference, by service: ten thousand roles ask for the same few. */
const WITH_SHARING = new Map<string, readonly Single[]>();

function withSharing(service: string, ofTables: readonly Single[]): readonly Single[] {
  const known = WITH_SHARING.get(service) ?? [...ofTables, ...sharingWaysOf(service).map((way) => ({ ...way.needs[0], way }))];
  WITH_SHARING.set(service, known);
  return known;
}

/** An action without a colon stands for all services, or for none. */
export function serviceOf(action: string): string {
  const at = action.indexOf(':');
  return (at < 0 ? action : action.slice(0, at)).toLowerCase();
}
