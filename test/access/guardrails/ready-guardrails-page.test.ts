import { readFileSync } from 'fs';
import { join } from 'path';
import { READY_GUARDRAILS } from '../../../lib/access/guardrails/ready-guardrails';

const PAGE = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'guardrails.md'), 'utf-8');

test.each(READY_GUARDRAILS.map((ready) => [ready.id, ready] as const))('the page has %s with what it refuses and its source', (id, { title, refuses, source }) => {
  const requests = refuses.map(([action, rest]) => `\`${action}\` on \`${rest === '*' ? rest : `arn:aws:${rest}`}\``).join('<br>');
  expect(PAGE).toContain(`| \`${id}\` | ${title} | ${requests} | [AWS](${source}) |\n`);
});
