import type { Rule } from '../../compliance/rule';
import { RULES } from '../../compliance/rules';
import { CHECKS } from '../../core/checks-name';
import { terminalText, yamlQuoted } from '../../core/escape';
import type { Look } from '../catalogue/bundle-text';
import { wrapped } from '../wrapped';

/** The rule with an id, which may be that of a finding, with or without the name of the pack; nothing if there is none. */
export function ruleOf(id: string): Rule | undefined {
  const [, name] = new RegExp(`^(?:(?:${CHECKS}::)?${CHECKS}-)?([A-Za-z]+)(?:\\[.*)?$`, 's').exec(id) ?? [];
  return RULES.find((rule) => rule.id.toLowerCase() === name?.toLowerCase());
}

/** What a rule asks, why, and what to do. */
export function ruleText(rule: Rule, asked: string, { paint, width }: Look): string {
  const finding = `${CHECKS}-${rule.id}${asked.includes('[') ? asked.slice(asked.indexOf('[')) : ''}`;
  return [
    ...wrapped(`${CHECKS}-${rule.id} (${rule.level}): `, rule.title, width),
    '',
    paint('bold', 'What it asks'),
    ...wrapped('  ', rule.question, width),
    '',
    paint('bold', 'Why'),
    ...wrapped('  ', rule.why, width),
    '',
    paint('bold', 'What to do'),
    ...wrapped('  ', rule.fix, width),
    `  ${rule.link}`,
    '',
    paint('bold', 'To accept it'),
    ...wrapped('  ', 'Acknowledge it on the workload, with the id that the finding shows, the part in brackets included:', width),
    '    acknowledge:',
    `      - id: ${terminalText(yamlQuoted(finding))}`,
    '        reason: why it is right here',
    '',
  ].join('\n');
}
