import { LISTED_WAYS } from './ways/listed-ways';
import type { Way } from './ways/way';

/** Every way to the permissions of others. */
export const WAYS: readonly Way[] = LISTED_WAYS;

const EVEN_NAMED: ReadonlySet<string> = new Set(WAYS.filter(({ evenNamed }) => evenNamed).map(({ needs: [{ action }] }) => action));

/** Whether an action, in AWS's own spelling, gives others' permissions also where its resources are named. */
export function isWayEvenNamed(action: string): boolean {
  return EVEN_NAMED.has(action);
}
