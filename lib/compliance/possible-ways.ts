import { serviceOf, singlesFor } from './single-ways';
import type { Single } from './single-ways';
import { WAYS } from './ways';
import type { Way } from './ways/way';
import { Remembered } from '../core/remembered';
import { actionMatches } from '../iam/action';
import type { PolicyStatement } from '../iam/policy-statement';

/** The ways by several actions together. */
export const COMBINED: readonly Way[] = WAYS.filter(({ needs }) => needs.length > 1);

/** Whether a statement allows an action of some way, on whatever resource. */
export function mayBeOfWay({ effect, actions, notActions }: PolicyStatement): boolean {
  return effect !== 'Deny' && (notActions.length > 0 || actions.some((pattern) => MAY_BE_OF_WAY.of(pattern)));
}

/** Ten thousand roles are allowed the same few actions. */
const MAY_BE_OF_WAY = new Remembered((pattern: string) => among(singlesFor(pattern), (action) => actionMatches(pattern, action)).length > 0
  || COMBINED.some(({ needs }) => needs.some(({ action }) => actionMatches(pattern, action))));

/** Of ways by one action, those that somebody has. Who has everything of a service needs none of its resource policies. */
export function among(singles: readonly Single[], isOf: (action: string) => boolean): Single[] {
  return singles.filter(({ action, way }) => isOf(action) && !(way.isOfResource && isOf(`${serviceOf(action)}:*`)));
}
