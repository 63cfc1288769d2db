import type { Assumptions } from './assumptions';
import type { Step } from './session';
import type { AccessRole } from '../model/access-role';

/** A way to a role: the first step, and the roles that are assumed after it. */
export interface Route {
  readonly steps: readonly [Step, ...Step[]];
  readonly decision: 'allowed' | 'undecided';
  readonly conditions: readonly string[];
}

/** Longer chains are nobody's intention, and each role of one is reached by a shorter. */
const MOST_STEPS = 6;

/** The ways from first steps to all roles that can be reached, the shortest to each. */
export function routesFrom(first: readonly Step[], assumptions: Assumptions): Route[] {
  const routes: Route[] = [];
  const reached = new Set<AccessRole>();
  let open = first.map((step): Route => ({ steps: [step], decision: step.decision, conditions: step.conditions }));
  while (open.length > 0) {
    const fresh = open.filter((route) => {
      const { steps } = route;
      const { session: { role }, target } = steps.at(-1)!;
      // Each association is a way of its own, to its target role too.
      const isFirst = steps.length === (steps[0].target === undefined ? 1 : 2);
      const isNew = target !== undefined || isFirst || !reached.has(role);
      if (target === undefined) {
        reached.add(role);
      }
      return isNew;
    });
    routes.push(...fresh.filter(({ steps }) => steps.at(-1)!.target === undefined));
    open = fresh.filter(({ steps }) => steps.length < MOST_STEPS).flatMap((route) => assumptions.after(route.steps.at(-1)!)
      .map((step): Route => ({
        steps: [...route.steps, step],
        decision: route.decision === 'allowed' ? step.decision : 'undecided',
        conditions: [...new Set([...route.conditions, ...step.conditions])],
      })));
  }
  return routes;
}
