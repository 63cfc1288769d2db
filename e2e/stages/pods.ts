import { availableParallelism } from 'node:os';
import type { PodCases } from '../cases/case';
import type { Gateway } from '../gateway/gateway';
import type { Call, Outcome } from '../pod/calls';
import type { Checks } from '../support/checks';

/** One call of a pod, and the name of the check that it makes. */
interface Step {
  readonly check: string;
  readonly call: Call;
  readonly isAllowed: boolean;
}

/** The calls of a pod in their order: what is allowed, then what must not be. */
export function stepsOf(prefix: string, { serviceAccount, cases }: PodCases): Step[] {
  return cases.flatMap(({ allowed: [title, call], denied = {} }) => [
    { check: `${prefix}${serviceAccount} ${title}`, call, isAllowed: true },
    ...Object.entries(denied).map(([name, neighbour]) => ({ check: `${prefix}${serviceAccount} may not: ${name}`, call: neighbour, isAllowed: false })),
  ]);
}

/** Lets each pod make its calls, and checks what came of them. */
export async function checkPods(
  { checks, gateway }: { readonly checks: Checks; readonly gateway: Gateway }, prefix: string, pods: readonly PodCases[],
  run: (pod: PodCases, calls: readonly Call[]) => Promise<Outcome[]>,
): Promise<void> {
  const judgedBefore = gateway.judged.length;
  const outcomes = await inParallel(pods, (pod) =>
    run(pod, stepsOf(prefix, pod).map(({ call }) => call)).catch((error: Error) => stepsOf(prefix, pod).map(() => error.message)));
  pods.forEach((pod, index) => stepsOf(prefix, pod).forEach(({ check, call, isAllowed }, step) => {
    const outcome = outcomes[index][step] ?? 'no answer';
    if (!isAllowed) {
      checks.matches(check, outcome, /^denied: User: .* is not authorized to perform/);
    } else if (call.operation === 'GetCallerIdentity') {
      checks.matches(check, outcome, /^arn:aws:sts::\d{12}:assumed-role\//);
    } else {
      checks.equal(check, outcome, 'ok');
    }
  }));
  const calls = pods.flatMap((pod) => stepsOf(prefix, pod)).filter(({ call }) => call.operation !== 'GetCallerIdentity');
  checks.equal(`${prefix}every call of a pod was judged`, gateway.judged.length - judgedBefore, calls.length);
}

/** As many at once as there are processors. */
export async function inParallel<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await run(items[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(items.length, Math.max(2, availableParallelism())) }, work));
  return results;
}
