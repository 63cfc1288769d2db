import type { Assumptions } from './assumptions';
import type { Step } from './session';

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
  const reached = new Set<unknown>();
  let open = first.map((step): Route => ({ steps: [step], decision: step.decision, conditions: step.conditions }));
  while (open.length > 0) {
    const fresh = open.filter((route) => {
      const { role } = route.steps.at(-1)!.session;
      const key = route.steps.length === 1 ? route : role;
      const isNew = !reached.has(key) && (route.steps.length === 1 || !reached.has(role));
      reached.add(role);
      return isNew;
    });
    routes.push(...fresh);
    open = fresh.filter(({ steps }) => steps.length < MOST_STEPS).flatMap((route) => assumptions.from(route.steps.at(-1)!.session)
      .map((step): Route => ({
        steps: [...route.steps, step],
        decision: route.decision === 'allowed' ? step.decision : 'undecided',
        conditions: [...new Set([...route.conditions, ...step.conditions])],
      })));
  }
  return routes;
}
