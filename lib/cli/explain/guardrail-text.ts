import { ruleOf } from '../../access/guardrails/given-guardrail';
import type { GuardrailRule } from '../../access/guardrails/guardrail-rule';
import { readyGuardrail } from '../../access/guardrails/ready-guardrails';
import { GUARDRAILS } from '../../core/checks-name';
import { terminalText } from '../../core/escape';
import { list } from '../../core/text';
import type { FleetPlan } from '../../fleet/plan/fleet-plan';
import type { Look } from '../catalogue/bundle-text';
import { wrapped } from '../wrapped';

/** A guardrail of a file, or a ready one, by its name or the id of what it finds. */
export interface NamedGuardrail {
  readonly name: string;
  /** In each environment, where they differ. */
  readonly rules: readonly { readonly rule: GuardrailRule; readonly environments: readonly string[] }[];
  /** How to use a ready one. */
  readonly isReady: boolean;
}

const UNDECIDED = {
  breach: 'it is a breach, and the synth fails',
  warn: 'it is a warning',
  allow: 'it passes',
} as const;

/** The guardrail that a subject names; nothing if there is none. */
export function guardrailOf(subject: string, plans: readonly FleetPlan[]): NamedGuardrail | undefined {
  const name = subject.startsWith(`${GUARDRAILS}-`) ? subject.slice(GUARDRAILS.length + 1) : subject;
  const byText = new Map<string, { rule: GuardrailRule; environments: string[] }>();
  for (const { guardrails, environment } of plans) {
    for (const rule of guardrails.filter((one) => one.name === name)) {
      const { place: _, ...said } = rule;
      const known = byText.get(JSON.stringify(said)) ?? { rule, environments: [] };
      byText.set(JSON.stringify(said), known);
      known.environments.push(...environment === undefined ? [] : [environment]);
    }
  }
  if (byText.size > 0) {
    return { name, rules: [...byText.values()], isReady: false };
  }
  return readyGuardrail(name) && { name, rules: [{ rule: ruleOf(name, { ready: name }), environments: [] }], isReady: true };
}

/** What a guardrail says, in words. */
export function guardrailText({ name, rules, isReady }: NamedGuardrail, look: Look): string {
  return [
    ...rules.flatMap(({ rule, environments }) => ruleLines(name, rule, rules.length > 1 ? environments : [], look)),
    ...isReady ? [look.paint('bold', 'To use it'), '  guardrails:', `    ${name}: { ready: ${name} }`, ''] : [],
  ].join('\n');
}

function ruleLines(name: string, rule: GuardrailRule, environments: readonly string[], { paint, width }: Look): string[] {
  const { reason, only, may, on, onAll, except = {}, undecided, place, source } = rule;
  const where = [...place === undefined ? ['a ready guardrail'] : [place], ...environments.length === 0 ? [] : [`in ${list(environments)}`]].join(', ');
  return [
    paint('bold', terminalText(`guardrails.${name} (${where})`)),
    '',
    ...wrapped('', terminalText(`${only === undefined ? 'Nobody may' : `Only ${list(only)} may`}, because ${reason}.`), width),
    '',
    paint('bold', 'Actions'),
    ...may.map((action) => `  ${terminalText(action)}`),
    paint('bold', onAll === true ? 'On all of' : 'On'),
    ...(on ?? ['any resource']).map((arn) => `  ${terminalText(arn)}`),
    ...Object.keys(except).length === 0 ? [] : [paint('bold', 'But everybody may')],
    ...Object.entries(except).flatMap(([action, arns]) => arns.map((arn) => `  ${terminalText(`${action} on ${arn}`)}`)),
    '',
    ...wrapped('', `Where it cannot be decided whether somebody may, ${UNDECIDED[undecided]}.`, width),
    ...source === undefined ? [] : [source],
    '',
  ];
}
