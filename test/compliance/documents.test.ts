import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { RULES } from '../../lib/compliance/rules';
import { exampleOf } from '../../scripts/rule-examples';

const ROOT = join(__dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'RULES.md'), 'utf-8');

test('docs/RULES.md is generated from the rules', () => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'scripts/write-rules.ts', '--check'], { cwd: ROOT, stdio: 'pipe' });
});

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s is documented, with a link to it, and an example that it finds', (id, rule) => {
  expect(page).toContain(`| [IrsaChecks-${id}](#irsachecks-${id.toLowerCase()}) | ${rule.level} |`);
  expect(page).toContain(`### IrsaChecks-${id}\n\n**${rule.level}** · `);
  expect(page).toContain(`- See: <${rule.link}>\n`);
  expect(page).toContain(`- Asks: ${rule.question.replace(/[<*_]/g, '\\$&')}\n`);
  expect(page).toContain(`Acknowledged by \`IrsaChecks-${exampleOf(id)!.finding.id}\``);
});
