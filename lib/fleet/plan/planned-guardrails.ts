import type { PlanContext } from './plan-context';
import { guardrailProblems, ruleOf } from '../../access/guardrails/given-guardrail';
import type { GivenGuardrail } from '../../access/guardrails/given-guardrail';
import type { GuardrailRule } from '../../access/guardrails/guardrail-rule';

const ANYTHING = '*';

/** The guardrails of a file, in one of its environments. */
export function plannedGuardrails(context: PlanContext): GuardrailRule[] {
  return Object.entries(context.data.guardrails ?? {}).flatMap(([name, entry = {}]) => {
    const path = ['guardrails', name];
    const given = withoutHoles(entry);
    const problems = guardrailProblems(given, (key) => context.isWritten([...path, key]));
    problems.forEach(({ path: at, message, atKey = false }) => context.report([...path, ...at], message, { atKey }));
    return problems.length > 0 ? [] : [ruleOf(name, given, context.source.linkTo(path))];
  });
}

/** Items that are wrong are reported already: something that is right stands for them, so that the others keep their places. */
function withoutHoles(entry: object): GivenGuardrail {
  return Object.fromEntries(Object.entries(entry).map(([key, value]: [string, unknown]) =>
    [key, Array.isArray(value) ? value.map((item: unknown) => item ?? ANYTHING) : value])) as GivenGuardrail;
}
